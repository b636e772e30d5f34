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
class CountingConfig:
    """A member that reads exact counts, see ``textmol/models/counting.py``.

    Attributes:
        pieces: columns of the vocabulary that it reads.
        ranges: ranges of counts that it knows.
        weight: its share of the score.
        dim: length of its vectors, beside those of the other members.
        rank: width of its table of pieces.
        hidden: width of its hidden layers.
        dropout: of these.
        drop_entries: share of the pieces that is left out while training.
    """

    pieces: int
    ranges: int
    weight: float
    dim: int = 32
    rank: int = 32
    hidden: int = 192
    dropout: float = 0.1
    drop_entries: float = 0.3


@dataclass(frozen=True)
class TwoTowerConfig:
    """Both towers and the space they meet in.

    ``members`` models with layers and ``dim / members`` dimensions of their own are trained side
    by side on the same batches and concatenated: an ensemble for about the price of one.
    ``counting`` is a further member that is trained afterwards; None is a model without it.
    ``contradiction`` is what a statement of the description takes from the cosine where the
    structure contradicts it (``textmol.molecules.claims``); vectors do not hold it.
    """

    dim: int = 256
    members: int = 1
    text: TextConfig = field(default_factory=TextConfig)
    molecule: MoleculeConfig = field(default_factory=MoleculeConfig)
    counting: CountingConfig | None = None
    contradiction: float = 0.0

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
        return cls(
            model["dim"],
            model.get("members", 1),
            text,
            molecule,
            contradiction=model.get("contradiction", 0.0),
        )

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> TwoTowerConfig:
        """Read what ``to_dict`` wrote."""
        molecule = dict(data["molecule"])
        for name in ("atom_values", "bond_values"):
            molecule[name] = tuple(molecule[name])
        text = TextConfig(**data["text"])
        own = data.get("counting")
        counting = CountingConfig(**own) if own else None
        sizes = data["dim"], data.get("members", 1)
        contradiction = data.get("contradiction", 0.0)
        return cls(*sizes, text, MoleculeConfig(**molecule), counting, contradiction)
