"""The architecture of a checkpoint as plain data, written to and read from ``config.json``."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Sizes:
    """What the data, and not a recipe, decides of an architecture.

    Attributes:
        vocabulary: columns of the bag of words.
        pieces: word pieces of the tokeniser.
        fingerprint: columns of the count fingerprint.
        descriptors: whole-molecule counts.
        atom_values: number of values of each atom feature.
        bond_values: number of values of each bond feature.
        start: architecture of the published text encoder that is started from, if any.
    """

    vocabulary: int
    pieces: int
    fingerprint: int
    descriptors: int
    atom_values: tuple[int, ...]
    bond_values: tuple[int, ...]
    start: dict[str, Any] | None = None


@dataclass(frozen=True)
class TextConfig:
    """Text tower: a bag of word pieces."""

    pieces: int = 0  # columns of the vocabulary
    rank: int = 0  # width of a factorised table; 0 leaves it as wide as the hidden layers
    hidden: int = 512  # of each member
    dropout: float = 0.1
    drop_entries: float = 0.0  # share of the bag that is left out while training


@dataclass(frozen=True)
class MoleculeConfig:
    """Molecule tower: count fingerprints and descriptors beside a graph network.

    ``layers = 0`` leaves the graph network out, ``descriptors = 0`` the descriptors.
    """

    fingerprint: int = 0  # columns of the count fingerprint
    descriptors: int = 0  # whole-molecule counts
    atom_values: tuple[int, ...] = ()  # number of values of each atom feature
    bond_values: tuple[int, ...] = ()  # number of values of each bond feature
    rank: int = 0  # width of a factorised table; 0 leaves it as wide as the hidden layers
    hidden: int = 512  # of each member
    layers: int = 3
    width: int = 192  # of the graph network
    dropout: float = 0.1
    drop_entries: float = 0.0  # share of the fingerprint that is left out while training


@dataclass(frozen=True)
class GraphConfig:
    """A graph network alone."""

    atom_values: tuple[int, ...] = ()  # number of values of each atom feature
    bond_values: tuple[int, ...] = ()  # number of values of each bond feature
    layers: int = 3
    width: int = 128
    heads: int = 4  # of layers that attend
    dropout: float = 0.1

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> GraphConfig:
        """Read what ``dataclasses.asdict`` wrote, after a pass through JSON."""
        tuples = {name: tuple(data[name]) for name in ("atom_values", "bond_values")}
        return cls(**{**data, **tuples})


@dataclass(frozen=True)
class TwoTowerConfig:
    """Both towers and the space they meet in.

    ``members`` models with layers and ``dim / members`` dimensions of their own are trained side
    by side on the same batches and concatenated: an ensemble for about the price of one.
    """

    dim: int = 256
    members: int = 1
    text: TextConfig = field(default_factory=TextConfig)
    molecule: MoleculeConfig = field(default_factory=MoleculeConfig)

    def to_dict(self) -> dict[str, Any]:
        """Return the configuration as JSON-ready data."""
        return asdict(self)

    @classmethod
    def from_sizes(cls, model: dict[str, Any], data: Sizes) -> TwoTowerConfig:
        """Return the architecture of a recipe's "model" for the data."""
        chosen = dict(model["molecule"])
        molecule = MoleculeConfig(
            fingerprint=data.fingerprint,
            descriptors=data.descriptors if chosen.pop("descriptors", True) else 0,
            atom_values=data.atom_values,
            bond_values=data.bond_values,
            **chosen,
        )
        text = TextConfig(pieces=data.vocabulary, **model["text"])
        return cls(model["dim"], model.get("members", 1), text, molecule)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> TwoTowerConfig:
        """Read what ``to_dict`` wrote."""
        molecule = dict(data["molecule"])
        for name in ("atom_values", "bond_values"):
            molecule[name] = tuple(molecule[name])
        text = TextConfig(**data["text"])
        return cls(data["dim"], data.get("members", 1), text, MoleculeConfig(**molecule))
