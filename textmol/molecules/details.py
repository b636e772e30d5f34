"""What is said of one molecule alone, beyond the properties that a library stores."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rdkit import Chem
from rdkit.Chem import QED, rdMolDescriptors

from textmol.molecules.groups import groups_by_name, match_groups
from textmol.molecules.identity import compute_inchikey, quiet_rdkit
from textmol.molecules.notes import write_notes
from textmol.molecules.parse import read_smiles
from textmol.molecules.properties import Properties, compute_properties


@dataclass(frozen=True)
class FoundGroup:
    """A named group in a molecule: how often, and its 0-based atoms in the order of the SMILES."""

    name: str
    count: int
    atoms: tuple[int, ...]


@dataclass(frozen=True)
class Details:
    """All that is computed of one molecule.

    Attributes:
        properties: as a library stores them.
        inchi: standard InChI, empty where there is none.
        inchikey: standard InChIKey, empty where there is none.
        exact_mass: monoisotopic mass in Da, of the isotopes that are labelled.
        fsp3: share of carbons that are sp3, 0 to 1 (Lovering 2009).
        qed: estimate of drug-likeness, 0 to 1 (Bickerton 2012); None where it is undefined.
        notes: components, charge, stereo, isotopes.
        groups: named groups and ring systems, in the order of the table of groups.
    """

    properties: Properties
    inchi: str
    inchikey: str
    exact_mass: float
    fsp3: float
    qed: float | None
    notes: tuple[str, ...]
    groups: tuple[FoundGroup, ...]


@lru_cache(maxsize=512)
def compute_details(smiles: str) -> Details:
    """Return what is computed of one SMILES; raises MoleculeError."""
    mol = read_smiles(smiles)
    with quiet_rdkit():
        inchi = str(Chem.MolToInchi(mol))
    return Details(
        properties=compute_properties(mol),
        inchi=inchi,
        inchikey=compute_inchikey(mol),
        exact_mass=float(rdMolDescriptors.CalcExactMolWt(mol)),
        fsp3=float(rdMolDescriptors.CalcFractionCSP3(mol)),
        qed=_compute_qed(mol),
        notes=write_notes(mol),
        groups=_find_groups(mol),
    )


def _compute_qed(mol: Chem.Mol) -> float | None:
    try:
        return float(QED.qed(mol))
    except (ValueError, RuntimeError, ZeroDivisionError):
        # Wildcards and bare metals have no descriptors to estimate from.
        return None


def _find_groups(mol: Chem.Mol) -> tuple[FoundGroup, ...]:
    table = groups_by_name()
    return tuple(
        FoundGroup(name, len(matches), tuple(sorted({atom for match in matches for atom in match})))
        for name, matches in match_groups(mol).items()
        if table[name].kind != "element"
    )
