"""The one molecule that a name stands for by the rules of nomenclature."""

from __future__ import annotations

import re
from dataclasses import replace

from rdkit import Chem

from textmol.errors import MoleculeError
from textmol.molecules.nomenclature import fits_several, read_structure
from textmol.molecules.parse import Molecule, parse_molecule

# The rules read them into molecules that no chemist means by them.
_CLASSES = frozenset(
    ("azole", "catecholamine", "dioxin", "fluorocarbon", "hydroxyether", "oxo dicarboxylic acid")
)
# Letters that no SMILES has side by side, and places that a name begins with: "1,2-", "N,N-".
_WORD = re.compile(r"(?=[a-z]*[adefghijkmqtuvwxyz])[a-z]{3}")
_SYMBOL = re.compile(r"\b[A-Z](?=[a-z]*[adefghijkmqtuvwxyz])[a-z]{2}-")  # "Ala-", not "Clc-"
_PLACES = re.compile(r"[\dNOS]+[a-z]?'*(?:,[\dNOS]+[a-z]?'*)+-")


def is_worded(text: str) -> bool:
    """Return whether a text is written in words, as names are and no structure is."""
    return bool(_WORD.search(text) or _PLACES.match(text) or _SYMBOL.search(text))


def starts_with_name(line: str) -> bool:
    """Return whether a line begins with a name and not with a SMILES, which a name may follow."""
    return bool(_WORD.search(re.split(r"[\s,;]", line, maxsplit=1)[0]) or _PLACES.match(line))


def read_named(name: str) -> Molecule | None:
    """Return the molecule of a name that no library has to know, such as "2-chlorophenol".

    None where the name cannot be read, leaves open which of several molecules is meant
    ("chlorophenol", "catecholamine"), or would be that of an ion beside another molecule, as two
    words of a description are ("flavanone azide").
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
    if "." in smiles and Chem.GetFormalCharge(molecule.mol):
        return None
    return replace(molecule, typed=typed, format="name", name=typed)
