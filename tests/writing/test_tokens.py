"""Tokens: what is read comes back, and the three kinds never share a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmol.writing.prompts import all_signs
from textmol.writing.tokens import Tokens, learn_tokens

TEXTS = ["The molecule is (2S)-2-aminopropanoic acid.", "It has a role as a metabolite."] * 4
SMILES = ["C[C@H](N)C(=O)O", "CC(=O)Oc1ccccc1C(=O)O", "CCCCCCCCCCCC(=O)O"] * 4


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return learn_tokens(all_signs(), TEXTS, SMILES, words=320, pieces=130)


@given(
    text=st.text(
        st.characters(min_codepoint=33, max_codepoint=0x2FFF, exclude_categories=["Z", "C"])
    )
)
def test_any_word_comes_back(tokens: Tokens, text: str) -> None:
    assert tokens.write_words(tokens.read_words(f"a {text} b")) == f"a {text} b"


@given(smiles=st.text(st.characters(min_codepoint=33, max_codepoint=126)))
def test_any_smiles_comes_back(tokens: Tokens, smiles: str) -> None:
    assert tokens.write_structure(tokens.read_structure(smiles)) == smiles


def test_kinds_share_no_number(tokens: Tokens) -> None:
    words, structures = tokens.word_range, tokens.structure_range
    assert len(tokens.signs) == words[0] < words[1] == structures[0] < structures[1] == len(tokens)
    assert all(words[0] <= one < words[1] for one in tokens.read_words(TEXTS[0]))
    assert all(structures[0] <= one < structures[1] for one in tokens.read_structure(SMILES[0]))
    assert tokens.write_words(tokens.read_structure(SMILES[0])) == ""


def test_frequent_pieces_are_joined(tokens: Tokens) -> None:
    assert len(tokens.read_structure(SMILES[2])) < len(SMILES[2]) / 2
    assert len(tokens.read_words(TEXTS[0])) < len(TEXTS[0]) / 3


def test_json_keeps_the_numbering(tokens: Tokens) -> None:
    again = Tokens.from_json(tokens.to_json())
    assert again.signs == tokens.signs
    assert again.read_words(TEXTS[0]) == tokens.read_words(TEXTS[0])
    assert again.read_structure(SMILES[0]) == tokens.read_structure(SMILES[0])
