"""Substructure filters: what every molecule with a pattern has, and whether one has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from rdkit import Chem, DataStructs

from textmol.molecules.identity import quiet_rdkit
from textmol.molecules.smarts import compile_smarts

PATTERN_BITS = 1024

# Ring counts and sizes, hybridisation and stereo need a fully perceived molecule. Symbols of
# elements are taken out first, as Br is no ring of "r".
_ELEMENT_SYMBOLS = re.compile(
    r"[A-Z][a-z]?(?<=Ar|Br|Cr|Er|Fr|Ir|Kr|Lr|Pr|Sr|Zr|Xe|Ra|Rb|Re|Rf|Rg|Rh|Rn|Ru)"
)
_NEEDS_PERCEPTION = re.compile(r"[Rrkxz^@/\\]")
_IDENTITY = re.compile(r"Atom(AtomicNum|Type|Isotope) (\d+) = val")
# These are in most molecules, or not written in every formula.
_COMMON = frozenset({"*", "H", "C", "N", "O"})


@dataclass(frozen=True)
class Substructure:
    """A SMARTS pattern that can be matched.

    Attributes:
        smarts: the pattern as typed.
        query: the pattern as RDKit reads it.
        pattern: (PATTERN_BITS / 8,) uint8, packed bits every molecule with the pattern has.
        elements: symbols of rarer elements every such molecule has.
        isotopes: mass numbers every such molecule has as an isotope label.
    """

    smarts: str
    query: Chem.Mol = field(compare=False, repr=False)
    pattern: np.ndarray = field(compare=False, repr=False)
    elements: frozenset[str]
    isotopes: frozenset[int]

    @property
    def heavy_atoms(self) -> int:
        """How many atoms the pattern takes; written hydrogens have become counts."""
        return int(self.query.GetNumAtoms())

    def matches(self, smiles: str) -> bool:
        """Return whether a molecule contains the pattern.

        ``smiles`` has to be canonical RDKit SMILES: it is trusted and, where the pattern allows,
        read without checks. Stereo counts where the pattern names it. A SMILES that cannot be
        read contains nothing.
        """
        bare = _ELEMENT_SYMBOLS.sub("", self.smarts)
        mol = _read_fully(smiles) if _NEEDS_PERCEPTION.search(bare) else read_quickly(smiles)
        return mol is not None and mol.HasSubstructMatch(self.query, useChirality=True)


def read_substructure(smarts: str) -> Substructure:
    """Return the pattern that a SMARTS describes.

    Raises:
        QueryError: where it is empty, too long or not SMARTS.
    """
    query = compile_smarts(smarts)
    found = [pair for atom in query.GetAtoms() for pair in _find_identities(atom.DescribeQuery())]
    table = Chem.GetPeriodicTable()
    # RDKit adds 1000 to the number of an aromatic atom.
    elements = {table.GetElementSymbol(value % 1000) for name, value in found if name != "Isotope"}
    isotopes = {value for name, value in found if name == "Isotope" and value}
    return Substructure(
        smarts.strip(),
        query,
        compute_pattern(_leave_open(query)),
        frozenset(elements - _COMMON),
        frozenset(isotopes),
    )


def _leave_open(query: Chem.Mol) -> Chem.Mol:
    """Return the query with any atom where RDKit does not tell an element.

    Of "[R;#7]", where no element comes first, ``PatternFingerprint`` takes one that is in no
    molecule, and sets bits that matches lack.
    """
    opened, anything = Chem.RWMol(query), Chem.AtomFromSmarts("*")
    for atom in query.GetAtoms():
        if not atom.GetAtomicNum():
            opened.ReplaceAtom(atom.GetIdx(), anything)
    return opened.GetMol()


def compute_pattern(mol: Chem.Mol) -> np.ndarray:
    """Return the (PATTERN_BITS / 8,) uint8 packed pattern fingerprint of a molecule or query.

    All bits of a query are set in every molecule that contains it.
    """
    bits = Chem.PatternFingerprint(mol, fpSize=PATTERN_BITS)
    return np.frombuffer(DataStructs.BitVectToBinaryText(bits), np.uint8)


def _find_identities(description: str) -> Iterator[tuple[str, int]]:
    """Yield what an atom of a query has to be, from RDKit's indented description of it.

    Only conditions joined by "and" from the top hold for every match.
    """
    aside: int | None = None
    for line in description.splitlines():
        depth = len(line) - len(line.lstrip())
        if aside is not None and depth > aside:
            continue
        aside = None
        if found := _IDENTITY.fullmatch(line.strip()):
            yield found[1], int(found[2])
        elif line.strip() != "AtomAnd":
            aside = depth


def read_quickly(smiles: str) -> Chem.Mol | None:
    """Return the molecule with hydrogens counted and ring membership known, and no more.

    Enough for canonical RDKit SMILES, which is trusted; None where it cannot be read.
    """
    mol = Chem.MolFromSmiles(smiles, sanitize=False)
    if mol is not None:
        mol.UpdatePropertyCache(strict=False)
        Chem.FastFindRings(mol)
    return mol


def _read_fully(smiles: str) -> Chem.Mol | None:
    with quiet_rdkit():
        return Chem.MolFromSmiles(smiles)
