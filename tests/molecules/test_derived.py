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
        ("It is a conjugate acid of a glycinate(1-).", "[NH3+]CC(=O)O"),
        ("It is a conjugate base of a glycinium.", "NCC(=O)[O-]"),
    ],
)
def test_what_is_meant_is_among_them(text: str, smiles: str) -> None:
    (derived,) = derive_molecules(text, find)
    assert Chem.CanonSmiles(smiles) in derived.smiles


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
    base, tautomer = derive_molecules(text, find)
    for one in (base, tautomer):
        assert len(one.smiles) == len(set(one.smiles)) <= MOST
        assert list(one.smiles) == [Chem.CanonSmiles(smiles) for smiles in one.smiles]


@pytest.mark.parametrize(
    ("text", "smiles"),
    [
        ("It is a conjugate base of an acetic acid.", ["CC(=O)[O-]"]),
        ("It is a conjugate acid of an acetate.", ["CC(=O)O"]),
        ("It is a conjugate acid of a glycinate.", ["NCC(=O)O", "[NH3+]CC(=O)[O-]"]),
        ("It is the enantiomer of L-alanine.", ["C[C@@H](N)C(=O)O"]),
        (
            "An amino acid zwitterion. It is a tautomer of a glycine.",
            ["NCC(=O)O", "[NH3+]CC(=O)[O-]"],
        ),
        ("It is a tautomer of a glycine zwitterion.", ["NCC(=O)O", "[NH3+]CC(=O)[O-]"]),
        ("It is the ethyl ester of acetic acid.", ["CCOC(C)=O"]),
        ("It is the isopropyl ester of acetic acid.", ["CC(=O)OC(C)C"]),
        ("It is the sodium salt of acetic acid.", ["CC(=O)[O-].[Na+]"]),
        ("It is the acetate salt of glycine.", ["NCC(=O)O.CC(=O)O"]),
        (
            "A hydrochloride obtained by reaction of hydrogen chloride with one equivalent of "
            "glycine.",
            ["NCC(=O)O.Cl"],
        ),
    ],
)
def test_a_statement_may_leave_no_others(text: str, smiles: list[str]) -> None:
    (derived,) = derive_molecules(text, find)
    assert derived.complete
    assert {*map(Chem.CanonSmiles, smiles)} <= {*derived.smiles}


def test_a_conjugate_acid_has_more_charge_and_a_base_less() -> None:
    for text, sign in (("acid of a glycine", 1), ("base of a glycine", -1)):
        (derived,) = derive_molecules(f"It is a conjugate {text}.", find)
        mols = map(Chem.MolFromSmiles, derived.smiles)
        assert {Chem.GetFormalCharge(mol) * sign > 0 for mol in mols} == {True}


@pytest.mark.parametrize(
    "text", ["It is a tautomer of a glycine.", "It is an enantiomer of an alaninate."]
)
def test_others_may_be_meant(text: str) -> None:
    assert not any(one.complete for one in derive_molecules(text, find))


def test_a_hand_of_a_name_is_no_mirror_image() -> None:
    assert not any(one.complete for one in derive_molecules("The D-enantiomer of glycine.", find))
