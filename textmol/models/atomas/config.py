"""The architecture of an Atomas checkpoint as plain data."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from textmol.models.config import Sizes
from textmol.models.transformer import TransformerConfig, size_transformer


@dataclass(frozen=True)
class AtomasConfig:
    """One transformer for both, and how many pieces it reads of each.

    Attributes:
        text: the transformer, and the pieces that are read of a description.
        molecule: the same transformer, and the pieces that are read of a SMILES.
    """

    text: TransformerConfig = field(default_factory=TransformerConfig)
    molecule: TransformerConfig = field(default_factory=TransformerConfig)

    @property
    def dim(self) -> int:
        """Return the length of the vectors: pooled states keep their width."""
        return self.text.width

    def to_dict(self) -> dict[str, Any]:
        """Return the configuration as JSON-ready data."""
        return {"family": "atomas", **asdict(self)}

    @classmethod
    def from_sizes(cls, model: dict[str, Any], data: Sizes) -> AtomasConfig:
        """Return the architecture of a recipe's "model" for the data."""
        longest = model["molecule"]["longest"]
        positions = max(model["text"]["longest"], longest)
        sizes = {**model["text"], "longest": positions}
        transformer = size_transformer(sizes, data.pieces, data.start)
        return cls(
            text=replace(transformer, longest=model["text"]["longest"]),
            molecule=replace(transformer, longest=longest),
        )

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> AtomasConfig:
        """Read what ``to_dict`` wrote."""
        return cls(TransformerConfig(**data["text"]), TransformerConfig(**data["molecule"]))
