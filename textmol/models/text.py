"""The text tower."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from textmol.models.bag import WeightedBag
from textmol.models.batches import TextBatch
from textmol.models.config import CountingConfig, TextConfig
from textmol.models.counting import CountingText, join_member
from textmol.models.heads import build_head


class TextEncoder(nn.Module):
    """Descriptions to unit vectors.

    A TF-IDF-weighted bag of words, their n-grams and word pairs (the n-grams of fastText,
    Bojanowski et al. 2017) reads chemical names and terms that were never seen whole.
    """

    def __init__(
        self,
        config: TextConfig,
        dim: int,
        members: int = 1,
        counting: CountingConfig | None = None,
    ) -> None:
        super().__init__()
        self.config = config
        self.members = members
        width = members * config.hidden
        self.pieces = WeightedBag(
            config.pieces,
            config.rank or width,
            spread=config.hidden**-0.5,
            drop=config.drop_entries,
        )
        self.widen = nn.Linear(config.rank, width, bias=False) if config.rank else nn.Identity()
        self.bias = nn.Parameter(torch.zeros(width))
        self.head = build_head(config.hidden, dim, config.dropout, members)
        self.weight = counting.weight if counting else 0.0  # of the counting member
        self.counting = CountingText(counting) if counting else None

    def forward(self, batch: TextBatch) -> Tensor:
        """Return unit vectors: (n, dim), longer by those of the counting member if there is one."""
        vectors = self.encode_base(batch)
        if self.counting is None:
            return vectors
        return join_member(vectors, self.counting(batch), self.weight)

    def encode_base(self, batch: TextBatch) -> Tensor:
        """Return (n, dim) unit vectors of all members but the counting one."""
        bags = self.pieces(batch.columns, batch.offsets, batch.weights)
        return self.head(self.widen(bags) + self.bias)
