"""What a caption may not say twice."""

from __future__ import annotations

import pytest

from textmol.engine import WRITERS
from textmol.writing.folder import TOKENS
from textmol.writing.repeats import Unrepeated, repeats_itself, stutters
from textmol.writing.tokens import Tokens


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


def test_a_token_that_ends_a_repetition_is_refused() -> None:
    tokens = Tokens.from_json((WRITERS / "captioner" / TOKENS).read_text("utf-8"))
    rule = Unrepeated(tokens)
    state: str | None = rule.begin()
    for token in tokens.read_words("The molecule is a ketone. It is a ketone"):
        assert state is not None
        state = rule.extend(state, token)
    assert state is not None
    assert rule.count_open(state)
    (stop,), (word, *_) = tokens.read_words("x.")[1:], tokens.read_words("body")
    assert rule.extend(state, stop) is None
    longer = rule.extend(state, word)
    assert longer is not None and not rule.count_open(longer)


@pytest.mark.parametrize(
    "text",
    [
        "It derives from a 4-chloro-chloro-",
        "It derives from a (5Z)-13,13,13,13",
        "It derives from a (5Z)-13,13,13,13-",
        "substituted by hydroxy groups at positions 7, 7, 7,",
    ],
)
def test_stuttering_is_heard(text: str) -> None:
    assert stutters(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It derives from a 1,1,1-",
        "It derives from a 13,13,13,1",
        "a 2,2,3,3,4,4,5,5-octafluoropentanol",
        "substituted by methyl groups at positions 2, 2,",
        "tert-butyl-tert-pentyl-",
    ],
)
def test_other_words_do_not_stutter(text: str) -> None:
    assert not stutters(text)
