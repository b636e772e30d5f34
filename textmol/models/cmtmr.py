"""CMTMR (arXiv 2410.23715, BIBM 2024): one memory-bank projector for texts and molecules.

Built from the published description. The graph layers read bonds and stereo labels, where the
published ones read mol2vec vectors and neither.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from torch import Tensor, nn

from textmol.models.batches import MoleculeBatch, PieceBatch, average_rows
from textmol.models.config import GraphConfig, Sizes
from textmol.models.memory import MemoryProjector
from textmol.models.transformer import (
    Transformer,
    TransformerConfig,
    size_transformer,
)


@dataclass(frozen=True)
class CmtmrConfig:
    """Both encoders, the memory between them and the space they meet in."""

    dim: int
    memory_rows: int  # the first of them is padding
    memory_heads: int
    text: TransformerConfig = field(default_factory=TransformerConfig)
    molecule: GraphConfig = field(default_factory=GraphConfig)

    def to_dict(self) -> dict[str, Any]:
        """Return the configuration as JSON-ready data."""
        return {"family": "cmtmr", **asdict(self)}

    @classmethod
    def from_sizes(cls, model: dict[str, Any], data: Sizes) -> CmtmrConfig:
        """Return the architecture of a recipe's "model" for the data."""
        text = size_transformer(model["text"], data.pieces, data.start)
        molecule = GraphConfig(data.atom_values, data.bond_values, **model["molecule"])
        return cls(model["dim"], model["memory_rows"], model["memory_heads"], text, molecule)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> CmtmrConfig:
        """Read what ``to_dict`` wrote."""
        own = {name: data[name] for name in ("dim", "memory_rows", "memory_heads")}
        text = TransformerConfig(**data["text"])
        return cls(**own, text=text, molecule=GraphConfig.from_dict(data["molecule"]))


@dataclass(frozen=True)
class Items:
    """n texts, or molecules, on their way.

    Attributes:
        read: (n, dim) what the memory has read of each.
        pooled: (n, dim) means of the states that it has read.
    """

    read: Tensor
    pooled: Tensor


def _build_projector(config: CmtmrConfig) -> MemoryProjector:
    return MemoryProjector(config.dim, config.memory_rows, config.memory_heads)


class CmtmrText(nn.Module):
    """Descriptions: transformer, linear and layer norm for each token, projector."""

    def __init__(self, config: CmtmrConfig) -> None:
        super().__init__()
        self.transformer = Transformer(config.text)
        self.leave = nn.Linear(config.text.width, config.dim)
        self.norm = nn.LayerNorm(config.dim)
        self.projector = _build_projector(config)

    def read(self, batch: PieceBatch) -> Items:
        """Return what the projector and the discriminator go on with."""
        inside = batch.mask.flatten().nonzero().squeeze(1)
        owners = inside // batch.pieces.shape[1]
        states = self.transformer(batch).flatten(0, 1).index_select(0, inside)
        tokens = self.norm(self.leave(states).float())
        read = self.projector.read(tokens, owners, len(batch))
        return Items(read, average_rows(tokens, owners, len(batch)))

    def forward(self, batch: PieceBatch) -> Tensor:
        """Return (n, dim) unit vectors."""
        vectors: Tensor = self.projector(self.read(batch).read)
        return vectors


class CmtmrMolecule(nn.Module):
    """Molecules: graph layers, perceptron and layer norm for each atom, projector."""

    def __init__(self, config: CmtmrConfig) -> None:
        super().__init__()
        # torch-geometric takes seconds to import and a text search does not need it.
        from textmol.models.molecule import AtomNetwork

        width = config.molecule.width
        self.graph = AtomNetwork(config.molecule)
        self.leave = nn.Sequential(
            nn.Linear(width, width), nn.ReLU(),
            nn.Linear(width, width), nn.ReLU(),
            nn.Linear(width, config.dim),
        )  # fmt: skip
        self.norm = nn.LayerNorm(config.dim)
        self.projector = _build_projector(config)

    def read(self, batch: MoleculeBatch) -> Items:
        """Return what the projector and the discriminator go on with."""
        atoms = self.norm(self.leave(self.graph.embed_atoms(batch)).float())
        read = self.projector.read(atoms, batch.owners, len(batch))
        return Items(read, average_rows(atoms, batch.owners, len(batch)))

    def forward(self, batch: MoleculeBatch) -> Tensor:
        """Return (n, dim) unit vectors."""
        vectors: Tensor = self.projector(self.read(batch).read)
        return vectors
