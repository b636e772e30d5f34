"""Rules that decoding asks: molecules that have to close what is open."""

from __future__ import annotations

import pytest

from textmol.engine import WRITERS
from textmol.writing.folder import TOKENS
from textmol.writing.rules import Anything, Molecules
from textmol.writing.tokens import Tokens


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return Tokens.from_json((WRITERS / "generator" / TOKENS).read_text("utf-8"))


@pytest.fixture(scope="module")
def rule(tokens: Tokens) -> Molecules:
    return Molecules(tokens)


@pytest.mark.parametrize("begun", ["C1CC(C", "c1ccc(C(=O)", "C1CC2(CC", "[13CH2]1CC(", "C(C(C(C"])
def test_nothing_that_closes_is_passed_over(tokens: Tokens, rule: Molecules, begun: str) -> None:
    state = rule.begin()
    for token in tokens.read_structure(begun):
        following = rule.extend(state, token)
        assert following is not None
        state = following
    opened = rule.count_open(state)
    passed = closing = 0
    for token in range(*tokens.structure_range):
        if not rule.may_close(state, token):
            passed += 1
        following = rule.extend(state, token)
        if following is not None and rule.count_open(following) < opened:
            closing += 1
            assert rule.may_close(state, token), tokens.write_structure([token])
    assert closing
    first, last = tokens.structure_range
    assert passed > (last - first) / 3  # else asking saves nothing


def test_with_nothing_open_every_piece_may_close(tokens: Tokens, rule: Molecules) -> None:
    state = rule.extend(rule.begin(), tokens.read_structure("C")[0])
    assert state is not None
    assert all(rule.may_close(state, token) for token in range(*tokens.structure_range))
    assert rule.count_open(state) == 0


def test_anything_may_follow_anything() -> None:
    rule = Anything()
    state = rule.extend(rule.begin(), 7)
    assert rule.may_close(state, 7)
    assert rule.count_open(state) == 0
