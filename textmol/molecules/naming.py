"""The one molecule that a name stands for by the rules of nomenclature."""

from __future__ import annotations

from dataclasses import replace

from textmol.errors import MoleculeError
from textmol.molecules.nomenclature import fits_several, read_structure
from textmol.molecules.parse import Molecule, parse_molecule

# The rules read them into molecules that no chemist means by them.
_CLASSES = frozenset(
    ("azole", "catecholamine", "dioxin", "fluorocarbon", "hydroxyether", "oxo dicarboxylic acid")
)


def read_named(name: str) -> Molecule | None:
    """Return the molecule of a name that no library has to know, such as "2-chlorophenol".

    None where the name cannot be read, or leaves open which of several molecules is meant
    ("chlorophenol", "catecholamine").
    """
    typed = " ".join(name.split())
    if typed.lower() in _CLASSES:
        return None
    smiles = read_structure(typed)
    if smiles is None or fits_several(typed):
        return None
    try:
        molecule = parse_molecule(smiles)
    except MoleculeError:  # a name can be of a molecule that is too large
        return None
    return replace(molecule, typed=typed, format="name", name=typed)
