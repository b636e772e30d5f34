"""What an epoch reads, and in which company."""

from __future__ import annotations

import numpy as np
import torch

from textmol.training.batches import (
    Neighbours,
    draw_texts,
    draw_unpaired,
    find_neighbours,
    group_texts,
)


def _vectors(number: int) -> torch.Tensor:
    generator = torch.Generator().manual_seed(0)
    return torch.nn.functional.normalize(torch.randn(number, 8, generator=generator), dim=1)


def test_neighbours_equal_a_naive_search() -> None:
    vectors = _vectors(30)
    molecules = np.arange(100, 130)
    near = find_neighbours(molecules, vectors, 5, "cpu")
    scores = (vectors @ vectors.T).numpy()
    for row in range(30):
        order = [other for other in np.argsort(-scores[row]) if other != row][:5]
        known, found = near.of(np.asarray([100 + row]))
        assert known.all()
        np.testing.assert_array_equal(found[0], molecules[order])


def test_twins_are_neighbours_and_nothing_is_its_own() -> None:
    vectors = _vectors(4)[[0, 0, 0, 1, 2, 3]]
    near = find_neighbours(np.arange(6), vectors, 3, "cpu")
    assert set(near.nearest[0][:2]) == {1, 2}
    assert all(row not in near.nearest[row] for row in range(6))


def test_kinds_are_read_as_often_as_asked() -> None:
    kinds = np.asarray(["a"] * 10 + ["b"] * 20 + ["c"] * 5)
    rows = draw_texts(kinds, {"a": 2, "b": 0.25}, np.random.default_rng(0))
    counts = {kind: int((kinds[rows] == kind).sum()) for kind in "abc"}
    assert counts == {"a": 20, "b": 5, "c": 0}


def test_grouping_keeps_every_text_and_brings_neighbours_together() -> None:
    owners = np.arange(40)
    pairs = np.asarray([[row ^ 1] for row in range(40)])  # 0 and 1, 2 and 3, ...
    rng = np.random.default_rng(0)
    rows = rng.permutation(40)
    grouped = group_texts(rows, owners, Neighbours(owners, pairs), 2, rng)
    assert sorted(grouped) == sorted(rows)
    assert all(left // 2 == right // 2 for left, right in grouped.reshape(-1, 2))


def test_molecules_that_were_not_compared_stand_alone() -> None:
    near = Neighbours(np.asarray([5, 6]), np.asarray([[1], [0]]))
    known, found = near.of(np.asarray([4, 5, 9]))
    assert known.tolist() == [False, True, False]
    assert found.tolist() == [[6]]
    grouped = group_texts(np.arange(3), np.asarray([4, 9, 10]), near, 4, np.random.default_rng(0))
    assert sorted(grouped) == [0, 1, 2]


def test_unpaired_molecules_are_neighbours_outside_the_batch() -> None:
    near = Neighbours(
        np.arange(10), np.asarray([[(row + 1) % 10, (row + 2) % 10] for row in range(10)])
    )
    batch = np.asarray([0, 1, 2])
    drawn = draw_unpaired(batch, near, 2, np.random.default_rng(0))
    assert len(drawn) <= 2
    assert set(drawn) <= {3, 4}
