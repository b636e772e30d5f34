"""The counting member: texts against exact counts of groups, elements, charges, stereo and rings.

The other members read logarithms of counts, which lie close together where counts are large:
their first hit is often the right compound with another chain length, or one hydroxy group more.
Here every range of a count has an embedding of its own ("C = 18", "hydroxy of 3 or more"), and a
molecule is the sum of those it falls into, at unit length.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from textmol.models.bag import WeightedBag
from textmol.models.batches import TextBatch
from textmol.models.config import CountingConfig
from textmol.models.heads import Head


def join_member(vectors: Tensor, member: Tensor, weight: float) -> Tensor:
    """Return (n, dim + k) unit rows of (n, dim) and (n, k) unit rows.

    The inner product of two such rows is ``1 - weight`` times that of the first parts and
    ``weight`` times that of the second.
    """
    return torch.cat([vectors * (1 - weight) ** 0.5, member * weight**0.5], 1)


class CountingText(nn.Module):
    """Descriptions to unit vectors: a thin bag of the vocabulary's more common columns."""

    known: Tensor

    def __init__(self, config: CountingConfig) -> None:
        super().__init__()
        # (pieces,) columns of the vocabulary that have a row here, ascending.
        self.register_buffer("known", torch.zeros(config.pieces, dtype=torch.int32))
        self.pieces = WeightedBag(
            config.pieces, config.rank, spread=config.rank**-0.5, drop=config.drop_entries
        )
        self.widen = nn.Linear(config.rank, config.hidden, bias=False)
        self.bias = nn.Parameter(torch.zeros(config.hidden))
        self.head = Head(config.hidden, config.dim, config.dropout)

    def forward(self, batch: TextBatch) -> Tensor:
        """Return (n, k) unit vectors; columns without a row add nothing."""
        columns = batch.columns.to(torch.int32)
        rows = torch.searchsorted(self.known, columns).clamp(max=len(self.known) - 1)
        weights = batch.weights * (self.known[rows] == columns)
        return self.head(self.widen(self.pieces(rows, batch.offsets, weights)) + self.bias)


class CountingMolecule(nn.Module):
    """Whole-molecule counts to unit vectors."""

    ranges: Tensor

    def __init__(self, config: CountingConfig) -> None:
        super().__init__()
        # (ranges, 3) which count, and the lowest and highest number that fall into the range.
        self.register_buffer("ranges", torch.zeros(config.ranges, 3, dtype=torch.int32))
        self.weight = nn.Parameter(torch.randn(config.ranges, config.dim) * config.dim**-0.5)

    def forward(self, descriptors: Tensor) -> Tensor:
        """Return (n, k) unit vectors of (n, d) log counts; zeros where nothing is counted."""
        return self.embed(*self.find(descriptors))

    def find(self, descriptors: Tensor) -> tuple[Tensor, Tensor]:
        """Return the ranges that each molecule falls into.

        Args:
            descriptors: (n, d) float32, log(1 + count).

        Returns:
            (m,) int64 ranges, one molecule after the other, and (n,) int64 where each starts.
        """
        place, lowest, highest = self.ranges.T
        counts = torch.expm1(descriptors).round().to(torch.int32)[:, place]
        owners, ranges = ((counts >= lowest) & (counts <= highest)).nonzero(as_tuple=True)
        sizes = torch.bincount(owners, minlength=len(descriptors))
        return ranges, sizes.cumsum(0) - sizes

    def embed(self, ranges: Tensor, starts: Tensor) -> Tensor:
        """Return (n, k) unit vectors of what ``find`` returns."""
        total = F.embedding_bag(ranges, self.weight, starts, mode="sum")
        return F.normalize(total.float(), dim=-1)
