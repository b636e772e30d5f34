"""One vector for a sequence: a learned weight for each position."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class PositionPool(nn.Module):
    """Atomas, global alignment: a linear map over sequence positions to one, then unit length.

    Starts as a plain sum, since late positions are seldom read and would keep whatever random
    sign they were given.
    """

    def __init__(self, positions: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.full((positions,), positions**-0.5))
        self.bias = nn.Parameter(torch.zeros(()))

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """Return (n, d) unit rows of (n, p, d) states with (n, p) mask, False for padding."""
        weights = self.weight[: states.shape[1]] * mask
        pooled = (weights[:, :, None] * states.float()).sum(1) + self.bias
        return F.normalize(pooled, dim=1)
