"""Symmetric InfoNCE, the objective of the lexical towers."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor, nn

from textmol.training.losses import contrastive_loss
from textmol.training.objectives.base import Batch, Loss, Objective

FIRST_SCALE, LARGEST_SCALE = 20.0, 100.0  # inverse temperature; the largest as in CLIP


class Contrastive(Objective):
    """``contrastive_loss`` of every member, with the temperature that it learns.

    Members are trained each for itself: what makes their mean better than one of them is that
    they err differently.
    """

    def __init__(self, model: Any) -> None:
        super().__init__()
        scales = torch.full((model.text.members,), math.log(FIRST_SCALE))
        self.log_scale = nn.Parameter(scales)

    def forward(self, encoded: tuple[Tensor, Tensor], batch: Batch) -> Loss:
        """Return the mean loss of the members."""
        texts, molecules = encoded
        members = len(self.log_scale)
        own = members**0.5  # the concatenation was scaled to unit length
        losses = [
            contrastive_loss(
                own * text,
                own * molecule[: batch.paired],
                batch.owners,
                scale,
                negatives=own * molecule[batch.paired :],
            )
            for text, molecule, scale in zip(
                texts.chunk(members, 1),
                molecules.chunk(members, 1),
                self.log_scale.exp().clamp(max=LARGEST_SCALE),
                strict=True,
            )
        ]
        return Loss(torch.stack(losses).mean())
