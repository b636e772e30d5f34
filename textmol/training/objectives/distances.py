"""Euclidean distances between stacked texts and molecules, and what is asked of them."""

from __future__ import annotations

import torch
from torch import Tensor

LEAST_SQUARE = 1e-12  # below it a root has no usable gradient


def measure_distances(first: Tensor, second: Tensor) -> Tensor:
    """Return the (n, m) Euclidean distances of (n, d) and (m, d) vectors."""
    squares = (first**2).sum(1)[:, None] + (second**2).sum(1) - 2 * first @ second.T
    return squares.clamp(min=LEAST_SQUARE).sqrt()


def triplet_loss(texts: Tensor, molecules: Tensor, owners: Tensor, margin: float) -> Tensor:
    """Batch-hard triplet loss (Hermans et al. 2017, equation 5) over texts and molecules stacked.

    A text, the other texts of its molecule and the molecule itself are of one label. The farthest
    of the same label and the nearest of another may be of either modality.

    Args:
        texts: (n, d) vectors.
        molecules: (m, d) vectors of the distinct molecules of the batch.
        owners: (n,) row of ``molecules`` that each text describes.
        margin: by which the nearest of another label should be farther.

    Returns:
        The mean over all n + m rows, a scalar.
    """
    rows = torch.cat([texts, molecules])
    labels = torch.cat([owners, torch.arange(len(molecules), device=owners.device)])
    distances = measure_distances(rows, rows)
    same = labels[:, None] == labels
    farthest = distances.masked_fill(~same, float("-inf")).amax(1)
    nearest = distances.masked_fill(same, float("inf")).amin(1)
    return (margin + farthest - nearest).clamp(min=0).mean()
