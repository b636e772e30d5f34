"""The log-probability of chosen tokens, without keeping that of all others.

A vocabulary of thousands makes the scores of all tokens the largest thing in a training step. They
are computed in slices here and again on the way back, which is several times faster on a CPU than
moving them through memory.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

SLICE = 1024  # rows whose scores are in the cache together


def score_chosen(states: Tensor, table: Tensor, chosen: Tensor) -> tuple[Tensor, Tensor]:
    """Return (n,) log-probabilities of the chosen tokens, and the (n,) mean over all tokens.

    With scores s = states @ table.T these are s[chosen] - logsumexp(s) and mean(s) - logsumexp(s),
    the terms of a cross-entropy with label smoothing (Szegedy et al. 2016, equation 3).

    Args:
        states: (n, width).
        table: (w, width) one row for each token.
        chosen: (n,) int64 rows of the table.
    """
    log_chosen, log_mean = _Chosen.apply(states, table, chosen)
    return log_chosen, log_mean


class _Chosen(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, states: Tensor, table: Tensor, chosen: Tensor) -> tuple[Tensor, Tensor]:
        ctx.save_for_backward(states, table, chosen)
        parts = []
        for rows, picked in zip(states.split(SLICE), chosen.split(SLICE), strict=True):
            scores = (rows @ table.T).float()
            total = scores.logsumexp(1)
            own = scores.gather(1, picked[:, None])[:, 0]
            parts.append(torch.stack([own - total, scores.mean(1) - total, total]))
        log_chosen, log_mean, ctx.total = torch.cat(parts, 1)
        return log_chosen, log_mean

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor, None]:
        states, table, chosen = ctx.saved_tensors
        of_states, of_table = torch.empty_like(states), torch.zeros_like(table, dtype=torch.float32)
        for start in range(0, len(states), SLICE):
            some = slice(start, start + SLICE)
            own, mean = (gradient[some, None] for gradient in gradients)
            scores = (states[some] @ table.T).float()
            shares = scores.sub_(ctx.total[some, None]).exp_()
            change = shares.mul_(-own - mean).add_(mean / len(table))
            change.scatter_add_(1, chosen[some, None], own)
            change = change.to(states.dtype)
            of_states[some] = change @ table
            of_table += change.T @ states[some]
        return of_states, of_table.to(table.dtype), None
