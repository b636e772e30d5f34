from __future__ import annotations

import pytest

from textmol.molecules import parse_molecule

NOTES = [
    ("CCO", ()),
    ("[NH3+]CC(=O)[O-]", ()),
    ("CC(=O)[O-].[Na+]", ("2 components: C₂H₃O₂⁻ + Na⁺",)),
    ("[Na+].CC(=O)[O-]", ("2 components: Na⁺ + C₂H₃O₂⁻",)),
    ("[Ca+2].[Cl-].[Cl-]", ("3 components: Ca²⁺ + 2 Cl⁻",)),
    ("C.C.O.O", ("4 components: 2 CH₄ + 2 H₂O",)),
    ("C.CC.CCC.O.N.S.P", ("7 components: CH₄ + C₂H₆ + C₃H₈ + H₂O + H₃N + H₂S + …",)),
    ("C[N+](C)(C)C", ("charge +1",)),
    ("[O-]S(=O)(=O)[O-]", ("charge -2",)),
    ("FC(Cl)Br", ("0 of 1 stereocentre defined",)),
    ("OC[C@H]1OC(O)[C@H](O)[C@@H](O)[C@@H]1O", ("4 of 5 stereocentres defined",)),
    ("OC[C@H]1O[C@@H](O)[C@H](O)[C@@H](O)[C@@H]1O", ("5 of 5 stereocentres defined",)),
    ("OCC1OC(O)[C@H](O)[C@@H](O)[C@@H]1O", ("3 of 5 stereocentres defined",)),
    ("CC=CC", ("0 of 1 double bond defined",)),
    ("C/C=C/C", ("1 of 1 double bond defined",)),
    ("C/C=C/C=CC", ("1 of 2 double bonds defined",)),
    ("CC(C)=N", ()),
    ("CC=C=CC", ()),
    ("C1CCCC=C1", ()),
    ("[13CH4]", ("isotope-labelled: ¹³C",)),
    ("[2H]C([2H])([2H])O", ("isotope-labelled: 3 × ²H",)),
    ("[13CH3][15NH2]", ("isotope-labelled: ¹³C, ¹⁵N",)),
    ("[CH3]", ("radical: 1 unpaired electron",)),
    ("[O][O]", ("radical: 2 unpaired electrons",)),
    ("[Na]", ()),
    ("[Fe]", ()),
    ("*CC", ("1 wildcard atom (*), so there is no InChIKey",)),
    ("*CC*", ("2 wildcard atoms (*), so there is no InChIKey",)),
]


@pytest.mark.parametrize(("smiles", "notes"), NOTES)
def test_notes(smiles: str, notes: tuple[str, ...]) -> None:
    assert parse_molecule(smiles).notes == notes


def test_most_important_note_comes_first() -> None:
    notes = parse_molecule("[2H]C([O])C(F)(Cl)[N+](C)(C)C.CC=CC.[Na+]").notes
    beginnings = [note.split()[0] for note in notes]
    assert beginnings[:2] == ["3", "charge"]
    assert [word in " ".join(notes) for word in ("stereocentres", "double bond", "²H")] == [
        True
    ] * 3


def test_repairs_come_before_chemistry() -> None:
    notes = parse_molecule(r"C/C=C\\C").notes
    assert notes == ("doubled backslashes read as single ones", "1 of 1 double bond defined")


def test_reading_notes_leaves_the_molecule_alone() -> None:
    assert parse_molecule("CC(O)C=CC").smiles == "CC=CC(C)O"
