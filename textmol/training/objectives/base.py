"""What every objective shares: the batch it sees and the loss it gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn


@dataclass(frozen=True)
class Batch:
    """What one step reads.

    Attributes:
        texts: n texts as the text tower takes them.
        molecules: m distinct molecules of the texts, then k that none of them describes.
        owners: (n,) int64 row of ``molecules`` that each text describes.
        paired: m.
        identities: (m + k,) int64 which molecule of the corpus each is, the same in every batch.
    """

    texts: Any
    molecules: Any
    owners: Tensor
    paired: int
    identities: Tensor


@dataclass(frozen=True)
class Loss:
    """A scalar to descend, and figures by name for the log."""

    total: Tensor
    parts: dict[str, Tensor] = field(default_factory=dict)


class Objective(nn.Module):
    """What a method trains its towers for, with what is trained beside them and not served.

    Its parameters move with the model's dense ones, except those that its own optimisers hold.
    Parameters and buffers (queues, momentum copies) are in its ``state_dict``, and with the
    moments of its optimisers they are all that ``--resume`` restores.
    """

    def optimisers(self) -> list[torch.optim.Optimizer]:
        """Return the optimisers that the objective steps itself, such as a discriminator's."""
        return []

    def encode(self, model: Any, batch: Batch) -> Any:
        """Return what the loss is computed from; runs in half precision where a recipe asks."""
        return model(batch.texts, batch.molecules)

    def forward(self, encoded: Any, batch: Batch) -> Loss:
        """Return the loss of what ``encode`` returned; runs in single precision."""
        raise NotImplementedError

    def after_step(self, model: Any, encoded: Any, batch: Batch) -> None:
        """Do what follows a step of the optimisers: move a momentum copy, fill a queue."""
