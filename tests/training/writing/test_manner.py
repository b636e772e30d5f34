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
