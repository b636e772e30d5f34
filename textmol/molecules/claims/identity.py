"""What a molecule is said to be: "phenol which is substituted by two methyl groups"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textmol.molecules.claims.changes import read_changes
from textmol.molecules.claims.formula import Formula, add
from textmol.molecules.claims.names import read_name
from textmol.molecules.claims.relations import Told, find_sentence_end

LONGEST = 160  # characters of a name

_IS = re.compile(
    r"(?:(?:that|which) (?:is|consists of|comprises)|consisting of)(?: the)? "
    r"(?:(?:an?|the(?: parent)?) )?"
)
_NAME_ENDS = re.compile(
    r"(?=[.;](?:\s|$)| (?:in which|substituted|carrying|bearing|having|with|where|wherein|which|"
    r"that|possessing|and|obtained|isolated|resulting|arising|formed|lacking|at|to|of|by|from|containing|"
    r"is|used|attached|linked|joined|fused)\b|,\s|\s\(|$)"
)
_TWICE = re.compile(r"one\b.*\b(?:oxo|keto)\b")  # "a hexan-2-one substituted by an oxo group at 2"
# A carboxy group at such a place takes a methyl group's in the skeletons of triterpenes.
_SKELETON = re.compile(r"carboxy (?:group|substituent) at (?:position |C-)(?:2[3-9]|30)")


def read_identity(text: str) -> Iterator[Told]:
    """Yield the formula that the first sentence of a text tells by a name and what it bears."""
    head = find_head(text)
    base = head and _read_base(text, *head)
    if not head or not base:
        return
    formula, place = base
    start, end = head
    read = read_changes(text, place, end)
    if read is None:
        return
    changes, place = read
    for change in changes:
        formula = add(formula, change.formula)
    told = text[start:place]
    if not _SKELETON.search(told) and not _TWICE.search(told):
        yield Told(formula, start, place, is_loose=True)


def find_head(text: str) -> tuple[int, int] | None:
    """Return where the name begins that a text gives its molecule, and where the sentence ends."""
    end = find_sentence_end(text)
    head = _IS.search(text, 0, end)
    return (head.end(), end) if head else None


def list_bases(text: str, start: int, end: int) -> list[int]:
    """Return where a name that begins at ``start`` may end, the shortest first."""
    found = _NAME_ENDS.finditer(text, start, min(end, start + LONGEST))
    return [one.start() for one in found]


def _read_base(text: str, start: int, end: int) -> tuple[Formula, int] | None:
    """Return the formula of the longest name that begins at ``start``, and where it ends."""
    for place in reversed(list_bases(text, start, end)):
        named = read_name(text[start:place])
        if named and not named.is_group:
            return named.formula, place
    return None
