"""Symmetric InfoNCE, the objective of the lexical towers."""

from __future__ import annotations

import torch
from torch import Tensor

from textmol.models.two_tower import TwoTower
from textmol.training.losses import contrastive_loss
from textmol.training.objectives.base import Batch, Loss, Objective

LARGEST_SCALE = 100  # inverse temperature, as in CLIP


class Contrastive(Objective):
    """``contrastive_loss`` of every member, with the temperature that it learns.

    Members are trained each for itself: what makes their mean better than one of them is that
    they err differently.
    """

    def __init__(self, model: TwoTower) -> None:
        super().__init__()

    def encode(self, model: TwoTower, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Return texts, molecules and the logarithm of each member's scale."""
        return *model(batch.texts, batch.molecules), model.log_scale

    def forward(self, encoded: tuple[Tensor, Tensor, Tensor], batch: Batch) -> Loss:
        """Return the mean loss of the members."""
        texts, molecules, log_scale = encoded
        members = len(log_scale)
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
                log_scale.exp().clamp(max=LARGEST_SCALE),
                strict=True,
            )
        ]
        return Loss(torch.stack(losses).mean())
