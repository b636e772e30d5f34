"""The towers: one transformer, two ways to pool, and a configuration that can be stored."""

from __future__ import annotations

import torch

from textmol.models.atomas.config import AtomasConfig
from textmol.models.atomas.tower import SequenceTower
from textmol.models.batches import PieceBatch
from textmol.models.config import Sizes
from textmol.models.towers import Towers

SIZES = {
    "text": {"width": 16, "layers": 1, "heads": 2, "dropout": 0.0, "longest": 12},
    "molecule": {"longest": 20},
}
DATA = Sizes(
    vocabulary=0, pieces=30, fingerprint=0, descriptors=0, atom_values=(), bond_values=()
)  # fmt: skip


def _batch(sizes: list[int]) -> PieceBatch:
    generator = torch.Generator().manual_seed(0)
    pieces = torch.randint(5, 30, (len(sizes), max(sizes)), generator=generator)
    batch = PieceBatch(pieces, torch.tensor(sizes))
    return PieceBatch(pieces * batch.mask, batch.sizes)


def test_the_configuration_survives_storing() -> None:
    config = AtomasConfig.from_sizes(SIZES, DATA)
    assert AtomasConfig.from_dict(config.to_dict()) == config
    assert config.dim == 16
    assert (config.text.longest, config.molecule.longest) == (12, 20)
    assert config.text.architecture == config.molecule.architecture
    assert config.text.architecture["max_position_embeddings"] == 20


def test_vectors_are_unit_pools_of_the_states() -> None:
    torch.manual_seed(0)
    tower = SequenceTower(AtomasConfig.from_sizes(SIZES, DATA).text).eval()
    batch = _batch([7, 1, 12])
    states, vectors = tower.read(batch)
    assert states.shape == (3, 12, 16) and not states[~batch.mask].any()
    torch.testing.assert_close(vectors.norm(dim=1), torch.ones(3))
    torch.testing.assert_close(tower(batch), vectors)
    alone = tower(PieceBatch(batch.pieces[:1, :7], batch.sizes[:1]))
    torch.testing.assert_close(alone, vectors[:1], atol=1e-5, rtol=1e-4)


def test_both_towers_train_one_transformer() -> None:
    config = AtomasConfig.from_sizes(SIZES, DATA)
    text, molecule = SequenceTower(config.text), SequenceTower(config.molecule)
    towers = Towers(text, molecule, ("transformer",))
    assert towers.molecule.transformer is towers.text.transformer
    assert towers.molecule.pool is not towers.text.pool
    longer = _batch([20, 3])
    assert towers.molecule(longer).shape == (2, 16)
