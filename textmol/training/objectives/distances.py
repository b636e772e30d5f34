"""Euclidean distances between stacked texts and molecules, and what is asked of them."""

from __future__ import annotations

import torch
from torch import Tensor

LEAST_SQUARE = 1e-12  # below it a root has no usable gradient


def measure_distances(first: Tensor, second: Tensor) -> Tensor:
    """Return the (n, m) Euclidean distances of (n, d) and (m, d) vectors."""
    squares = (first**2).sum(1)[:, None] + (second**2).sum(1) - 2 * first @ second.T
    return squares.clamp(min=LEAST_SQUARE).sqrt()


def triplet_loss(
    texts: Tensor, molecules: Tensor, owners: Tensor, margin: float, mining: str = "hard"
) -> Tensor:
    """Triplet loss (Hermans et al. 2017) over texts and molecules stacked.

    A text, the other texts of its molecule and the molecule itself are of one label. What is
    compared may be of either modality.

    Args:
        texts: (n, d) vectors.
        molecules: (m, d) vectors of the distinct molecules of the batch.
        owners: (n,) row of ``molecules`` that each text describes.
        margin: by which another label should be farther.
        mining: "hard" compares the farthest of the same label with the nearest of another
            (equation 5), a mean over all n + m rows; "all" every pair of a label with every
            other row, a mean over the triplets that still cost something (section 3.2), which
            does not collapse where encoders start from nothing.

    Returns:
        A scalar.
    """
    rows = torch.cat([texts, molecules])
    labels = torch.cat([owners, torch.arange(len(molecules), device=owners.device)])
    distances = measure_distances(rows, rows)
    same = labels[:, None] == labels
    if mining == "all":
        own = torch.eye(len(rows), dtype=torch.bool, device=rows.device)
        anchors, positives = (same & ~own).nonzero(as_tuple=True)
        costs = margin + distances[anchors, positives][:, None] - distances[anchors]
        costs = costs.clamp(min=0).masked_fill(same[anchors], 0)  # (pairs, n + m)
        return costs.sum() / (costs > 0).sum().clamp(min=1)
    farthest = distances.masked_fill(~same, float("-inf")).amax(1)
    nearest = distances.masked_fill(same, float("inf")).amin(1)
    return (margin + farthest - nearest).clamp(min=0).mean()
