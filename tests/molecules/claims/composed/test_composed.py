"""What people type spells names out as descriptions do."""

from __future__ import annotations

import pytest
from rdkit import Chem

from textmol.molecules.claims.composed import list_spellings
from textmol.molecules.nomenclature import read_structure


@pytest.mark.parametrize("begin", ["The molecule is a ", "a ", "A ", ""])
@pytest.mark.parametrize(
    ("what", "smiles"),
    [
        ("dipeptide formed from L-alanine and glycine residues", "C[C@H](N)C(=O)NCC(=O)O"),
        ("toluene substituted by nitro groups at positions 2, 4 and 6", None),
        (
            "triglyceride in which all acyl groups are octanoyl",
            "CCCCCCCC(=O)OCC(COC(=O)CCCCCCC)OC(=O)CCCCCCC",
        ),
    ],
)
def test_a_text_begins_as_people_type_it(begin: str, what: str, smiles: str | None) -> None:
    text = f"{begin}{what}"
    spellings = list(list_spellings(text))
    read = [found for one in spellings for name in one.names if (found := read_structure(name))]
    tnt = "Cc1c([N+](=O)[O-])cc([N+](=O)[O-])cc1[N+](=O)[O-]"
    assert read[0] == Chem.CanonSmiles(smiles or tnt)
    assert all(one.words and one.words in text for one in spellings)


@pytest.mark.parametrize("text", ["", "a", "sweet-smelling ester", "an azo dye", "no chlorine"])
def test_other_texts_spell_nothing(text: str) -> None:
    assert list(list_spellings(text)) == []
