"""Hierarchical alignment: atoms, fragments and molecule against words, phrases and description.

Late interaction in three levels: the score of a pair is the mean over levels of a reduction of
that level's matrix of cosines, so that what is drawn is what ranks. Fragments and phrases are
given, and not learned as Atomas (2024) does it: they can be named, drawn and pointed at.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from textmol.models.bag import WeightedBag
from textmol.models.batches import MoleculeBatch, _Movable
from textmol.models.config import GraphConfig

LEVELS = ("atom", "fragment", "molecule")
FIRST_SCALE = math.log(1 / 0.07)


@dataclass(frozen=True)
class AlignmentConfig:
    """Sizes of the hierarchical alignment."""

    pieces: int  # columns of the bag of word pieces
    atom_values: tuple[int, ...]  # number of values of each atom feature
    bond_values: tuple[int, ...]  # number of values of each bond feature
    dim: int = 64  # of the vectors that are compared
    width: int = 128
    layers: int = 3  # of the graph network
    context: int = 2  # words to either side that a word's vector knows of
    dropout: float = 0.1

    def to_dict(self) -> dict[str, Any]:
        """Return the configuration as JSON-ready data."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> AlignmentConfig:
        """Read what ``to_dict`` wrote."""
        tuples = {name: tuple(data[name]) for name in ("atom_values", "bond_values")}
        return cls(**{**data, **tuples})


@dataclass(frozen=True)
class Grouping(_Movable):
    """Groups of units of ``n`` texts or molecules, such as phrases of words.

    Attributes:
        sizes: (n,) int64 groups of each, at least one.
        members: (2, k) int64 rows of groups and of the units in them; each group has one.
    """

    sizes: Tensor
    members: Tensor


@dataclass(frozen=True)
class WordBatch(_Movable):
    """The words of ``n`` texts as bags of pieces, one after the other.

    Attributes:
        columns: (k,) int64 pieces of all words.
        offsets: (w,) int64 where each word starts in ``columns``.
        weights: (k,) float32 weight of each piece.
        sizes: (n,) int64 words of each text, at least one.
        phrases: how words are grouped.
    """

    columns: Tensor
    offsets: Tensor
    weights: Tensor
    sizes: Tensor
    phrases: Grouping


@dataclass(frozen=True)
class PartBatch(_Movable):
    """Molecules with their fragments; ``sizes`` (n,) int64 atoms of each."""

    graphs: MoleculeBatch
    sizes: Tensor
    fragments: Grouping


@dataclass(frozen=True)
class Units:
    """The units of one level: unit vectors and how much each counts in its own text or molecule.

    Attributes:
        vectors: (u, dim) unit rows.
        weights: (u,) that sum to one in each text or molecule.
        sizes: (n,) units of each.
    """

    vectors: Tensor
    weights: Tensor
    sizes: Tensor


class HierarchicalAlignment(nn.Module):
    """Scores of every text with every molecule, and the matrices that they are reduced from."""

    def __init__(self, config: AlignmentConfig) -> None:
        super().__init__()
        self.config = config
        self.text = WordHierarchy(config)
        self.molecule = AtomHierarchy(config)
        self.log_scale = nn.Parameter(torch.tensor(FIRST_SCALE))

    def forward(self, words: WordBatch, molecules: PartBatch) -> Tensor:
        """Return the (n, m) scores, between -1 and 1."""
        return score_levels(self.text(words), self.molecule(molecules))


class WordHierarchy(nn.Module):
    """Words, phrases and whole texts as vectors."""

    def __init__(self, config: AlignmentConfig) -> None:
        super().__init__()
        self.pieces = WeightedBag(config.pieces, config.width)
        self.pieces.reset_parameters(config.width**-0.5)
        self.norm = nn.LayerNorm(config.width)
        self.context = nn.ModuleList(Neighbours(config) for _ in range(config.context))
        self.leave = LevelHeads(config)

    def forward(self, batch: WordBatch) -> tuple[Units, ...]:
        """Return the units of each level."""
        states = self.norm(self.pieces(batch.columns, batch.offsets, batch.weights))
        owners = own(batch.sizes)
        for layer in self.context:
            states = layer(states, owners)
        return self.leave(states, batch.sizes, batch.phrases)


class Neighbours(nn.Module):
    """Lets a word know of the one before and the one after it in its text."""

    def __init__(self, config: AlignmentConfig) -> None:
        super().__init__()
        self.mix = nn.Sequential(
            nn.LayerNorm(3 * config.width),
            nn.Linear(3 * config.width, config.width),
            nn.GELU(),
            nn.Dropout(config.dropout),
            nn.Linear(config.width, config.width),
        )

    def forward(self, states: Tensor, owners: Tensor) -> Tensor:
        """Return (w, width) states with what stands beside them in the same text."""
        same = (owners[1:] == owners[:-1])[:, None]
        before = F.pad(states[:-1] * same, (0, 0, 1, 0))
        after = F.pad(states[1:] * same, (0, 0, 0, 1))
        return states + self.mix(torch.cat([before, states, after], 1))


class AtomHierarchy(nn.Module):
    """Atoms, fragments and whole molecules as vectors."""

    def __init__(self, config: AlignmentConfig) -> None:
        super().__init__()
        from textmol.models.molecule import AtomNetwork  # imports torch-geometric: seconds

        graph = GraphConfig(
            config.atom_values, config.bond_values, config.layers, config.width, 1, config.dropout
        )
        self.atoms = AtomNetwork(graph)
        self.leave = LevelHeads(config)

    def forward(self, batch: PartBatch) -> tuple[Units, ...]:
        """Return the units of each level."""
        return self.leave(self.atoms.embed_atoms(batch.graphs), batch.sizes, batch.fragments)


class LevelHeads(nn.Module):
    """Units, the means of their groups, and the mean of all, each level in its own space."""

    def __init__(self, config: AlignmentConfig) -> None:
        super().__init__()
        self.vectors = nn.ModuleList(nn.Linear(config.width, config.dim) for _ in LEVELS)
        self.weights = nn.ModuleList(nn.Linear(config.width, 1) for _ in LEVELS)

    def forward(self, states: Tensor, sizes: Tensor, groups: Grouping) -> tuple[Units, ...]:
        """Return the units of each level for the (u, width) states of the lowest."""
        number = int(groups.sizes.sum())
        every = torch.stack([own(sizes), torch.arange(len(states), device=states.device)])
        levels = (
            (states, sizes),
            (pool(states, groups.members, number), groups.sizes),
            (pool(states, every, len(sizes)), torch.ones_like(sizes)),
        )
        return tuple(
            Units(
                F.normalize(leave(level).float(), dim=1),
                share(weigh(level).squeeze(1).float(), counts),
                counts,
            )
            for (level, counts), leave, weigh in zip(
                levels, self.vectors, self.weights, strict=True
            )
        )


def own(sizes: Tensor) -> Tensor:
    """Return (u,) int64 whose each unit is, for (n,) sizes."""
    return torch.repeat_interleave(torch.arange(len(sizes), device=sizes.device), sizes)


def pool(states: Tensor, members: Tensor, number: int) -> Tensor:
    """Return the (number, width) means of the units that belong to each group."""
    groups, units = members
    total = states.new_zeros(number, states.shape[1]).index_add(0, groups, states[units])
    count = torch.bincount(groups, minlength=number).clamp(min=1).to(states.dtype)
    return total / count[:, None]


def share(values: Tensor, sizes: Tensor) -> Tensor:
    """Return the softmax of (u,) values among the units of each text or molecule."""
    owners = own(sizes)
    most = values.new_full((len(sizes),), -torch.inf).scatter_reduce(0, owners, values, "amax")
    raised = (values - most.detach()[owners]).exp()
    return raised / raised.new_zeros(len(sizes)).index_add(0, owners, raised)[owners]


def compare(texts: Units, molecules: Units) -> Tensor:
    """Return the (u, v) cosines of all units of the texts with all of the molecules."""
    return texts.vectors @ molecules.vectors.T


def reduce_matrix(matrix: Tensor, texts: Units, molecules: Units) -> Tensor:
    """Return the (n, m) scores of one level.

    ``S_ij = (sum_p w_p max_q M_pq + sum_q v_q max_p M_pq) / 2`` over the units p of text i and q
    of molecule j: the weighted alignment of Atomas, section 3.3, on given units.
    """
    best = _reduce_max(matrix, molecules.sizes)  # (u, m)
    there = _sum_by_owner(texts.weights[:, None] * best, texts.sizes)
    best = _reduce_max(matrix.T, texts.sizes)  # (v, n)
    back = _sum_by_owner(molecules.weights[:, None] * best, molecules.sizes)
    return (there + back.T) / 2


def _reduce_max(matrix: Tensor, sizes: Tensor) -> Tensor:
    """Return (u, n), the largest value of each row among the columns of each owner."""
    places = own(sizes).expand(len(matrix), -1)
    empty = matrix.new_full((len(matrix), len(sizes)), -torch.inf)
    return empty.scatter_reduce(1, places, matrix, "amax")


def _sum_by_owner(values: Tensor, sizes: Tensor) -> Tensor:
    return values.new_zeros(len(sizes), values.shape[1]).index_add(0, own(sizes), values)


def score_levels(texts: Sequence[Units], molecules: Sequence[Units]) -> Tensor:
    """Return the (n, m) scores: the mean over levels of the reduced matrices."""
    scores = [
        reduce_matrix(compare(one, other), one, other)
        for one, other in zip(texts, molecules, strict=True)
    ]
    return torch.stack(scores).mean(0)
