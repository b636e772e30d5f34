"""The architecture of a checkpoint as plain data, written to and read from ``config.json``."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class TextConfig:
    """Text tower: a bag of word pieces."""

    pieces: int = 0  # columns of the vocabulary
    rank: int = 0  # width of a factorised table; 0 leaves it as wide as the hidden layer
    hidden: int = 512
    dropout: float = 0.1


@dataclass(frozen=True)
class MoleculeConfig:
    """Molecule tower: count fingerprints and descriptors beside a graph network.

    ``layers = 0`` leaves the fingerprints and descriptors alone.
    """

    fingerprint: int = 0  # columns of the count fingerprint
    descriptors: int = 0  # whole-molecule counts
    atom_values: tuple[int, ...] = ()  # number of values of each atom feature
    bond_values: tuple[int, ...] = ()  # number of values of each bond feature
    hidden: int = 512
    layers: int = 3
    width: int = 192  # of the graph network
    dropout: float = 0.1


@dataclass(frozen=True)
class TwoTowerConfig:
    """Both towers and the space they meet in."""

    dim: int = 256
    text: TextConfig = field(default_factory=TextConfig)
    molecule: MoleculeConfig = field(default_factory=MoleculeConfig)

    def to_dict(self) -> dict[str, Any]:
        """Return the configuration as JSON-ready data."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> TwoTowerConfig:
        """Read what ``to_dict`` wrote."""
        molecule = dict(data["molecule"])
        for name in ("atom_values", "bond_values"):
            molecule[name] = tuple(molecule[name])
        return cls(data["dim"], TextConfig(**data["text"]), MoleculeConfig(**molecule))
