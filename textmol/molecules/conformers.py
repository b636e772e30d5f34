"""One likely shape of a molecule in space, for people to look at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rdkit import Chem
from rdkit.Chem import rdDistGeom, rdForceFieldHelpers

from textmol.errors import MoleculeError
from textmol.molecules.identity import quiet_rdkit
from textmol.molecules.parse import read_smiles

MOST_ATOMS = 200  # hydrogens included
LONGEST_SEARCH = 12  # seconds of embedding
SEED = 7  # the same shape for the same SMILES, every time
_MOST_STEPS = 500  # of the optimiser
_REMEDY = "Its drawing shows how the atoms are connected."


@dataclass(frozen=True)
class Conformer:
    """A molecule with 3D coordinates.

    Attributes:
        block: MOL block with hydrogens, coordinates in Å.
        force_field: what it was relaxed with, "MMFF94" or "UFF"; empty where neither knows all
            atoms.
        relaxed: whether the optimiser came to rest.
    """

    block: str
    force_field: str
    relaxed: bool


@lru_cache(maxsize=64)
def compute_conformer(smiles: str) -> Conformer:
    """Return one conformer of a SMILES by ETKDG and MMFF94 (Riniker 2015, Halgren 1996).

    UFF takes the place of MMFF94 where that lacks parameters. Raises MoleculeError where the
    SMILES is broken, has several components or more than ``MOST_ATOMS`` atoms, or no shape was
    found.
    """
    flat = read_smiles(smiles)
    _refuse(flat, smiles)
    with quiet_rdkit():
        mol = Chem.AddHs(flat)
        if not _embed(mol):
            raise MoleculeError("No 3D shape was found for this molecule.", _REMEDY, text=smiles)
        force_field, relaxed = _relax(mol)
        block = str(Chem.MolToMolBlock(mol))
    return Conformer(block, force_field, relaxed)


def _refuse(mol: Chem.Mol, smiles: str) -> None:
    parts = len(Chem.GetMolFrags(mol))
    atoms = mol.GetNumAtoms() + sum(atom.GetTotalNumHs() for atom in mol.GetAtoms())
    reason = ""
    if any(not atom.GetAtomicNum() for atom in mol.GetAtoms()):
        reason = "A structure with a wildcard atom (*) has no shape of its own."
    elif parts > 1:
        reason = f"This structure has {parts} components, whose places in space are not known."
    elif atoms > MOST_ATOMS:
        reason = (
            f"This molecule has {atoms:,} atoms with its hydrogens; "
            f"shapes are computed up to {MOST_ATOMS:,}."
        )
    if reason:
        raise MoleculeError(reason, _REMEDY, text=smiles)


def _embed(mol: Chem.Mol) -> bool:
    """Place the atoms in space; a second try starts from random coordinates."""
    settings = rdDistGeom.ETKDGv3()
    settings.randomSeed = SEED
    settings.timeout = LONGEST_SEARCH // 2
    for random_start in (False, True):
        settings.useRandomCoords = random_start
        try:
            if rdDistGeom.EmbedMolecule(mol, settings) == 0:
                return True
        except (RuntimeError, ValueError):
            # RDKit's own checks reach Python for some structures of metals.
            continue
    return False


def _relax(mol: Chem.Mol) -> tuple[str, bool]:
    """Move the atoms to a minimum of energy; return the force field and whether it was reached."""
    if rdForceFieldHelpers.MMFFHasAllMoleculeParams(mol):
        return "MMFF94", rdForceFieldHelpers.MMFFOptimizeMolecule(mol, maxIters=_MOST_STEPS) == 0
    if rdForceFieldHelpers.UFFHasAllMoleculeParams(mol):
        return "UFF", rdForceFieldHelpers.UFFOptimizeMolecule(mol, maxIters=_MOST_STEPS) == 0
    return "", False
