"""AMAN's objective: a triplet loss and an adversarial term."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from textmol.training.objectives.adversary import Adversary
from textmol.training.objectives.base import Batch, Loss, Objective
from textmol.training.objectives.distances import triplet_loss


class Aman(Objective):
    """L = triplet + ``adversarial`` · (-mean D(molecules)).

    The discriminator sees the vectors as they leave the towers, the triplet loss those of unit
    length, by which retrieval ranks.
    """

    def __init__(
        self,
        model: Any,
        *,
        margin: float,
        mining: str,
        adversarial: float,
        critic_hidden: list[int],
        critic_rate: float,
        gradient_penalty: float,
    ) -> None:
        super().__init__()
        self.margin, self.mining, self.adversarial = margin, mining, adversarial
        width = model.text.leave.out_features
        self.adversary = Adversary(width, critic_hidden, gradient_penalty, critic_rate)

    def optimisers(self) -> list[torch.optim.Optimizer]:
        """Return the critic's."""
        return [self.adversary.optimiser]

    def encode(self, model: Any, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return the (n, dim) and (m, dim) vectors."""
        return model.text.embed(batch.texts), model.molecule.embed(batch.molecules)

    def forward(self, encoded: tuple[Tensor, Tensor], batch: Batch) -> Loss:
        """Move the critic, then return the loss of the towers."""
        texts, molecules = encoded
        triplet = triplet_loss(
            F.normalize(texts, dim=1),
            F.normalize(molecules[: batch.paired], dim=1),
            batch.owners,
            self.margin,
            self.mining,
        )
        pairs = molecules[batch.owners]
        critic = self.adversary.step(texts, pairs)
        fooled = self.adversary(pairs)
        parts = {"triplet": triplet, "critic": critic, "adversarial": fooled}
        return Loss(triplet + self.adversarial * fooled, parts)
