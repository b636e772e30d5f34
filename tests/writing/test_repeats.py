"""What a caption may not say twice."""

from __future__ import annotations

import pytest

from textmol.writing.repeats import repeats_itself


@pytest.mark.parametrize(
    "text",
    [
        "The molecule is a steroid. It is a steroid",
        "The molecule is a ketone, an ester and a ketone",
        "It has a role as a metabolite and a metabolite",
        "It has a role as a solvent. It has a role as a solvent",
        "The molecule is a lactone that is red. It is a lactone",
        "It is a conjugate acid of a benzoic acid of a benzoic acid",
        "the hydroxy group of ferulic acid group of ferulic acid",
    ],
)
def test_repetitions_are_seen(text: str) -> None:
    assert repeats_itself(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The molecule is a steroid",
        "The molecule is a ketone, an ester and a ketone body",
        "a sugar substituted at positions 2, 3 and 2",
        "It is a conjugate base of an acid. It is a conjugate acid of an acid",
        "It is a member of the class of benzoic acids",
        "the carboxy group of benzoic acid with the amino group of benzoic acid",
    ],
)
def test_other_texts_are_left(text: str) -> None:
    assert not repeats_itself(text)
