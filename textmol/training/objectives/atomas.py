"""The objective of Atomas: global alignment with momentum, and alignment at every level."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from textmol.models.atomas.alignment import HierarchicalAlignment
from textmol.training.objectives.atomas_losses import Side, global_loss, level_loss
from textmol.training.objectives.atomas_momentum import MomentumCopy, Queue
from textmol.training.objectives.base import Batch, Loss, Objective

COLDEST, WARMEST = 0.001, 0.5  # temperature, as published


@dataclass(frozen=True)
class Encoded:
    """What the loss of a batch of n texts and m molecules is computed from.

    Attributes:
        texts: (n, d) unit vectors.
        molecules: (m, d) unit vectors.
        late_texts: (n, d) unit vectors of the momentum copy.
        late_molecules: (m, d) unit vectors of the momentum copy.
        levels: (n, m) logits of each level.
    """

    texts: Tensor
    molecules: Tensor
    late_texts: Tensor
    late_molecules: Tensor
    levels: list[Tensor]


class Atomas(Objective):
    """``L_ga + L_haa`` (Atomas, without its language modelling).

    What a tower serves is its global vector; the modules of the levels shape the shared
    transformer and are needed for training alone.
    """

    def __init__(
        self,
        model: Any,
        *,
        global_weight: float,
        level_weight: float,
        momentum: float,
        queue: int,
        soft_share: float,
        temperature: float,
        ratios: Sequence[float],
        neighbours: int,
        heads: int,
        mlp: int,
    ) -> None:
        """Take the ``Towers`` of the family and the constants, told in ``recipes/atomas.toml``."""
        super().__init__()
        width = model.text.transformer.config.width
        self.weights = (global_weight, level_weight)
        self.soft_share = soft_share
        self.slow = MomentumCopy(model, momentum)
        self.text_queue, self.molecule_queue = Queue(queue, width), Queue(queue, width)
        # Learned by its logarithm: a step of a small encoder's learning rate, ten times the
        # published one, would throw the temperature itself about.
        self.log_temperature = nn.Parameter(torch.tensor(math.log(temperature)))
        self.alignment = HierarchicalAlignment(
            width, ratios=ratios, neighbours=neighbours, heads=heads, mlp=mlp
        )

    def encode(self, model: Any, batch: Batch) -> Encoded:
        """Return the vectors of both towers and their copies, and the logits of the levels.

        Molecules without a text are left out: each has a right answer in either direction.
        """
        text_states, texts = model.text.read(batch.texts)
        molecule_states, molecules = model.molecule.read(batch.molecules)
        with torch.no_grad():
            late_texts, late_molecules = self.slow(batch.texts, batch.molecules)
        paired = slice(batch.paired)
        levels = self.alignment(
            text_states,
            batch.texts.mask,
            molecule_states[paired],
            batch.molecules.mask[paired],
        )
        return Encoded(texts, molecules[paired], late_texts, late_molecules[paired], levels)

    def forward(self, encoded: Encoded, batch: Batch) -> Loss:
        """Return the loss, its two parts before they are weighted, and the temperature."""
        own, described = _identify(batch)
        texts = Side(encoded.texts, encoded.late_texts, described, *self.text_queue.held())
        molecules = Side(
            encoded.molecules, encoded.late_molecules, own, *self.molecule_queue.held()
        )
        aligned = global_loss(texts, molecules, self.log_temperature.exp(), self.soft_share)
        levelled = level_loss(encoded.levels, batch.owners)
        total = self.weights[0] * aligned + self.weights[1] * levelled
        parts = {"global": aligned, "levels": levelled, "temperature": self.log_temperature.exp()}
        return Loss(total, parts)

    @torch.no_grad()
    def after_step(self, model: Any, encoded: Encoded, batch: Batch) -> None:
        """Move the momentum copy, fill the queues, keep the temperature within its bounds."""
        own, described = _identify(batch)
        self.text_queue.push(encoded.late_texts, described)
        self.molecule_queue.push(encoded.late_molecules, own)
        self.slow.follow(model)
        self.log_temperature.clamp_(math.log(COLDEST), math.log(WARMEST))


def _identify(batch: Batch) -> tuple[Tensor, Tensor]:
    """Return the corpus's numbers of the (m,) molecules, and of those that (n,) texts describe."""
    return batch.identities[: batch.paired], batch.identities[batch.owners]
