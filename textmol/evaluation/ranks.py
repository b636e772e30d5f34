"""Ranks of right answers and the figures made of them, in plain numpy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

CHUNK = 512


def rank_of_targets(
    queries: np.ndarray, candidates: np.ndarray, targets: Sequence[Sequence[int]]
) -> np.ndarray:
    """Return the (n,) 1-based rank of the best right answer of each query.

    Ties count against the model: a candidate that scores as high as the right answer stands
    before it, unless it is right too.

    Args:
        queries: (n, d) vectors.
        candidates: (m, d) vectors; scores are inner products.
        targets: for each query, the rows of ``candidates`` that are right; at least one.
    """
    ranks = np.zeros(len(queries), np.int64)
    for start in range(0, len(queries), CHUNK):
        scores = queries[start : start + CHUNK] @ candidates.T
        for row, line in enumerate(scores):
            right = np.asarray(targets[start + row])
            best = line[right].max()
            ranks[start + row] = (line >= best).sum() - (line[right] == best).sum() + 1
    return ranks


def summarise_ranks(ranks: np.ndarray, pool: int) -> dict[str, Any]:
    """Return Hits@1, Hits@10 and MRR in per cent, and the mean rank."""
    return {
        "hits@1": round(100 * float((ranks == 1).mean()), 2),
        "hits@10": round(100 * float((ranks <= 10).mean()), 2),
        "mrr": round(100 * float((1 / ranks).mean()), 2),
        "mean_rank": round(float(ranks.mean()), 2),
        "queries": len(ranks),
        "pool": pool,
    }
