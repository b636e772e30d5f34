"""What the molecule encoder sees: an attributed graph, count fingerprints, whole-molecule counts.

Everything is plain numpy, so that training reads prepared arrays and never imports RDKit.
Stereo enters twice: as atom and bond features of the graph (CIP labels, E/Z) and in the
chirality-aware fingerprints; an encoder blind to it cannot tell most ChEBI-20 twins apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rdkit import Chem
from rdkit.Chem import Lipinski, rdFingerprintGenerator, rdMolDescriptors

from textmol.molecules.groups import find_groups, groups_by_name

ELEMENTS = (
    "H", "B", "C", "N", "O", "F", "Na", "Mg", "Al", "Si", "P", "S", "Cl", "K", "Ca", "Fe", "Co",
    "Cu", "Zn", "As", "Se", "Br", "I", "Li", "Mn", "Ni", "Hg", "Pt", "Sn", "Pb",
)  # fmt: skip
_ELEMENT_INDEX = {symbol: index + 1 for index, symbol in enumerate(ELEMENTS)}

# Number of values of each categorical feature, in column order; the last value is "other".
ATOM_CARDINALITIES = (len(ELEMENTS) + 1, 7, 7, 6, 8, 2, 6, 4, 3, 2)
BOND_CARDINALITIES = (6, 2, 2, 4)

MORGAN_SIZE, PAIR_SIZE, PATH_SIZE = 8192, 4096, 4096
FINGERPRINT_SIZE = MORGAN_SIZE + PAIR_SIZE + PATH_SIZE

_HYBRIDISATION = {
    Chem.HybridizationType.S: 1,
    Chem.HybridizationType.SP: 2,
    Chem.HybridizationType.SP2: 3,
    Chem.HybridizationType.SP3: 4,
    Chem.HybridizationType.SP3D: 5,
    Chem.HybridizationType.SP3D2: 6,
}
_BOND_TYPE = {
    Chem.BondType.SINGLE: 1,
    Chem.BondType.DOUBLE: 2,
    Chem.BondType.TRIPLE: 3,
    Chem.BondType.AROMATIC: 4,
    Chem.BondType.DATIVE: 5,
}
_BOND_STEREO = {
    Chem.BondStereo.STEREOE: 1,
    Chem.BondStereo.STEREOTRANS: 1,
    Chem.BondStereo.STEREOZ: 2,
    Chem.BondStereo.STEREOCIS: 2,
    Chem.BondStereo.STEREOANY: 3,
}


@dataclass(frozen=True)
class MoleculeFeatures:
    """Arrays of one molecule with ``a`` atoms and ``b`` bonds.

    Attributes:
        atoms: (a, 10) int8 categorical atom features, see ``ATOM_CARDINALITIES``.
        bonds: (b, 2) int16 atom indices of each bond, written once.
        bond_features: (b, 4) int8 categorical bond features, see ``BOND_CARDINALITIES``.
        bits: (k,) int32 columns of the count fingerprint that are not zero.
        counts: (k,) float32, log(1 + count) of each.
        descriptors: (d,) float32 log(1 + count) of elements, charges, stereo, rings and groups.
    """

    atoms: np.ndarray
    bonds: np.ndarray
    bond_features: np.ndarray
    bits: np.ndarray
    counts: np.ndarray
    descriptors: np.ndarray


class _Generators:
    """Fingerprint generators, made on first use: making them takes longer than using them."""

    def __init__(self) -> None:
        self.parts = (
            rdFingerprintGenerator.GetMorganGenerator(
                radius=3, includeChirality=True, fpSize=MORGAN_SIZE
            ),
            rdFingerprintGenerator.GetAtomPairGenerator(
                maxDistance=12, includeChirality=True, fpSize=PAIR_SIZE
            ),
            rdFingerprintGenerator.GetRDKitFPGenerator(maxPath=5, fpSize=PATH_SIZE),
        )
        self.offsets = (0, MORGAN_SIZE, MORGAN_SIZE + PAIR_SIZE)


_generators: _Generators | None = None


def fingerprint(mol: Chem.Mol) -> tuple[np.ndarray, np.ndarray]:
    """Return the non-zero columns and log counts of the concatenated count fingerprints.

    Morgan (radius 3, with chirality), atom pairs (with chirality, up to 12 bonds) and RDKit
    paths (up to 5 bonds) stand side by side in ``FINGERPRINT_SIZE`` columns.
    """
    global _generators
    if _generators is None:
        _generators = _Generators()
    columns: list[int] = []
    values: list[int] = []
    for generator, offset in zip(_generators.parts, _generators.offsets, strict=True):
        nonzero = generator.GetCountFingerprint(mol).GetNonzeroElements()
        columns.extend(offset + column for column in nonzero)
        values.extend(nonzero.values())
    return np.asarray(columns, np.int32), np.log1p(np.asarray(values, np.float32))


def featurise(mol: Chem.Mol, groups: Sequence[str]) -> MoleculeFeatures:
    """Return the features of ``mol``, which may have no bonds, isotopes or several components.

    ``groups`` names the functional groups that are counted, in the order that the encoder was
    trained with; a checkpoint keeps its own list.
    """
    Chem.AssignStereochemistry(mol, cleanIt=False, force=True)
    bits, counts = fingerprint(mol)
    atoms = np.asarray([_atom_row(atom) for atom in mol.GetAtoms()], np.int8).reshape(
        -1, len(ATOM_CARDINALITIES)
    )
    ends = [(bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()) for bond in mol.GetBonds()]
    rows = [_bond_row(bond) for bond in mol.GetBonds()]
    return MoleculeFeatures(
        atoms=atoms,
        bonds=np.asarray(ends, np.int16).reshape(-1, 2),
        bond_features=np.asarray(rows, np.int8).reshape(-1, len(BOND_CARDINALITIES)),
        bits=bits,
        counts=counts,
        descriptors=_describe(mol, groups),
    )


def _atom_row(atom: Chem.Atom) -> tuple[int, ...]:
    cip = {"R": 1, "S": 2}.get(atom.GetProp("_CIPCode") if atom.HasProp("_CIPCode") else "", 0)
    if not cip and atom.GetChiralTag() != Chem.ChiralType.CHI_UNSPECIFIED:
        cip = 3
    return (
        _ELEMENT_INDEX.get(atom.GetSymbol(), 0),
        min(atom.GetDegree(), 6),
        min(max(atom.GetFormalCharge(), -3), 3) + 3,
        min(atom.GetTotalNumHs(), 5),
        _HYBRIDISATION.get(atom.GetHybridization(), 0),
        int(atom.GetIsAromatic()),
        _smallest_ring(atom),
        cip,
        min(atom.GetNumRadicalElectrons(), 2),
        int(atom.GetIsotope() != 0),
    )


def _smallest_ring(atom: Chem.Atom) -> int:
    """0 outside rings; 1 to 4 for rings of 3 to 6 atoms; 5 for larger ones."""
    if not atom.IsInRing():
        return 0
    return next((size - 2 for size in range(3, 7) if atom.IsInRingSize(size)), 5)


def _bond_row(bond: Chem.Bond) -> tuple[int, ...]:
    return (
        _BOND_TYPE.get(bond.GetBondType(), 0),
        int(bond.GetIsConjugated()),
        int(bond.IsInRing()),
        _BOND_STEREO.get(bond.GetStereo(), 0),
    )


def known_groups() -> tuple[str, ...]:
    """Return the names of all functional groups that a new encoder counts."""
    return tuple(groups_by_name())


def _describe(mol: Chem.Mol, groups: Sequence[str]) -> np.ndarray:
    """Return log(1 + count) of elements, charges, stereo, rings, sizes and functional groups."""
    elements = np.zeros(len(ELEMENTS) + 1)
    labels = {"R": 0, "S": 0}
    positive = negative = isotopes = stereo_atoms = 0
    for atom in mol.GetAtoms():
        elements[_ELEMENT_INDEX.get(atom.GetSymbol(), 0)] += 1
        positive += max(atom.GetFormalCharge(), 0)
        negative += max(-atom.GetFormalCharge(), 0)
        isotopes += atom.GetIsotope() != 0
        stereo_atoms += atom.GetChiralTag() != Chem.ChiralType.CHI_UNSPECIFIED
        if atom.HasProp("_CIPCode"):
            labels[atom.GetProp("_CIPCode")] = labels.get(atom.GetProp("_CIPCode"), 0) + 1
    stereo_bonds = [_BOND_STEREO.get(bond.GetStereo(), 0) for bond in mol.GetBonds()]
    orders = [bond.GetBondType() for bond in mol.GetBonds() if not bond.GetIsAromatic()]
    charge = positive - negative
    rings = [len(ring) for ring in mol.GetRingInfo().AtomRings()]
    counts = [
        mol.GetNumHeavyAtoms(),
        positive,
        negative,
        max(charge, 0),
        max(-charge, 0),
        isotopes,
        stereo_atoms,
        labels["R"],
        labels["S"],
        stereo_bonds.count(1),
        stereo_bonds.count(2),
        stereo_bonds.count(3),
        orders.count(Chem.BondType.DOUBLE),
        orders.count(Chem.BondType.TRIPLE),
        len(Chem.GetMolFrags(mol)),
        len(rings),
        *(rings.count(size) for size in (3, 4, 5, 6, 7)),
        sum(size > 7 for size in rings),
        rdMolDescriptors.CalcNumAromaticRings(mol),
        rdMolDescriptors.CalcNumSpiroAtoms(mol),
        rdMolDescriptors.CalcNumBridgeheadAtoms(mol),
        rdMolDescriptors.CalcNumRotatableBonds(mol),
        Lipinski.NumHDonors(mol),
        Lipinski.NumHAcceptors(mol),
        mol.GetNumAtoms() == 1,
    ]
    found = find_groups(mol, groups)
    return np.log1p(
        np.concatenate([elements, counts, [found.get(name, 0) for name in groups]])
    ).astype(np.float32)
