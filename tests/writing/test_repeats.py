"""What a caption may not say twice."""

from __future__ import annotations

import pytest

from textmol.writing.repeats import goes_in_circles, repeats_itself


@pytest.mark.parametrize(
    "text",
    [
        "The molecule is a steroid. It is a steroid",
        "The molecule is a ketone, an ester and a ketone",
        "It has a role as a metabolite and a metabolite",
        "It has a role as a solvent. It has a role as a solvent",
        "The molecule is a lactone that is red. It is a lactone",
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


@pytest.mark.parametrize(
    "text",
    [
        "It is a conjugate acid of a benzoic acid of a benzoic acid",
        "the hydroxy group of ferulic acid group of ferulic acid",
        "The molecule is a primary alcohol that is primary alcohol",
        "The molecule is a ketone which is a ketone",
        "It is an enantiomer of an enantiomer",
        "It is a tautomer of a conjugate",
        "a 3,4-dihydroxybenzoic acid 3,4-dihydroxybenzoic acid 3,4-dihydroxybenzoic",
    ],
)
def test_circles_are_seen(text: str) -> None:
    assert goes_in_circles(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The molecule is a steroid that is estradiol",
        "It is a conjugate base of an acid. It is a conjugate acid of an acid",
        "the carboxy group of benzoic acid with the amino group of benzoic acid",
        "It is a conjugate",
        "It derives from a phenylacetic acid and a phenylacetic acid",
    ],
)
def test_other_texts_lead_on(text: str) -> None:
    assert not goes_in_circles(text)
