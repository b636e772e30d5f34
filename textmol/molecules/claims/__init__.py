"""Reading a text into statements about its molecule that RDKit verifies or contradicts.

What a statement says of the structure is checked: classes and functional groups, their numbers,
charges, labels of stereocentres. Of other molecules that a text names (conjugates, parents,
precursors) it is only read which formula they leave for its own (``implied``). Roles and sources
are not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from textmol.molecules.claims.evidence import Evidence
from textmol.molecules.claims.grammar import HAS, IS, Phrase, list_phrases
from textmol.molecules.claims.implied import read_implied
from textmol.molecules.claims.nouns import UNREAD, read_class, read_part
from textmol.molecules.claims.statement import Facts, Statement
from textmol.molecules.parse import Molecule

VERIFIED, CONTRADICTED = "verified", "contradicted"
_PLACES = re.compile(r"[\d',]*\d'?(?:alpha|beta|[a-z])?-(?=[A-Za-z])")


@dataclass(frozen=True)
class Claim:
    """A statement of a text about its molecule that was checked.

    Attributes:
        text: the words.
        start: where they begin in the text, 0-based.
        end: where they end.
        verdict: "verified" or "contradicted".
    """

    text: str
    start: int
    end: int
    verdict: str


def read_claims(text: str, molecule: Molecule) -> tuple[Claim, ...]:
    """Return the statements of ``text`` that can be checked on ``molecule``, in their order."""
    return check_claims(text, Evidence(molecule.mol))


def check_claims(text: str, facts: Facts) -> tuple[Claim, ...]:
    """Return what ``read_claims`` does, for a molecule that was looked at before."""
    said = (statement for statement in read_statements(text) if not statement.implied)
    claims = (_check(statement, facts) for statement in said)
    return tuple(sorted(filter(None, claims), key=lambda claim: (claim.start, claim.end)))


@lru_cache(maxsize=1024)
def read_statements(text: str) -> tuple[Statement, ...]:
    """Return the statements of ``text`` that a structure may verify or contradict."""
    found = (_read(phrase, text) for phrase in list_phrases(text))
    said = (one for one in found if one.meanings or one.labels or one.part)
    return (*said, *read_implied(text))


def judge(statement: Statement, facts: Facts) -> bool | None:
    """Return whether a statement holds, None where that cannot be told."""
    if statement.labels:
        return facts.has_labels(statement.labels)
    if not all(facts.meets(meaning) for meaning in statement.meanings):
        return False
    # A diterpenoid has sixteen carbon atoms or more; what has as many need not be one.
    return True if statement.meanings and statement.whole else None


def find_contradicted(text: str, facts: Facts) -> tuple[Statement, ...]:
    """Return the statements of ``text`` that the facts contradict, in their order."""
    return tuple(one for one in read_statements(text) if judge(one, facts) is False)


def _check(statement: Statement, facts: Facts) -> Claim | None:
    holds, part = judge(statement, facts), statement.part
    if holds is None and part:
        statement, holds = part, judge(part, facts) or None
    if holds is None:
        return None
    verdict = VERIFIED if holds else CONTRADICTED
    return Claim(statement.text, statement.start, statement.end, verdict)


def _read(phrase: Phrase, text: str) -> Statement:
    """Return what a phrase says; it has no meanings where nothing of it is read."""
    start, end = phrase.start, phrase.end
    if phrase.kind not in (IS, HAS):
        return Statement(text[start:end], start, end, labels=phrase.text)
    is_class = phrase.kind == IS
    read = read_class(phrase.text) if is_class else read_part(phrase.text, phrase.number)
    part = _leave_places(phrase) if is_class else None
    return Statement(
        text[start:end],
        start,
        end,
        meanings=tuple(meaning for meaning in read if meaning != UNREAD),
        whole=UNREAD not in read,
        part=_read(part, text) if part else None,
    )


def _leave_places(phrase: Phrase) -> Phrase | None:
    """Return a class without the places that it begins with, None where it has none."""
    places = _PLACES.match(phrase.text)
    if places is None:
        return None
    return replace(phrase, text=phrase.text[places.end() :], start=phrase.start + places.end())
