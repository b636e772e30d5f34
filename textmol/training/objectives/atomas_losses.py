"""The losses of Atomas: global alignment with soft targets, and one for each level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Side:
    """One modality of a batch, and what it is told apart from.

    Attributes:
        vectors: (n, d) unit vectors that learn.
        late: (n, d) unit vectors of the momentum copy.
        molecules: (n,) int64 molecule of each.
        queue: (k, d) unit vectors of earlier batches, of the momentum copy.
        queued: (k,) int64 molecule of each of these.
    """

    vectors: Tensor
    late: Tensor
    molecules: Tensor
    queue: Tensor
    queued: Tensor


def global_loss(texts: Side, molecules: Side, temperature: Tensor, share: float) -> Tensor:
    """Return the mean of both directions of the global alignment of Atomas.

    ALBEF's contrast (Li et al. 2021, equations 1 and 6) with momentum copies and queues.
    ``share`` of a target are the momentum copy's own similarities.
    """
    forward = _one_way(texts, molecules, temperature, share)
    return (forward + _one_way(molecules, texts, temperature, share)) / 2


def _one_way(asking: Side, answering: Side, temperature: Tensor, share: float) -> Tensor:
    answers = torch.cat([answering.late, answering.queue])
    owners = torch.cat([answering.molecules, answering.queued])
    with torch.no_grad():
        alike = asking.molecules[:, None] == owners
        targets = soften(asking.late @ answers.T / temperature, alike, share)
    found = (asking.vectors @ answers.T / temperature).log_softmax(1)
    return -(targets * found).sum(1).mean()


def soften(similar: Tensor, alike: Tensor, share: float) -> Tensor:
    """Return (n, k) targets ``share * softmax(similar) + (1 - share) * right``.

    What is right is spread evenly over all that belong to the same molecule: one-hot where
    there is one, and no text of a molecule is wrong for another's sake.

    Args:
        similar: (n, k) momentum similarities over the temperature.
        alike: (n, k) bool, True where both are of one molecule; once a row at least.
        share: of the softmax, from 0 to 1.
    """
    right = alike / alike.sum(1, keepdim=True)
    return share * similar.softmax(1) + (1 - share) * right


def level_loss(levels: Sequence[Tensor], owners: Tensor) -> Tensor:
    """Return the sum over levels of the symmetric cross-entropy of the batch.

    Weighted alignment of Atomas. Where each text has a molecule of its own, right answers are the
    diagonal; several texts of one molecule share its target.

    Args:
        levels: (n, m) logits of texts and distinct molecules, for each level.
        owners: (n,) int64 molecule of each text.
    """
    alike = owners[:, None] == torch.arange(levels[0].shape[1], device=owners.device)
    to_texts = (alike / alike.sum(0)).T  # (m, n)
    total = torch.zeros((), device=owners.device)
    for logits in levels:
        forward = -logits.log_softmax(1).gather(1, owners[:, None]).mean()
        backward = -(to_texts * logits.T.log_softmax(1)).sum(1).mean()
        total = total + (forward + backward) / 2
    return total
