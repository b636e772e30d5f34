"""The objective of the hierarchical alignment learns a batch by heart, pairs and pointers."""

from __future__ import annotations

import pytest
import torch

from tests.models.test_alignment import CONFIG, SMILES, _parts, _words
from textmol.models.alignment import HierarchicalAlignment, Units, compare
from textmol.training.losses import contrastive_loss
from textmol.training.objectives.alignment import (
    Alignment,
    PointedTexts,
    Pointers,
    point,
    tell_apart,
)
from textmol.training.objectives.base import Batch

# Word 1 of the first text means the oxygen of ethanol, words 5 and 6 of the third the acid.
POINTERS = Pointers(
    members=torch.tensor([[0, 1, 1], [1, 5, 6]]),
    molecules=torch.tensor([0, 2]),
    atoms=torch.tensor([[0, 1, 1, 1], [2, 10, 11, 12]]),
)


def _batch() -> Batch:
    texts = PointedTexts(_words(), POINTERS)
    return Batch(texts, _parts(), torch.arange(3), 3, torch.arange(3))


def test_it_learns_a_batch_by_heart() -> None:
    torch.manual_seed(0)
    model, objective = HierarchicalAlignment(CONFIG), Alignment()
    assert len(SMILES) == 3
    descent = torch.optim.Adam(
        [weight for name, weight in model.named_parameters() if name != "text.pieces.weight"], 1e-2
    )
    pieces = torch.optim.SparseAdam([model.text.pieces.weight], 1e-2)
    for _ in range(60):
        loss = objective(objective.encode(model, _batch()), _batch())
        for one in (descent, pieces):
            one.zero_grad()
        loss.total.backward()
        for one in (descent, pieces):
            one.step()
    assert float(loss.parts["telling"]) < 0.1
    with torch.no_grad():
        matrix = compare(model.text(_words())[0], model.molecule(_parts())[0])
    assert int(matrix[1, :3].argmax()) == 2
    acid = (matrix[5, 4:] + matrix[6, 4:]).topk(3).indices + 4
    assert sorted(acid.tolist()) == [10, 11, 12]


def test_telling_apart_is_the_contrastive_loss_of_single_vectors() -> None:
    torch.manual_seed(1)
    texts, molecules = (torch.nn.functional.normalize(torch.randn(n, 6)) for n in (4, 5))
    owners = torch.tensor([2, 0, 1, 3])
    expected = contrastive_loss(
        texts, molecules[:4], owners, torch.tensor(3.0), negatives=molecules[4:]
    )
    found = tell_apart(3.0 * texts @ molecules.T, owners, 4)
    torch.testing.assert_close(found, expected)


def test_pointing_is_the_cross_entropy_over_the_atoms_of_the_own_molecule() -> None:
    words = Units(torch.tensor([[1.0, 0], [0, 1]]), torch.ones(2), torch.tensor([2]))
    vectors = torch.tensor([[1.0, 0], [0, 1], [1, 0]])
    atoms = Units(vectors, torch.ones(3), torch.tensor([2, 1]))
    pointers = Pointers(torch.tensor([[0], [0]]), torch.tensor([0]), torch.tensor([[0], [0]]))
    found = point(words, atoms, pointers, torch.tensor(2.0))
    expected = -torch.tensor([2.0, 0.0]).log_softmax(0)[0]
    assert float(found) == pytest.approx(float(expected))


def test_without_pointers_there_is_nothing_to_point_at() -> None:
    units = Units(torch.ones(1, 1), torch.ones(1), torch.tensor([1]))
    empty = torch.zeros(2, 0, dtype=torch.int64)
    none = Pointers(empty, torch.zeros(0, dtype=torch.int64), empty)
    assert float(point(units, units, none, torch.tensor(1.0))) == 0
