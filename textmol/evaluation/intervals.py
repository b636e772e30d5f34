"""Bootstrap intervals of means, drawn by group so that texts of one molecule stay together."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

ROUNDS = 2_000
CHUNK = 100  # rounds at a time: the draws of a round are as long as there are groups


def bootstrap_interval(
    values: np.ndarray,
    groups: Sequence[Hashable] | None = None,
    *,
    level: float = 0.95,
    rounds: int = ROUNDS,
    seed: int = 0,
) -> tuple[float, float]:
    """Return the percentile bootstrap interval of the mean of ``values``.

    Whole groups are drawn with replacement (Field and Welsh, 2007, the cluster bootstrap), since
    several texts of one molecule are no independent observations.

    Args:
        values: (n,) one figure a query.
        groups: (n,) what each query belongs to, the molecule's key as a rule; None makes each
            query a group of its own.
        level: share of the draws inside the interval.
        rounds: number of draws.
        seed: of the draws; the same seed gives the same interval.

    Raises:
        ValueError: where there is no value, or not one group a value.
    """
    values = np.asarray(values, np.float64)
    if not len(values):
        raise ValueError("There is no value to draw from.")
    sums, sizes = _sum_by_group(values, range(len(values)) if groups is None else groups)
    draw = np.random.default_rng(seed)
    even = np.full(len(sums), 1 / len(sums))
    means = []
    for start in range(0, rounds, CHUNK):
        counts = draw.multinomial(len(sums), even, size=min(CHUNK, rounds - start))
        means.append((counts @ sums) / (counts @ sizes))
    tail = (1 - level) / 2
    low, high = np.quantile(np.concatenate(means), [tail, 1 - tail])
    return float(low), float(high)


def _sum_by_group(values: np.ndarray, groups: Sequence[Hashable]) -> tuple[np.ndarray, np.ndarray]:
    """Return (g,) the sum and (g,) the number of the values of each group."""
    if len(groups) != len(values):
        raise ValueError(f"{len(values)} values need as many groups, not {len(groups)}.")
    places: dict[Hashable, int] = {}
    rows = np.asarray([places.setdefault(group, len(places)) for group in groups])
    return np.bincount(rows, weights=values), np.bincount(rows).astype(np.float64)
