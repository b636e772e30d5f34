"""CMTMR's objective: triplet, adversarial term and both second-order losses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from textmol.training.objectives.adversary import Adversary
from textmol.training.objectives.base import Batch, Loss, Objective
from textmol.training.objectives.distances import triplet_loss
from textmol.training.objectives.second_order import READINGS, second_order_losses


@dataclass(frozen=True)
class Projected:
    """What the losses see of n texts and m molecules.

    Attributes:
        texts: (n, dim) unit vectors.
        molecules: (m, dim) unit vectors.
        text_means: (n, dim) means of the states that went into the projector.
        molecule_means: (m, dim) alike.
    """

    texts: Tensor
    molecules: Tensor
    text_means: Tensor
    molecule_means: Tensor


class Cmtmr(Objective):
    """L = triplet + ``adversarial`` · (-mean D(molecules)) + ``uni`` · L_uni + ``cross`` · L_cross.

    The discriminator sees the means that go into the projector, all else the unit vectors.
    """

    def __init__(
        self,
        model: Any,
        *,
        margin: float,
        adversarial: float,
        critic_hidden: list[int],
        critic_rate: float,
        gradient_penalty: float,
        uni_to_uni: float,
        uni_to_cross: float,
        second_order: str,
        temperature: float,
    ) -> None:
        super().__init__()
        if second_order not in READINGS:
            raise TypeError(f"second_order is {second_order!r}, not one of {READINGS}")
        self.margin, self.adversarial = margin, adversarial
        self.uni, self.cross = uni_to_uni, uni_to_cross
        self.reading, self.temperature = second_order, temperature
        width = model.text.leave.out_features
        self.adversary = Adversary(width, critic_hidden, gradient_penalty, critic_rate)

    def optimisers(self) -> list[torch.optim.Optimizer]:
        """Return the critic's."""
        return [self.adversary.optimiser]

    def encode(self, model: Any, batch: Batch) -> Projected:
        """Return both modalities, projected together."""
        texts, molecules = model.text.read(batch.texts), model.molecule.read(batch.molecules)
        vectors = model.text.projector(torch.cat([texts.read, molecules.read]))
        number = len(texts.read)
        return Projected(vectors[:number], vectors[number:], texts.pooled, molecules.pooled)

    def forward(self, encoded: Projected, batch: Batch) -> Loss:
        """Move the critic, then return the loss of the towers."""
        paired = encoded.molecules[: batch.paired]
        means = encoded.molecule_means[batch.owners]
        triplet = triplet_loss(encoded.texts, paired, batch.owners, self.margin)
        critic = self.adversary.step(encoded.text_means, means)
        fooled = self.adversary(means)
        uni, cross = second_order_losses(
            encoded.texts, paired[batch.owners], self.reading, self.temperature
        )
        total = triplet + self.adversarial * fooled + self.uni * uni + self.cross * cross
        parts = {"triplet": triplet, "critic": critic, "adversarial": fooled}
        return Loss(total, {**parts, "uni_to_uni": uni, "uni_to_cross": cross})
