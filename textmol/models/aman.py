"""AMAN (Zhao et al., IEEE TAI 2023): a text transformer and a graph transformer.

Built from the published description, with this project's atom and bond features in place of
mol2vec vectors; stereo labels are among them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from textmol.models.batches import MoleculeBatch, PieceBatch, average_rows
from textmol.models.config import GraphConfig, Sizes
from textmol.models.memory import FIRST_LOG_SCALE
from textmol.models.transformer import (
    Transformer,
    TransformerConfig,
    pool_states,
    size_transformer,
)


@dataclass(frozen=True)
class AmanConfig:
    """Both towers and the space they meet in; ``pool`` is "mean" or "first"."""

    dim: int
    pool: str
    text: TransformerConfig = field(default_factory=TransformerConfig)
    molecule: GraphConfig = field(default_factory=GraphConfig)

    def to_dict(self) -> dict[str, Any]:
        """Return the configuration as JSON-ready data."""
        return {"family": "aman", **asdict(self)}

    @classmethod
    def from_sizes(cls, model: dict[str, Any], data: Sizes) -> AmanConfig:
        """Return the architecture of a recipe's "model" for the data."""
        text = size_transformer(model["text"], data.pieces, data.start)
        molecule = GraphConfig(data.atom_values, data.bond_values, **model["molecule"])
        return cls(model["dim"], model["text"]["pool"], text, molecule)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> AmanConfig:
        """Read what ``to_dict`` wrote."""
        text = TransformerConfig(**data["text"])
        return cls(data["dim"], data["pool"], text, GraphConfig.from_dict(data["molecule"]))


class ScaledNorm(nn.Module):
    """Layer norm times a learned exp(τ)."""

    def __init__(self, dim: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(dim)
        self.log_scale = nn.Parameter(torch.tensor(FIRST_LOG_SCALE))

    def forward(self, vectors: Tensor) -> Tensor:
        """Return (n, dim) scaled rows of (n, dim) rows."""
        return self.norm(vectors) * self.log_scale.exp()


class AmanText(nn.Module):
    """Descriptions: transformer, pooled, linear, layer norm times exp(τ)."""

    def __init__(self, config: AmanConfig) -> None:
        super().__init__()
        self.pool = config.pool
        self.transformer = Transformer(config.text)
        self.leave = nn.Linear(config.text.width, config.dim)
        self.norm = ScaledNorm(config.dim)

    def embed(self, batch: PieceBatch) -> Tensor:
        """Return (n, dim) vectors, whose length the losses see."""
        pooled = pool_states(self.transformer(batch), batch, self.pool)
        return self.norm(self.leave(pooled).float())

    def forward(self, batch: PieceBatch) -> Tensor:
        """Return (n, dim) unit vectors."""
        return F.normalize(self.embed(batch), dim=-1)


class AmanMolecule(nn.Module):
    """Molecules: graph transformer, mean over atoms, linear, ReLU, layer norm times exp(τ)."""

    def __init__(self, config: AmanConfig) -> None:
        super().__init__()
        # torch-geometric takes seconds to import and a text search does not need it.
        from textmol.models.graph import GraphTransformer

        self.graph = GraphTransformer(config.molecule)
        self.leave = nn.Linear(config.molecule.width, config.dim)
        self.norm = ScaledNorm(config.dim)

    def embed(self, batch: MoleculeBatch) -> Tensor:
        """Return (n, dim) vectors, whose length the losses see."""
        pooled = average_rows(self.graph(batch), batch.owners, len(batch))
        return self.norm(F.relu(self.leave(pooled)).float())

    def forward(self, batch: MoleculeBatch) -> Tensor:
        """Return (n, dim) unit vectors."""
        return F.normalize(self.embed(batch), dim=-1)
