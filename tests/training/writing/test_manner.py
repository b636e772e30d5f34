"""Descriptions of other sources in ChEBI's manner."""

from __future__ import annotations

import pytest

from textmol.training.writing.manner import tell_plainly


def test_a_definition_is_kept_with_what_belongs_to_it() -> None:
    text = (
        "it is a monohydroxybenzoic acid with a hydroxy group ortho to the acid. It has a role as "
        "a plant metabolite. It is functionally related to a benzoic acid. Used against warts."
    )
    assert tell_plainly(text) == (
        "The molecule is a monohydroxybenzoic acid with a hydroxy group ortho to the acid. It has "
        "a role as a plant metabolite. It derives from a benzoic acid."
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The molecule is a natural product found in Citrus sinensis with data available.",
        "The molecule is a phenol.",  # names a class and nothing else
        "Benzyldimethylamine appears as a colourless to light yellow liquid with an odour.",
    ],
)
def test_what_is_no_definition_is_not_told(text: str) -> None:
    assert tell_plainly(text) is None


def test_an_ion_that_is_named_after_the_molecule_gets_the_name_back() -> None:
    text = (
        "it is a hydroxy monocarboxylic acid found in sour milk and cider. It has a role as a "
        "metabolite. It is a conjugate acid of a it(1-)."
    )
    told = (
        "The molecule is a hydroxy monocarboxylic acid found in sour milk and cider. It has a "
        "role as a metabolite."
    )
    assert tell_plainly(text, "Sourin") == f"{told} It is a conjugate acid of a sourin(1-)."
    assert tell_plainly(text, "D-sourin") == f"{told} It is a conjugate acid of a D-sourin(1-)."
    assert tell_plainly(text) == told


def test_a_first_sentence_that_lost_a_name_defines_nothing() -> None:
    text = "it is a it comprising a sequence of twelve amino acids and nothing else at all."
    assert tell_plainly(text, "Sourin") is None
