"""Names that a description gives as they are."""

from __future__ import annotations

import pytest
from rdkit import Chem

from textmol.molecules.claims.composed.given import list_given
from textmol.molecules.nomenclature import read_structure


@pytest.mark.parametrize(
    ("text", "smiles"),
    [
        (
            "The molecule is a 1-phenylethanol that has S configuration. It smells of flowers.",
            "C[C@H](O)c1ccccc1",
        ),
        (
            "The molecule is a butan-2-ol that is the (R)-enantiomer of sec-butanol.",
            "CC[C@@H](C)O",
        ),
        ("The molecule is the S-benzyl derivative of L-cysteine.", "N[C@@H](CSCc1ccccc1)C(=O)O"),
        (
            "The molecule is an oxo acid that is the 3-oxo derivative of butanoic acid.",
            "CC(=O)CC(=O)O",
        ),
        ("The molecule is the D-enantiomer of alanine.", "C[C@@H](N)C(=O)O"),
    ],
)
def test_names_are_taken_with_their_stereo_or_group(text: str, smiles: str) -> None:
    spelling = next(iter(list_given(text)))
    read = [found for name in spelling.names if (found := read_structure(name))]
    assert read[0] == Chem.CanonSmiles(smiles)
    assert spelling.words in text


@pytest.mark.parametrize(
    "text",
    [
        "The molecule is a sulfinamide derivative of coenzyme A.",
        "The molecule is a ketone. It is the 3-oxo derivative of butanoic acid.",
        "the active enantiomer of a drug",
        "",
    ],
)
def test_what_gives_no_name_of_its_own_is_left(text: str) -> None:
    assert list(list_given(text)) == []
