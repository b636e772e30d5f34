"""Structures that captions are less sure of, or not written for, and what is done with each."""

from __future__ import annotations

from textmol.molecules.parse import read_smiles

MOST_CAPTIONED = 300  # heavy atoms
NO_CARBON, TOO_LARGE = "No carbon", f"Over {MOST_CAPTIONED} heavy atoms"
POLYMER, MIXTURE = "Polymers", "Mixtures and salts"
LIMITS = {
    NO_CARBON: "Captioned like any other, but the model has read few texts on such molecules: "
    "trust what is marked as verified, and little else.",
    TOO_LARGE: "Not captioned, and the row says so: caption a fragment or the repeating unit.",
    POLYMER: "Draw one repeating unit with * at its ends: it is captioned as that unit, without "
    "its length and without an InChIKey.",
    MIXTURE: "All components are captioned together, as drawn; nothing is stripped, and a caption "
    "may speak of the largest one only.",
}


def find_limits(smiles: str) -> tuple[str, ...]:
    """Return the keys of the limits that a structure meets.

    Raises:
        MoleculeError: for a broken SMILES.
    """
    mol = read_smiles(smiles)
    numbers = [atom.GetAtomicNum() for atom in mol.GetAtoms()]
    met = {
        NO_CARBON: 6 not in numbers,
        TOO_LARGE: mol.GetNumHeavyAtoms() > MOST_CAPTIONED,
        POLYMER: 0 in numbers,
        MIXTURE: "." in smiles,
    }
    return tuple(limit for limit in LIMITS if met[limit])
