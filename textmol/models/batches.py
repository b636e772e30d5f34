"""Batches as tensors: what the towers take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import torch
from torch import Tensor

from textmol.text.vocabulary import TextArrays


class _Movable:
    """A frozen dataclass of tensors that can be moved to a device."""

    def to(self, device: torch.device | str):  # type: ignore[no-untyped-def]
        moved = {item.name: getattr(self, item.name).to(device) for item in fields(self)}  # type: ignore[arg-type]
        return replace(self, **moved)  # type: ignore[type-var]


@dataclass(frozen=True)
class TextBatch(_Movable):
    """``TextArrays`` as tensors; shapes are given there."""

    columns: Tensor
    offsets: Tensor
    weights: Tensor


@dataclass(frozen=True)
class CountBatch(_Movable):
    """What is counted of ``n`` molecules: ``MoleculeBatch`` without the graphs."""

    columns: Tensor
    offsets: Tensor
    weights: Tensor
    descriptors: Tensor


@dataclass(frozen=True)
class MoleculeBatch(_Movable):
    """A batch of ``n`` molecules with ``a`` atoms and ``b`` bonds in all.

    Attributes:
        columns: (k,) int64 fingerprint columns, one molecule after the other.
        offsets: (n,) int64 where each molecule starts in ``columns``.
        weights: (k,) float32 log counts.
        descriptors: (n, d) float32.
        atoms: (a, f) int64 categorical atom features.
        edges: (2, 2b) int64 source and target atom of each bond, in both directions.
        bonds: (2b, g) int64 categorical bond features.
        owners: (a,) int64 molecule of each atom.
    """

    columns: Tensor
    offsets: Tensor
    weights: Tensor
    descriptors: Tensor
    atoms: Tensor
    edges: Tensor
    bonds: Tensor
    owners: Tensor

    def __len__(self) -> int:
        return len(self.descriptors)


@dataclass(frozen=True)
class PieceBatch(_Movable):
    """A batch of ``n`` texts, or SMILES, of up to ``l`` pieces.

    Attributes:
        pieces: (n, l) int64, zero beyond a text's end.
        sizes: (n,) int64 pieces of each text, at least one.
    """

    pieces: Tensor
    sizes: Tensor

    def __len__(self) -> int:
        return len(self.sizes)

    @property
    def mask(self) -> Tensor:
        """Return (n, l) bool, true where there is a piece."""
        places = torch.arange(self.pieces.shape[1], device=self.pieces.device)
        return places < self.sizes[:, None]


def text_batch(arrays: TextArrays) -> TextBatch:
    """Return the arrays as tensors."""
    return TextBatch(*(torch.from_numpy(getattr(arrays, item.name)) for item in fields(TextBatch)))


def molecule_batch(
    columns: np.ndarray,
    sizes: np.ndarray,
    counts: np.ndarray,
    descriptors: np.ndarray,
    atoms: np.ndarray,
    atom_sizes: np.ndarray,
    ends: np.ndarray,
    bonds: np.ndarray,
    bond_sizes: np.ndarray,
) -> MoleculeBatch:
    """Return a batch from arrays in which the molecules stand one after the other.

    Args:
        columns: (k,) fingerprint columns; ``sizes`` (n,) how many each molecule has.
        sizes: (n,) see ``columns``.
        counts: (k,) log counts.
        descriptors: (n, d).
        atoms: (a, f); ``atom_sizes`` (n,) atoms of each molecule.
        atom_sizes: (n,) see ``atoms``.
        ends: (b, 2) atom indices within the molecule; ``bond_sizes`` (n,) bonds of each.
        bonds: (b, g) bond features.
        bond_sizes: (n,) see ``ends``.
    """
    first_atom = np.concatenate([[0], np.cumsum(atom_sizes)[:-1]])
    ends = ends.astype(np.int64) + np.repeat(first_atom, bond_sizes)[:, None]
    return MoleculeBatch(
        columns=torch.from_numpy(columns.astype(np.int64)),
        offsets=torch.from_numpy(np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)),
        weights=torch.from_numpy(counts.astype(np.float32)),
        descriptors=torch.from_numpy(descriptors.astype(np.float32)),
        atoms=torch.from_numpy(atoms.astype(np.int64)),
        edges=torch.from_numpy(np.concatenate([ends, ends[:, ::-1]]).T.copy()),
        bonds=torch.from_numpy(np.concatenate([bonds, bonds]).astype(np.int64)),
        owners=torch.from_numpy(np.repeat(np.arange(len(sizes)), atom_sizes)),
    )


def read_counts(batch: MoleculeBatch) -> CountBatch:
    """Return a batch without its graphs."""
    return CountBatch(batch.columns, batch.offsets, batch.weights, batch.descriptors)


def join_counts(batches: Sequence[CountBatch]) -> CountBatch:
    """Return the batches as one."""
    sizes = torch.tensor([0, *(len(batch.columns) for batch in batches[:-1])]).cumsum(0)
    return CountBatch(
        columns=torch.cat([batch.columns for batch in batches]),
        offsets=torch.cat(
            [batch.offsets + start for batch, start in zip(batches, sizes, strict=True)]
        ),
        weights=torch.cat([batch.weights for batch in batches]),
        descriptors=torch.cat([batch.descriptors for batch in batches]),
    )


def average_rows(states: Tensor, owners: Tensor, number: int) -> Tensor:
    """Return the (number, width) mean of the (k, width) states of each owner."""
    total = states.new_zeros(number, states.shape[1]).index_add_(0, owners, states)
    return total / torch.bincount(owners, minlength=number).clamp(min=1)[:, None]
