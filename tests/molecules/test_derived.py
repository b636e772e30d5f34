"""Molecules that a description derives from others by name."""

from __future__ import annotations

import pytest
from rdkit import Chem

from textmol.molecules.derived import MOST, derive_molecules

NAMED = {
    "acetic acid": "CC(=O)O",
    "ethanol": "CCO",
    "benzyl alcohol": "OCc1ccccc1",
    "butan-1-ol": "CCCCO",
    "L-alanine": "C[C@H](N)C(=O)O",
    "glycine": "NCC(=O)O",
    "giant": "C" * 101,
}


def find(name: str) -> list[str]:
    """Return the molecule of a name."""
    return [NAMED[name]] if name in NAMED else []


@pytest.mark.parametrize(
    ("text", "smiles"),
    [
        ("It is a conjugate base of an acetic acid.", "CC(=O)[O-]"),
        ("It is the enantiomer of L-alanine.", "C[C@@H](N)C(=O)O"),
        ("An amino-acid zwitterion of glycine.", "[NH3+]CC(=O)[O-]"),
        (
            "An ester obtained by the formal condensation of the carboxy group of acetic acid "
            "with the hydroxy group of ethanol.",
            "CCOC(C)=O",
        ),
        ("A dipeptide formed by condensation of L-alanine and glycine.", "C[C@H](N)C(=O)NCC(=O)O"),
        ("It is the ethyl ester of acetic acid.", "CCOC(C)=O"),
        ("It is the benzyl ester of acetic acid.", "CC(=O)OCc1ccccc1"),
        ("It is the butyl ester of acetic acid.", "CCCCOC(C)=O"),
    ],
)
def test_what_is_meant_is_among_them(text: str, smiles: str) -> None:
    assert Chem.CanonSmiles(smiles) in derive_molecules(text, find)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It is an amino acid.",
        "It is a conjugate base of an unheard-of acid.",
        "It is a conjugate base of a giant.",
        "An ester obtained by condensation of acetic acid with an unknown alcohol.",
        "It is the diethyl ester of acetic acid.",  # two of them
    ],
)
def test_without_known_parents_there_are_none(text: str) -> None:
    assert derive_molecules(text, find) == []


def test_each_is_there_once_and_readable() -> None:
    text = "It is a conjugate base of a glycine. It is a tautomer of a glycine."
    found = derive_molecules(text, find)
    assert len(found) == len(set(found)) <= MOST
    assert found == [Chem.CanonSmiles(smiles) for smiles in found]
