"""The towers of Atomas: texts and SMILES through one transformer."""

from __future__ import annotations

from torch import Tensor, nn

from textmol.models.atomas.pooling import PositionPool
from textmol.models.batches import PieceBatch
from textmol.models.transformer import Transformer, TransformerConfig


class SequenceTower(nn.Module):
    """Sequences of pieces to unit vectors.

    The ``transformer`` is shared by both modalities, each of which pools in its own way.
    """

    def __init__(self, config: TransformerConfig) -> None:
        super().__init__()
        self.transformer = Transformer(config)
        self.pool = PositionPool(config.longest)

    def forward(self, batch: PieceBatch) -> Tensor:
        """Return (n, width) unit vectors."""
        return self.read(batch)[1]

    def read(self, batch: PieceBatch) -> tuple[Tensor, Tensor]:
        """Return the (n, l, width) states, zero beyond an end, and the (n, width) unit vectors."""
        states = self.transformer(batch)
        return states, self.pool(states, batch.mask)
