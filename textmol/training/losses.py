"""What the towers are trained to do."""

from __future__ import annotations

import torch
from torch import Tensor


def contrastive_loss(
    texts: Tensor,
    molecules: Tensor,
    owners: Tensor,
    scale: Tensor,
    *,
    weights: Tensor | None = None,
    negatives: Tensor | None = None,
) -> Tensor:
    """Symmetric InfoNCE (van den Oord et al. 2018, equation 4; CLIP's two directions).

    Several texts of one molecule are all right answers of it: molecule to text spreads its
    target over them evenly, as in the supervised contrastive loss (Khosla et al. 2020, eq. 2).

    Args:
        texts: (n, d) unit vectors.
        molecules: (m, d) unit vectors of the distinct molecules of the batch.
        owners: (n,) int64 row of ``molecules`` that each text describes.
        scale: inverse temperature.
        weights: (n,) importance of each text; even where None.
        negatives: (k, d) unit vectors of molecules that none of the texts describes.

    Returns:
        The mean of both directions, a scalar.
    """
    scores = scale * texts @ molecules.T  # (n, m)
    wider = scores if negatives is None else torch.cat([scores, scale * texts @ negatives.T], 1)
    found = wider.log_softmax(1).gather(1, owners[:, None]).squeeze(1)  # (n,)
    weights = torch.ones_like(found) if weights is None else weights
    text_to_molecule = -(weights * found).sum() / weights.sum()
    right = weights[:, None] * torch.nn.functional.one_hot(owners, len(molecules))  # (n, m)
    # A molecule counts as much as its texts do, so that kinds weigh alike in both directions.
    molecule_to_text = -(right * scores.log_softmax(0)).sum() / right.sum()
    return (text_to_molecule + molecule_to_text) / 2
