"""The rule that all captions keep to."""

from __future__ import annotations

import json

import pytest

from textmol.engine import WRITERS
from textmol.writing.folder import TOKENS, WORDS
from textmol.writing.tokens import Tokens
from textmol.writing.wording import Wording


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return Tokens.from_json((WRITERS / "captioner" / TOKENS).read_text("utf-8"))


@pytest.fixture(scope="module")
def rule(tokens: Tokens) -> Wording:
    return Wording(tokens, json.loads((WRITERS / "captioner" / WORDS).read_text("utf-8")))


def test_a_token_that_ends_a_repetition_is_refused(tokens: Tokens, rule: Wording) -> None:
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


def test_a_caption_is_no_empty_one(rule: Wording) -> None:
    assert rule.count_open(rule.begin())


@pytest.mark.parametrize(
    "text",
    [
        "It derives from a 4-(propan-2-ol",
        "It derives from a 4-(propan-2-ol.",
        "It derives from a 4-(propan-2-ol and a phenol.",
        "It derives from a 4-chloro-chloro-phenol.",
        "It derives from a phenol)",
        "substituted by hydroxy groups at positions 3 and 3.",
        "It is an enantiomer of an enantiomer of a serine.",
        "The molecule is propfen.",
        "It has a role as an EC 3.1.1.7 (aldehyde reductase) inhibitor",
    ],
)
def test_a_slip_goes_on_no_further(tokens: Tokens, rule: Wording, text: str) -> None:
    state: str | None = rule.begin()
    for token in tokens.read_words(text):
        state = rule.extend(state, token) if state is not None else None
    assert state is None or rule.count_open(state)


@pytest.mark.parametrize(
    "text",
    [
        "The molecule is a monocarboxylic acid.",
        "It has a role as an EC 1.1.1.21 (aldehyde reductase) inhibitor and a metabolite.",
        "substituted by hydroxy groups at positions 3, 5 and 7.",
    ],
)
def test_known_words_are_written(tokens: Tokens, rule: Wording, text: str) -> None:
    state = rule.begin()
    for token in tokens.read_words(text):
        listed = rule.list_next(state)
        assert listed is None or token in listed
        following = rule.extend(state, token)
        assert following is not None, state
        state = following
    assert not rule.count_open(state)
