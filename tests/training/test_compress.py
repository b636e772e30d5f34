"""Compression: nothing is lost at full rank, and the rest is the best approximation."""

from __future__ import annotations

import pytest
import torch

from textmol.models.batches import TextBatch
from textmol.models.config import MoleculeConfig, TextConfig, TwoTowerConfig
from textmol.models.families import DEFAULT, find_family
from textmol.models.text import TextEncoder
from textmol.training.compress import MOLECULE, TEXT, compress

Trained = tuple[TwoTowerConfig, dict[str, torch.Tensor]]


@pytest.fixture
def trained() -> Trained:
    torch.manual_seed(0)
    config = TwoTowerConfig(8, text=TextConfig(pieces=40, hidden=12))
    encoder = TextEncoder(config.text, config.dim)
    encoder.pieces.reset_parameters()
    return config, {f"text.{name}": value for name, value in encoder.state_dict().items()}


def _encode(config: TwoTowerConfig, weights: dict[str, torch.Tensor]) -> torch.Tensor:
    encoder = TextEncoder(config.text, config.dim).eval()
    encoder.load_state_dict({k.removeprefix("text."): v for k, v in weights.items()})
    batch = TextBatch(torch.tensor([3, 9, 39, 0]), torch.tensor([0, 3]), torch.ones(4))
    with torch.inference_mode():
        return encoder(batch)


def test_full_rank_changes_nothing(trained: Trained) -> None:
    torch.testing.assert_close(_encode(*compress(*trained, text_rank=12)), _encode(*trained))
    assert compress(*trained) == trained


def test_a_lower_rank_is_the_best_approximation(trained: Trained) -> None:
    table, factor = TEXT
    config, weights = compress(*trained, text_rank=5)
    assert config.text.rank == 5
    u, s, v = torch.linalg.svd(trained[1][table], full_matrices=False)
    expected = u[:, :5] * s[:5] @ v[:5]
    torch.testing.assert_close(weights[table] @ weights[factor].T, expected, atol=1e-4, rtol=1e-4)


def test_the_fingerprint_s_table_is_cut_alike() -> None:
    torch.manual_seed(0)
    config = TwoTowerConfig(
        dim=8,
        members=2,
        text=TextConfig(pieces=5, hidden=4),
        molecule=MoleculeConfig(fingerprint=30, descriptors=3, hidden=6, layers=0),
    )
    build = find_family(DEFAULT).build_towers
    model = build(config)
    shape, weights = compress(config, dict(model.state_dict()), fingerprint_rank=12)
    assert shape.molecule.rank == 12
    thin = build(shape)
    thin.load_state_dict(weights)
    full = model.state_dict()[MOLECULE[0]]
    torch.testing.assert_close(thin.molecule.widen(thin.molecule.fingerprint.weight), full)
