"""Which atoms stand behind each fingerprint column and each counted group of a molecule.

The molecule encoder sees counts of environments: Morgan neighbourhoods, atom pairs, paths,
elements and named groups. Knowing the atoms of each, a count can be shared out to atoms, and the
molecule can be counted again as if some atoms were not there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
from rdkit import Chem
from rdkit.Chem import rdFingerprintGenerator

from textmol.molecules.features import (
    ELEMENTS,
    FINGERPRINT_SIZE,
    MORGAN_SIZE,
    PAIR_SIZE,
    _Generators,
)
from textmol.molecules.groups import match_groups

_Generator: TypeAlias = rdFingerprintGenerator.FingerprintGenerator64
# (k,) int64 column and (k,) int64 size of environments, and their atoms one after the other.
_Part: TypeAlias = tuple[np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Environments:
    """``e`` environments of a molecule with ``a`` atoms, counted in ``u`` distinct columns.

    Columns from ``FINGERPRINT_SIZE`` on are those of the whole-molecule counts.

    Attributes:
        columns: (u,) int64 distinct columns, ascending.
        places: (e,) int64 where in ``columns`` each environment is counted.
        owners: (m,) int64 environment of each membership.
        members: (m,) int64 atom of each membership.
        atoms: number of atoms, ``a``.
    """

    columns: np.ndarray
    places: np.ndarray
    owners: np.ndarray
    members: np.ndarray
    atoms: int

    @cached_property
    def sizes(self) -> np.ndarray:
        """Return (e,) the number of atoms of each environment."""
        return np.bincount(self.owners, minlength=len(self.places))

    def count(self, removed: np.ndarray) -> np.ndarray:
        """Return (k, u) log(1 + count) of the environments that no removed atom belongs to.

        Args:
            removed: (k, a) bool, the atoms that are taken away in each of k questions.
        """
        counts = np.zeros((len(removed), len(self.columns)), np.float32)
        for row, gone in enumerate(np.asarray(removed, bool)):
            touched = np.bincount(
                self.owners, weights=gone[self.members], minlength=len(self.places)
            )
            counts[row] = np.bincount(self.places[touched == 0], minlength=len(self.columns))
        return np.log1p(counts)

    def shares(self) -> np.ndarray:
        """Return (a, u) float32: each atom's part of log(1 + count), whose sum is the whole.

        Environments of one column share its value equally, and the atoms of each its part.
        """
        totals = np.bincount(self.places, minlength=len(self.columns))
        value = (np.log1p(totals) / totals)[self.places] / self.sizes
        shape = (self.atoms, len(self.columns))
        cells = self.members * shape[1] + self.places[self.owners]
        table = np.bincount(cells, value[self.owners], minlength=shape[0] * shape[1])
        return table.reshape(shape).astype(np.float32)


def find_environments(mol: Chem.Mol, groups: Sequence[str]) -> Environments:
    """Return the environments that ``featurise`` counts in ``mol``.

    Args:
        mol: sanitised molecule.
        groups: names of the counted groups, as the checkpoint lists them.
    """
    Chem.AssignStereochemistry(mol, cleanIt=False, force=True)
    morgan, pairs, paths = _open_generators().parts
    parts = [
        _list_neighbourhoods(mol, morgan),
        _list_pairs(mol, pairs),
        _list_paths(mol, paths),
        _flatten(_list_counts(mol, groups)),
    ]
    columns, sizes, members = (np.concatenate(some) for some in zip(*parts, strict=True))
    distinct, places = np.unique(columns, return_inverse=True)
    owners = np.repeat(np.arange(len(sizes)), sizes)
    return Environments(distinct, places.astype(np.int64), owners, members, mol.GetNumAtoms())


def _flatten(found: Iterable[tuple[int, Collection[int]]]) -> _Part:
    """Return the part of environments that are given by column and atoms."""
    columns, held = zip(*found, strict=True)
    sizes = np.fromiter(map(len, held), np.int64, len(held))
    return np.asarray(columns, np.int64), sizes, _join(held, int(sizes.sum()))


def _join(rows: Iterable[Iterable[int]], size: int) -> np.ndarray:
    return np.fromiter(chain.from_iterable(rows), np.int64, size)


def _spread_columns(found: Mapping[int, Sequence[Any]], first: int) -> np.ndarray:
    """Return the column of each environment that a generator lists by column."""
    times = np.fromiter(map(len, found.values()), np.int64, len(found))
    return first + np.repeat(np.fromiter(found, np.int64, len(found)), times)


def _list_neighbourhoods(mol: Chem.Mol, generator: _Generator) -> _Part:
    bonded = [{near.GetIdx() for near in atom.GetNeighbors()} for atom in mol.GetAtoms()]
    reach = [_spread(bonded, atom) for atom in range(len(bonded))]
    found = _record(generator, mol, bits=True).GetBitInfoMap()
    return _flatten(
        (column, reach[atom][radius]) for column, some in found.items() for atom, radius in some
    )


def _list_pairs(mol: Chem.Mol, generator: _Generator) -> _Part:
    found = _record(generator, mol, bits=True).GetBitInfoMap()
    columns = _spread_columns(found, MORGAN_SIZE)
    pairs = chain.from_iterable(found.values())
    return columns, np.full(len(columns), 2), _join(pairs, 2 * len(columns))


def _list_paths(mol: Chem.Mol, generator: _Generator) -> _Part:
    found = _record(generator, mol, bits=False).GetBitPaths()
    paths = list(chain.from_iterable(found.values()))
    lengths = np.fromiter(map(len, paths), np.int64, len(paths))
    ends = [(bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()) for bond in mol.GetBonds()]
    touched = np.asarray(ends, np.int64).reshape(-1, 2)[_join(paths, int(lengths.sum()))]
    # Bonds of a path share atoms: each counts once.
    atoms = max(mol.GetNumAtoms(), 1)
    once = np.unique(np.repeat(np.arange(len(paths)), 2 * lengths) * atoms + touched.ravel())
    sizes = np.bincount(once // atoms, minlength=len(paths))
    return _spread_columns(found, MORGAN_SIZE + PAIR_SIZE), sizes, once % atoms


@cache
def _open_generators() -> _Generators:
    return _Generators()


def _record(
    generator: _Generator, mol: Chem.Mol, *, bits: bool
) -> rdFingerprintGenerator.AdditionalOutput:
    """Return what a generator remembers of where each column comes from."""
    output = rdFingerprintGenerator.AdditionalOutput()
    if bits:
        output.AllocateBitInfoMap()
    else:
        output.AllocateBitPaths()
    generator.GetCountFingerprint(mol, additionalOutput=output)
    return output


def _spread(bonded: Sequence[set[int]], start: int) -> list[tuple[int, ...]]:
    """Return the atoms within 0, 1, 2 and 3 bonds of one; ``bonded`` lists those of each."""
    shells = [{start}]
    for _ in range(3):
        shells.append(shells[-1].union(*(bonded[atom] for atom in shells[-1])))
    return [tuple(sorted(shell)) for shell in shells]


def _list_counts(mol: Chem.Mol, groups: Sequence[str]) -> Iterator[tuple[int, Collection[int]]]:
    """Yield elements and named groups; the counts between them belong to the whole molecule."""
    index = {symbol: place + 1 for place, symbol in enumerate(ELEMENTS)}
    for atom in mol.GetAtoms():
        yield FINGERPRINT_SIZE + index.get(atom.GetSymbol(), 0), (atom.GetIdx(),)
    start = FINGERPRINT_SIZE + count_descriptors(0)
    place = {name: number for number, name in enumerate(groups)}
    for name, matches in match_groups(mol, groups).items():
        for match in matches:
            yield start + place[name], match


def count_descriptors(groups: int) -> int:
    """Return how many whole-molecule counts there are with so many counted groups."""
    return len(ELEMENTS) + 1 + WHOLE_COUNTS + groups


# Counts of ``featurise`` that belong to no atoms: size, charge, stereo, rings and the like.
WHOLE_COUNTS = 29
