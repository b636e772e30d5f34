"""Hierarchical alignment: the score is the reduction of the matrices, pair by pair."""

from __future__ import annotations

import json

import pytest
import torch
from torch import Tensor

from textmol.models.alignment import (
    AlignmentConfig,
    Grouping,
    HierarchicalAlignment,
    PartBatch,
    Units,
    WordBatch,
    compare,
    pool,
    reduce_matrix,
    score_levels,
    share,
)
from textmol.models.inputs import featurise_batch
from textmol.molecules.features import ATOM_CARDINALITIES, BOND_CARDINALITIES

CONFIG = AlignmentConfig(
    40, ATOM_CARDINALITIES, BOND_CARDINALITIES, dim=8, width=16, layers=2, dropout=0.0
)
SMILES = ["CCO", "C", "c1ccccc1C(=O)O"]
SIZES = [3, 1, 9]
TEXTS = [[1, 2, 3, 4], [5], [6, 7, 2]]


def _group(sizes: list[int]) -> Grouping:
    """Return units in groups of two, the last of each owner with what is left."""
    counts, rows, first, group = [], [], 0, 0
    for size in sizes:
        counts.append((size + 1) // 2)
        rows += [(group + place // 2, first + place) for place in range(size)]
        first, group = first + size, group + counts[-1]
    return Grouping(torch.tensor(counts), torch.tensor(rows).T)


def _words(texts: list[list[int]] = TEXTS) -> WordBatch:
    pieces = [piece for text in texts for piece in text]
    sizes = [len(text) for text in texts]
    return WordBatch(
        torch.tensor(pieces),
        torch.arange(len(pieces)),
        torch.ones(len(pieces)),
        torch.tensor(sizes),
        _group(sizes),
    )


def _parts(smiles: list[str] = SMILES, sizes: list[int] = SIZES) -> PartBatch:
    return PartBatch(featurise_batch(smiles, ()), torch.tensor(sizes), _group(sizes))


@pytest.fixture(scope="module")
def model() -> HierarchicalAlignment:
    torch.manual_seed(0)
    return HierarchicalAlignment(CONFIG).eval()


def _naive(matrix: Tensor, texts: Units, molecules: Units) -> Tensor:
    """Reduce each pair's own block in plain loops."""
    found = torch.zeros(len(texts.sizes), len(molecules.sizes))
    top = 0
    for i, rows in enumerate(texts.sizes.tolist()):
        left = 0
        for j, columns in enumerate(molecules.sizes.tolist()):
            block = matrix[top : top + rows, left : left + columns]
            there = sum(texts.weights[top + p] * max(block[p]) for p in range(rows))
            back = sum(molecules.weights[left + q] * max(block[:, q]) for q in range(columns))
            found[i, j] = (there + back) / 2
            left += columns
        top += rows
    return found


def test_the_score_is_the_reduction_of_the_matrices(model: HierarchicalAlignment) -> None:
    words, parts = _words(), _parts()
    with torch.no_grad():
        texts, molecules = model.text(words), model.molecule(parts)
        scores = model(words, parts)
        levels = [
            _naive(compare(one, other), one, other)
            for one, other in zip(texts, molecules, strict=True)
        ]
    assert scores.shape == (3, 3)
    torch.testing.assert_close(scores, torch.stack(levels).mean(0))
    torch.testing.assert_close(scores, score_levels(texts, molecules))
    assert scores.abs().max() <= 1


def test_units_of_each_level_are_counted_and_weighed(model: HierarchicalAlignment) -> None:
    with torch.no_grad():
        texts, molecules = model.text(_words()), model.molecule(_parts())
    assert [len(level.vectors) for level in texts] == [8, 5, 3]
    assert [len(level.vectors) for level in molecules] == [13, 8, 3]
    for level in (*texts, *molecules):
        torch.testing.assert_close(level.vectors.norm(dim=1), torch.ones(len(level.vectors)))
        sums = [part.sum() for part in level.weights.split(level.sizes.tolist())]
        torch.testing.assert_close(torch.stack(sums), torch.ones(3))


def test_a_pair_scores_the_same_alone_and_in_a_batch(model: HierarchicalAlignment) -> None:
    with torch.no_grad():
        together = model(_words(), _parts())
        for i, text in enumerate(TEXTS):
            for j, smiles in enumerate(SMILES):
                alone = model(_words([text]), _parts([smiles], [SIZES[j]]))
                torch.testing.assert_close(alone[0, 0], together[i, j], atol=1e-5, rtol=1e-5)


def test_every_weight_is_trained() -> None:
    torch.manual_seed(1)
    model = HierarchicalAlignment(CONFIG)
    model(_words(), _parts()).diagonal().sum().backward()
    still = [name for name, weight in model.named_parameters() if weight.grad is None]
    assert still == ["log_scale"]


def test_helpers_agree_with_plain_loops() -> None:
    states = torch.tensor([[1.0, 0], [3, 0], [5, 2]])
    members = torch.tensor([[0, 0, 1], [0, 1, 2]])
    torch.testing.assert_close(pool(states, members, 2), torch.tensor([[2.0, 0], [5, 2]]))
    shares = share(torch.tensor([0.0, 0, 100, -100]), torch.tensor([2, 2]))
    torch.testing.assert_close(shares, torch.tensor([0.5, 0.5, 1, 0]))


def test_reduction_passes_gradients_to_the_best_alone() -> None:
    matrix = torch.tensor([[0.1, 0.9]], requires_grad=True)
    texts = Units(torch.zeros(1, 1), torch.ones(1), torch.tensor([1]))
    molecules = Units(torch.zeros(2, 1), torch.tensor([0.0, 1.0]), torch.tensor([2]))
    reduce_matrix(matrix, texts, molecules).sum().backward()
    assert matrix.grad is not None
    assert matrix.grad.tolist() == [[0.0, 1.0]]


def test_the_configuration_survives_json() -> None:
    assert AlignmentConfig.from_dict(json.loads(json.dumps(CONFIG.to_dict()))) == CONFIG
