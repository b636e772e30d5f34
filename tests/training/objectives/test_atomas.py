"""Atomas as a whole: it learns a batch by heart, resumes exactly, and leaves what serves."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from tests.training.corpora import MOLECULES
from tests.training.runs import find_trained, read_log
from tests.training.systems import TEXT
from textmol.encoder import Encoder
from textmol.models.atomas.config import AtomasConfig
from textmol.models.batches import PieceBatch
from textmol.models.config import Sizes
from textmol.models.families import FAMILIES
from textmol.molecules import parse_molecule
from textmol.training.corpus import Corpus
from textmol.training.loop import Trainer, train
from textmol.training.objectives.atomas import COLDEST, WARMEST, Atomas
from textmol.training.objectives.base import Batch
from textmol.training.recipe import read_recipe
from textmol.training.results import read_state

TINY = f"""
[model]
family = "atomas"
{TEXT}
[model.molecule]
longest = 32
[objective]
kind = "atomas"
global_weight = 1.0
level_weight = 1.0
momentum = 0.9
queue = 16
soft_share = 0.2
temperature = 0.07
ratios = [0.5, 0.5]
neighbours = 3
heads = 2
mlp = 2
[training]
epochs = 18
batch = 11
learning_rate = 5e-3
weight_decay = 0.0
warmup = 2
last_rate = 0.1
keep_sentences = 0.7
precision = "fp32"
clip = 1.0
[repeats]
chebi = 1
"""
CONSTANTS: dict[str, Any] = {
    "global_weight": 2.0, "level_weight": 3.0, "momentum": 0.9, "queue": 8, "soft_share": 0.2,
    "temperature": 0.07, "ratios": [0.5, 0.5], "neighbours": 3, "heads": 2, "mlp": 2,
}  # fmt: skip
DATA = Sizes(
    vocabulary=0, pieces=40, fingerprint=0, descriptors=0, atom_values=(), bond_values=()
)  # fmt: skip


def _towers() -> torch.nn.Module:
    torch.manual_seed(0)
    text = {"width": 32, "layers": 1, "heads": 2, "dropout": 0.0, "longest": 12}
    config = AtomasConfig.from_sizes({"text": text, "molecule": {"longest": 9}}, DATA)
    return FAMILIES["atomas"].build_towers(config)


def _sequences(number: int, longest: int, seed: int) -> PieceBatch:
    generator = torch.Generator().manual_seed(seed)
    sizes = torch.randint(2, longest + 1, (number,), generator=generator)
    pieces = torch.randint(5, 40, (number, longest), generator=generator)
    batch = PieceBatch(pieces, sizes)
    return PieceBatch(pieces * batch.mask, sizes)


def _batch(unpaired: int = 0) -> Batch:
    """Return nine texts of eight molecules: the first and the last are of one."""
    owners = torch.tensor([*range(8), 0])
    molecules = _sequences(8 + unpaired, 9, 2)
    return Batch(_sequences(9, 12, 1), molecules, owners, 8, torch.arange(8 + unpaired) + 100)


def _hits(scores: Tensor, owners: Tensor) -> bool:
    """Return whether every text finds its molecule, and every molecule one of its texts."""
    forward = scores.argmax(1) == owners
    backward = owners[scores.argmax(0)] == torch.arange(scores.shape[1])
    return bool(forward.all() and backward.all())


def test_a_batch_is_learnt_by_heart_at_every_level() -> None:
    model, batch = _towers(), _batch()
    objective = Atomas(model, **CONSTANTS)
    trained = [p for p in (*model.parameters(), *objective.parameters()) if p.requires_grad]
    optimiser = torch.optim.Adam(trained, 3e-3)
    losses = []
    for _ in range(40):
        encoded = objective.encode(model, batch)
        loss = objective(encoded, batch)
        optimiser.zero_grad()
        loss.total.backward()
        optimiser.step()
        objective.after_step(model, encoded, batch)
        losses.append(loss.total.item())
    assert losses[-1] < losses[0] / 3
    assert loss.total.item() == pytest.approx(
        2 * loss.parts["global"].item() + 3 * loss.parts["levels"].item(), rel=1e-5
    )
    model.eval(), objective.eval()
    encoded = objective.encode(model, batch)
    assert len(encoded.levels) == 3
    for scores in (encoded.texts @ encoded.molecules.T, *encoded.levels):
        assert _hits(scores, batch.owners)


def test_the_temperature_stays_within_its_bounds() -> None:
    model, batch = _towers(), _batch()
    objective = Atomas(model, **CONSTANTS)
    encoded = objective.encode(model, batch)
    for value, bound in ((1e-6, COLDEST), (1e3, WARMEST)):
        with torch.no_grad():
            objective.log_temperature.fill_(math.log(value))
        objective.after_step(model, encoded, batch)
        found = objective(encoded, batch).parts["temperature"].item()
        assert found == pytest.approx(bound)


def test_molecules_without_a_text_are_left_out() -> None:
    model = _towers()
    objective = Atomas(model, **CONSTANTS).eval()
    alone, joined = _batch(), _batch(unpaired=3)
    joined.molecules.pieces[:8] = alone.molecules.pieces
    joined.molecules.sizes[:8] = alone.molecules.sizes
    losses = [objective(objective.encode(model, batch), batch) for batch in (alone, joined)]
    torch.testing.assert_close(losses[0].total, losses[1].total)
    objective.after_step(model, objective.encode(model, joined), joined)
    assert objective.molecule_queue.held()[1].tolist() == list(range(100, 108))


def test_the_copy_and_the_queues_take_no_gradient_and_follow() -> None:
    model, batch = _towers(), _batch()
    objective = Atomas(model, **CONSTANTS)
    before = {name: value.clone() for name, value in objective.slow.state_dict().items()}
    encoded = objective.encode(model, batch)
    assert not encoded.late_texts.requires_grad and encoded.texts.requires_grad
    torch.testing.assert_close(encoded.late_texts, encoded.texts)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(1)
    objective.after_step(model, encoded, batch)
    for name, value in objective.slow.state_dict().items():
        torch.testing.assert_close(value, before[name] + 0.1)
    # Nine texts went into eight places: the first has made room.
    held, molecules = objective.text_queue.held()
    assert sorted(molecules.tolist()) == [100, *range(101, 108)]
    assert any(torch.equal(row, encoded.late_texts[8]) for row in held)


def test_the_checkpoint_finds_what_it_was_trained_on(trained: Path) -> None:
    assert find_trained(trained) > 0.9


def test_what_is_served_is_what_was_trained(trained: Path, prepared: Path, recipe: str) -> None:
    trainer = Trainer(read_recipe(recipe), Corpus.open(prepared), "cpu", 0)
    read_state(trained, trainer)
    trainer.model.eval()
    encoder = Encoder.open(trained / "checkpoint")
    texts = encoder.encode_descriptions([row[3] for row in MOLECULES])
    molecules = encoder.encode_molecules([row[0] for row in MOLECULES])
    with torch.inference_mode():
        batch = encoder.read_texts([row[3] for row in MOLECULES])
        np.testing.assert_allclose(texts, trainer.model.text(batch), atol=5e-3)
        batch = encoder.read_molecules([parse_molecule(row[0]) for row in MOLECULES])
        np.testing.assert_allclose(molecules, trainer.model.molecule(batch), atol=5e-3)


def test_a_smiles_is_read_in_its_canonical_form(trained: Path) -> None:
    encoder = Encoder.open(trained / "checkpoint")
    vectors = encoder.encode_molecules(["OC(=O)c1ccccc1OC(C)=O", "CC(=O)Oc1ccccc1C(=O)O"])
    np.testing.assert_array_equal(vectors[0], vectors[1])
    endless = encoder.encode_molecules(["C" * 200])
    assert np.isfinite(endless).all()


def test_stopping_and_resuming_gives_the_same_result(
    trained: Path, prepared: Path, recipe: str, tmp_path: Path
) -> None:
    train(recipe, prepared, tmp_path, device="cpu", time_limit=1e-9)
    assert len(read_log(tmp_path)) == 1
    train(recipe, prepared, tmp_path, device="cpu", resume=tmp_path)
    whole, resumed = read_log(trained), read_log(tmp_path)
    assert [line["loss"] for line in resumed] == [line["loss"] for line in whole]
    vectors = [
        Encoder.open(out / "checkpoint").encode_descriptions(["an acid"])
        for out in (trained, tmp_path)
    ]
    np.testing.assert_allclose(vectors[0], vectors[1], atol=1e-6)
