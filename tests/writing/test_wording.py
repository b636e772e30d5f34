"""The rule that all captions keep to."""

from __future__ import annotations

import pytest

from textmol.engine import WRITERS
from textmol.writing.folder import TOKENS
from textmol.writing.tokens import Tokens
from textmol.writing.wording import Wording


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return Tokens.from_json((WRITERS / "captioner" / TOKENS).read_text("utf-8"))


def test_a_token_that_ends_a_repetition_is_refused(tokens: Tokens) -> None:
    rule = Wording(tokens)
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


def test_a_caption_is_no_empty_one(tokens: Tokens) -> None:
    rule = Wording(tokens)
    assert rule.count_open(rule.begin())


@pytest.mark.parametrize(
    "text",
    [
        "It derives from a 4-(propan-2-ol",
        "It derives from a 4-(propan-2-ol.",
        "It derives from a 4-(propan-2-ol and a phenol.",
        "It derives from a 4-chloro-chloro-phenol.",
    ],
)
def test_a_slip_goes_on_no_further(tokens: Tokens, text: str) -> None:
    rule = Wording(tokens)
    state: str | None = rule.begin()
    for token in tokens.read_words(text):
        state = rule.extend(state, token) if state is not None else None
    assert state is None or rule.count_open(state)
