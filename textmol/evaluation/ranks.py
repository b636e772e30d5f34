"""Ranks of right answers and the figures made of them, in plain numpy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

CHUNK = 512

# Pairs of a query and a candidate to (p,) float32, 0 or less, on their inner product.
Penalise = Callable[[Sequence[tuple[int, int]]], np.ndarray]


def rank_of_targets(
    queries: np.ndarray,
    candidates: np.ndarray,
    targets: Sequence[Sequence[int]],
    penalise: Penalise | None = None,
) -> np.ndarray:
    """Return the (n,) 1-based rank of the best right answer of each query.

    Ties count against the model: a candidate that scores as high as the right answer stands
    before it, unless it is right too.

    Args:
        queries: (n, d) vectors.
        candidates: (m, d) vectors; scores are inner products.
        targets: for each query, the rows of ``candidates`` that are right; at least one.
        penalise: what is added to the inner products of pairs; None adds nothing. Only the pairs
            whose penalty matters are asked for: those of right answers, and those whose inner
            product reaches the score of the right answer.
    """
    if penalise is not None:
        return _rank_penalised(queries, candidates, targets, penalise)
    ranks = np.zeros(len(queries), np.int64)
    for start in range(0, len(queries), CHUNK):
        scores = queries[start : start + CHUNK] @ candidates.T
        for row, line in enumerate(scores):
            right = np.asarray(targets[start + row])
            best = line[right].max()
            ranks[start + row] = (line >= best).sum() - (line[right] == best).sum() + 1
    return ranks


def _rank_penalised(
    queries: np.ndarray,
    candidates: np.ndarray,
    targets: Sequence[Sequence[int]],
    penalise: Penalise,
) -> np.ndarray:
    right = [(query, row) for query, rows in enumerate(targets) for row in rows]
    scores = np.asarray([queries[query] @ candidates[row] for query, row in right], np.float32)
    best = np.full(len(queries), -np.inf, np.float32)
    np.maximum.at(best, [query for query, _ in right], scores + penalise(right))
    rivals: list[tuple[int, int]] = []
    found: list[np.ndarray] = []
    for start in range(0, len(queries), CHUNK):
        for query, line in enumerate(queries[start : start + CHUNK] @ candidates.T, start):
            line[np.asarray(targets[query])] = -np.inf
            above = np.flatnonzero(line >= best[query])
            rivals += [(query, int(row)) for row in above]
            found.append(line[above])
    asked = np.asarray([query for query, _ in rivals], np.int64)
    ahead = np.concatenate(found) + penalise(rivals) >= best[asked]
    return 1 + np.bincount(asked[ahead], minlength=len(queries))


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
