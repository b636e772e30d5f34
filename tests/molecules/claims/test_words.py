"""The table of class names: every line can be read, and says something."""

from __future__ import annotations

from collections import Counter

import pytest

from textmol.molecules.claims.nouns import KINDS, TABLE, read_class, read_part
from textmol.molecules.rules import Rule

LINES = [
    line.split("\t")
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith(("#", "="))
]


def test_every_line_has_a_kind_and_a_rule_where_it_needs_one() -> None:
    for cells in LINES:
        kind, phrases, *rule = cells
        assert kind in KINDS
        assert phrases.strip() and "  " not in phrases
        assert bool(rule) == (kind != "none") or kind == "before", phrases


@pytest.mark.parametrize("kind", KINDS)
def test_no_phrase_stands_twice_in_a_kind(kind: str) -> None:
    phrases = Counter(
        phrase.lower() for cells in LINES if cells[0] == kind for phrase in cells[1].split("|")
    )
    assert [phrase for phrase, number in phrases.items() if number > 1] == []


def test_every_noun_and_part_can_be_said() -> None:
    blocked = {phrase for cells in LINES if cells[0] == "none" for phrase in cells[1].split("|")}
    for kind, phrases, *_ in LINES:
        for phrase in phrases.replace("{n}", "tri").split("|"):
            if kind in ("noun", "any") and phrase not in blocked:
                assert read_class(phrase), phrase
            elif kind == "part":
                assert read_part(phrase), phrase
            elif kind == "none":
                assert read_class(phrase) == (), phrase


def test_numbers_are_read_into_the_rule() -> None:
    (rule,) = read_class("tetrachlorobenzene")
    assert isinstance(rule, Rule)
    assert rule.text.endswith("{4..}")
    (rule,) = read_part("hydroxy group", 3)
    assert isinstance(rule, Rule)
    assert rule.text == "[OX2H1]{3..}"
