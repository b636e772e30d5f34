"""Log-probabilities of chosen tokens, against the plain formula."""

from __future__ import annotations

import pytest
import torch

from textmol.models import chosen as module
from textmol.models.chosen import score_chosen


@pytest.mark.parametrize("rows", [1, 5, 9])
def test_values_and_gradients_are_those_of_the_plain_formula(
    rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SLICE", 4)
    torch.manual_seed(0)
    states = torch.randn(rows, 6, dtype=torch.float64, requires_grad=True)
    table = torch.randn(11, 6, dtype=torch.float64, requires_grad=True)
    picked, weights = torch.randint(11, (rows,)), torch.randn(2, rows, dtype=torch.float64)
    found = score_chosen(states, table, picked)
    plain = (states @ table.T).log_softmax(1)
    naive = (plain.gather(1, picked[:, None])[:, 0], plain.mean(1))
    for one, other in zip(found, naive, strict=True):
        torch.testing.assert_close(one, other, check_dtype=False, atol=1e-6, rtol=1e-5)
    total = sum((one * weight).sum() for one, weight in zip(found, weights, strict=True))
    same = sum((one * weight).sum() for one, weight in zip(naive, weights, strict=True))
    got = torch.autograd.grad(total, (states, table))
    expected = torch.autograd.grad(same, (states, table))
    for one, other in zip(got, expected, strict=True):
        torch.testing.assert_close(one, other, check_dtype=False, atol=1e-5, rtol=1e-4)
