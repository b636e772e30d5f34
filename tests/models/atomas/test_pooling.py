"""Pooling over positions against its naive twin."""

from __future__ import annotations

import math

import pytest
import torch

from textmol.models.atomas.pooling import PositionPool


def test_it_is_a_weight_for_each_position() -> None:
    torch.manual_seed(0)
    pool = PositionPool(8)
    torch.nn.init.normal_(pool.weight)
    torch.nn.init.constant_(pool.bias, 0.3)
    states, lengths = torch.randn(3, 5, 4), (5, 1, 3)
    mask = torch.arange(5) < torch.tensor(lengths)[:, None]
    found = pool(states, mask)
    for row, length in enumerate(lengths):
        sums = [
            sum((pool.weight[p] * states[row, p, axis]).item() for p in range(length)) + 0.3
            for axis in range(4)
        ]
        norm = math.sqrt(sum(value**2 for value in sums))
        assert found[row].tolist() == pytest.approx([value / norm for value in sums], abs=1e-5)


def test_it_starts_as_a_sum() -> None:
    states, mask = torch.randn(1, 4, 6), torch.ones(1, 4, dtype=torch.bool)
    expected = torch.nn.functional.normalize(states.sum(1), dim=1)
    torch.testing.assert_close(PositionPool(9)(states, mask), expected)
