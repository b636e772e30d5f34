"""Figures that compare a score for each atom, or word, with the ones it should point at.

Ties are worth what a random order of the tied would be worth on average, so that a flat map earns
chance and nothing else. In plain numpy.
"""

from __future__ import annotations

import numpy as np

METRICS = ("pointing_game", "auroc", "average_precision", "iou")


def measure_map(scores: np.ndarray, mask: np.ndarray) -> dict[str, float]:
    """Return every figure of one map.

    Args:
        scores: (n,) how strongly each atom, or word, is pointed at.
        mask: (n,) bool, what is right; some but not all of it.

    Raises:
        ValueError: where nothing or everything is right, or a score is not finite.
    """
    scores, mask = np.asarray(scores, np.float64), np.asarray(mask, bool)
    if scores.shape != mask.shape or not 0 < mask.sum() < len(mask):
        raise ValueError("A map needs as many scores as places, some right and some wrong.")
    if not np.isfinite(scores).all():
        raise ValueError("A map needs finite scores.")
    return {
        "pointing_game": pointing_game(scores, mask),
        "auroc": auroc(scores, mask),
        "average_precision": average_precision(scores, mask),
        "iou": iou_at_size(scores, mask),
    }


def pointing_game(scores: np.ndarray, mask: np.ndarray) -> float:
    """Return the share of the hottest places that are right (Zhang et al. 2018, section 4.2)."""
    return float(mask[scores == scores.max()].mean())


def auroc(scores: np.ndarray, mask: np.ndarray) -> float:
    """Return the area under the ROC curve: the Mann-Whitney statistic, ties worth a half."""
    _, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    right = int(mask.sum())
    wrong = len(mask) - right
    return float((ranks[mask].sum() - right * (right + 1) / 2) / (right * wrong))


def average_precision(scores: np.ndarray, mask: np.ndarray) -> float:
    """Return the precision at every threshold, weighted by the recall gained there."""
    _, places, counts = np.unique(-scores, return_inverse=True, return_counts=True)
    gained = np.bincount(places, weights=mask)
    precision = np.cumsum(gained) / np.cumsum(counts)
    return float((precision * gained).sum() / mask.sum())


def iou_at_size(scores: np.ndarray, mask: np.ndarray) -> float:
    """Return intersection over union of the mask and as many of the hottest places.

    Of places tied at the limit the expected number inside counts.
    """
    size = int(mask.sum())
    limit = np.sort(scores)[-size]
    above, tied = scores > limit, scores == limit
    inside = mask[above].sum() + mask[tied].mean() * (size - above.sum())
    return float(inside / (2 * size - inside))


def area_under(fractions: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return the area under curves by the trapezoid rule.

    Args:
        fractions: (p,) ascending places from 0 to 1.
        values: (..., p) heights.
    """
    steps = np.diff(fractions)
    return np.asarray((steps * (values[..., 1:] + values[..., :-1]) / 2).sum(-1))


def spearman(one: np.ndarray, other: np.ndarray) -> float:
    """Return the rank correlation of two maps; 0 where one of them is flat."""
    ranks = [_midranks(values) for values in (one, other)]
    left, right = (values - values.mean() for values in ranks)
    norm = float(np.sqrt((left**2).sum() * (right**2).sum()))
    return float((left * right).sum() / norm) if norm else 0.0


def _midranks(values: np.ndarray) -> np.ndarray:
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[places]
