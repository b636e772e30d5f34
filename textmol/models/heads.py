"""What turns a tower's sums into unit vectors."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def build_head(hidden: int, dim: int, dropout: float, members: int) -> nn.Module:
    """Return what turns (n, members * hidden) sums into (n, dim) unit rows."""
    if members == 1:
        return Head(hidden, dim, dropout)
    return Heads(hidden, dim, dropout, members)


class Heads(nn.Module):
    """The heads of members side by side: their unit vectors, of unit length together.

    The inner product of two such vectors is the mean of the members' cosines, so ranking by it
    is ranking by the ensemble.
    """

    def __init__(self, hidden: int, dim: int, dropout: float, members: int) -> None:
        super().__init__()
        if dim % members:
            raise ValueError(f"dim = {dim} cannot be shared out to {members} members")
        self.members = nn.ModuleList(Head(hidden, dim // members, dropout) for _ in range(members))

    def forward(self, hidden: Tensor) -> Tensor:
        """Return (n, dim) unit rows, the members one after the other."""
        parts = hidden.chunk(len(self.members), 1)
        vectors = [head(part) for head, part in zip(self.members, parts, strict=True)]
        return torch.cat(vectors, 1) * len(vectors) ** -0.5


class Head(nn.Module):
    """Two-layer perceptron beside a linear path, then unit length."""

    def __init__(self, hidden: int, dim: int, dropout: float) -> None:
        super().__init__()
        self.straight = nn.Linear(hidden, dim)
        self.bent = nn.Sequential(
            nn.GELU(),
            nn.Dropout(dropout),
            nn.Linear(hidden, hidden),
            nn.GELU(),
            nn.Dropout(dropout),
            nn.Linear(hidden, dim),
        )

    def forward(self, hidden: Tensor) -> Tensor:
        """Return (n, dim) unit rows from (n, hidden) sums."""
        return F.normalize((self.straight(hidden) + self.bent(hidden)).float(), dim=-1)
