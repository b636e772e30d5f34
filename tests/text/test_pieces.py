"""Word pieces: one vocabulary for texts and for structures."""

from __future__ import annotations

import json

import pytest

from textmol.text.pieces import Pieces, learn_pieces

TEXTS = ["The acid is a 2-aminobutanoic acid.", "An aminobutanoic ester of β-alanine."] * 5
SMILES = ["C[C@@H](N)C(=O)O", "c1ccccc1Cl", "BrC%12CC%12"] * 5


@pytest.fixture(scope="module")
def learned() -> str:
    return learn_pieces(TEXTS, SMILES, 260)


def test_texts_are_lower_cased_and_cut_at_signs_and_digits(learned: str) -> None:
    pieces = Pieces(learned, 32)
    assert pieces.cut("Acid (23)") == ["[CLS]", "acid", "(", "2", "3", ")", "[SEP]"]
    assert pieces.cut("the β ж") == ["[CLS]", "the", "β", "[UNK]", "[SEP]"]


def test_structures_keep_their_case_and_are_cut_into_atoms(learned: str) -> None:
    pieces = Pieces(learned, 32, structures=True)
    assert pieces.cut("C[C@@H](N)c1%12Cl")[1:-1] == [
        "C", "[C@@H]", "(", "N", ")", "c", "1", "%12", "Cl",
    ]  # fmt: skip


def test_reading_pads_with_zeros_and_cuts_what_is_too_long(learned: str) -> None:
    pieces, sizes = Pieces(learned, 6).read(["", "acid", "acid " * 20])
    assert sizes.tolist() == [2, 3, 6]
    assert pieces.shape == (3, 6)
    assert (pieces[0, 2:] == 0).all() and (pieces[2] != 0).all()
    assert Pieces(learned, 6).read([])[0].shape == (0, 1)


def test_learning_repeats_itself(learned: str) -> None:
    assert learn_pieces(TEXTS, SMILES, 260) == learned
    assert len(Pieces(learned, 8)) == len(json.loads(learned)["model"]["vocab"]) <= 260
