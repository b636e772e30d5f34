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

    def __init__(self, config: TextConfig, dim: int) -> None:
        super().__init__()
        self.config = config
        self.pieces = WeightedBag(config.pieces, config.rank or config.hidden)
        self.widen = (
            nn.Linear(config.rank, config.hidden, bias=False) if config.rank else nn.Identity()
        )
        self.bias = nn.Parameter(torch.zeros(config.hidden))
        self.head = Head(config.hidden, dim, config.dropout)

    def forward(self, batch: TextBatch) -> Tensor:
        """Return (n, dim) unit vectors."""
        bags = self.pieces(batch.columns, batch.offsets, batch.weights)
        return self.head(self.widen(bags) + self.bias)


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
