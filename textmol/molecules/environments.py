"""Which atoms stand behind each fingerprint column and each counted group of a molecule.

The molecule encoder sees counts of environments: Morgan neighbourhoods, atom pairs, paths,
elements and named groups. Knowing the atoms of each, a count can be shared out to atoms, and the
molecule can be counted again as if some atoms were not there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain

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
        table = np.zeros((self.atoms, len(self.columns)), np.float32)
        np.add.at(table, (self.members, self.places[self.owners]), value[self.owners])
        return table


def find_environments(mol: Chem.Mol, groups: Sequence[str]) -> Environments:
    """Return the environments that ``featurise`` counts in ``mol``.

    Args:
        mol: sanitised molecule.
        groups: names of the counted groups, as the checkpoint lists them.
    """
    columns, held = zip(*_list_environments(mol, groups), strict=True)
    sizes = np.fromiter(map(len, held), np.int64, len(held))
    distinct, places = np.unique(np.asarray(columns, np.int64), return_inverse=True)
    return Environments(
        distinct,
        places.astype(np.int64),
        np.repeat(np.arange(len(held)), sizes),
        np.fromiter(chain.from_iterable(held), np.int64, int(sizes.sum())),
        mol.GetNumAtoms(),
    )


def _list_environments(
    mol: Chem.Mol, groups: Sequence[str]
) -> Iterator[tuple[int, Collection[int]]]:
    """Yield the column and the atoms of every environment."""
    Chem.AssignStereochemistry(mol, cleanIt=False, force=True)
    morgan, pairs, paths = _open_generators().parts
    bonded = [{near.GetIdx() for near in atom.GetNeighbors()} for atom in mol.GetAtoms()]
    reach = [_spread(bonded, atom) for atom in range(len(bonded))]
    output = _record(morgan, mol, bits=True)
    for column, found in output.GetBitInfoMap().items():
        for atom, radius in found:
            yield column, reach[atom][radius]
    output = _record(pairs, mol, bits=True)
    for column, found in output.GetBitInfoMap().items():
        for pair in found:
            yield MORGAN_SIZE + column, pair
    output = _record(paths, mol, bits=False)
    ends = [(bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()) for bond in mol.GetBonds()]
    for column, found in output.GetBitPaths().items():
        for path in found:
            atoms = {atom for bond in path for atom in ends[bond]}
            yield MORGAN_SIZE + PAIR_SIZE + column, atoms
    yield from _list_counts(mol, groups)


@cache
def _open_generators() -> _Generators:
    return _Generators()


def _record(
    generator: rdFingerprintGenerator.FingerprintGenerator64, mol: Chem.Mol, *, bits: bool
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
