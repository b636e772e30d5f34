"""The text tower."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from textmol.models.bag import WeightedBag
from textmol.models.batches import TextBatch
from textmol.models.config import TextConfig


class TextEncoder(nn.Module):
    """Descriptions to unit vectors.

    A TF-IDF-weighted bag of words, their n-grams and word pairs (the n-grams of fastText,
    Bojanowski et al. 2017) reads chemical names and terms that were never seen whole.
    """

    def __init__(self, config: TextConfig, dim: int, members: int = 1) -> None:
        super().__init__()
        self.config = config
        width = members * config.hidden
        self.pieces = WeightedBag(config.pieces, config.rank or width, config.drop_entries)
        self.widen = nn.Linear(config.rank, width, bias=False) if config.rank else nn.Identity()
        self.bias = nn.Parameter(torch.zeros(width))
        self.head = build_head(config.hidden, dim, config.dropout, members)

    def forward(self, batch: TextBatch) -> Tensor:
        """Return (n, dim) unit vectors."""
        bags = self.pieces(batch.columns, batch.offsets, batch.weights)
        return self.head(self.widen(bags) + self.bias)


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
