"""Lipids told as a class with its acyl groups: "a diglyceride in which both acyls are oleoyl"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textmol.molecules.claims.formula import Formula, add, read_formula
from textmol.molecules.claims.names import read_name
from textmol.molecules.claims.relations import CHANGES, Told, find_sentence_end

# What a class is without its acyl groups, and how many it takes; 0 where it is left unread.
_HEADS = tuple(
    (re.compile(pattern), read_formula(formula), slots)
    for pattern, formula, slots in (
        (r"CDP-|N-\S+ylphosphatidyl|lysophosphatidylethanolamine|cardiolipin", "", 0),
        (r"lysophosphatidylcholine", "C8H20NO6P", 1),
        (r"phosphatidylcholine", "C8H20NO6P", 2),
        (r"phosphatidylethanolamine", "C5H14NO6P", 2),
        (r"phosphatidyl(?: |-)?(?:L-)?serine", "C6H14NO8P", 2),
        (r"phosphatidylglycerol", "C6H15O8P", 2),
        (r"phosphatidyl-1D-myo-inositol$|phosphatidylinositol$", "C9H19O11P", 2),
        (r"phosphatidic acid", "C3H9O6P", 2),
        (r"^(?:1,\d-)?diglyceride|diacylglycerol", "C3H8O3", 2),
        (r"triglyceride|triacylglycerol", "C3H8O3", 3),
        (r"sphingomyelin d18:1", "C23H49N2O5P", 1),
    )
)
_MAY_BE = re.compile(r"acyl|alkyl|glyceride|sphing|phosphatidyl|carnitine")
_CLASS = re.compile(
    r"(?:is|are) (?:an?|the) (.{4,120}?)(?= in which| where| having| with| that| obtained|"
    r" carrying| resulting|[.;]|, |$)"
)
_SIZE = re.compile(r" \(?(?:[OP]-)?\d+:\d+\)?$")
_SLOT = re.compile(
    r"(?:(?:\d,?)+-)?(?:\(Z\)-)?(?:(?P<number>di|tri|tetra|)acyl|alkyl|\(?alk-1-enyl\)?|\(1Z-alkenyl\))-?"
)
_SLOTS = {None: 1, "": 1, "di": 2, "tri": 3, "tetra": 4}
_LENGTH = re.compile(
    r"acyl group (?:has|contains|having) (?P<carbons>\d+) carbons(?: atoms)? and (?P<bonds>\d+) "
    r"(?:C=C )?double bonds?(?P<hydroxy> and is (?:\d-)?hydroxylated)?"
)
_SYNONYM = re.compile(r" \([^()]*(?:\([^()]*\)[^()]*)*yl\)")
_GROUP = re.compile(r"[^\s;]+?yl(?=[\s,.;]|$)")
_PLACE_OF_GROUP = re.compile(r"[\dNO,-]*acyl|alkyl|phosphatidyl|alk-1-enyl|alkenyl")
_PLAIN = re.compile(r"respectively|\bhaving|substituents?\b|with an?")


def read_lipid(text: str) -> Iterator[Told]:
    """Yield the formula of a lipid class whose acyl groups the first sentence names."""
    end = find_sentence_end(text)
    if stop := text.find(";", 0, end) + 1:
        end = stop - 1
    found = _CLASS.search(text, 0, end)
    if not found or not _MAY_BE.search(text, 0, end):
        return
    head = _read_head(found[1])
    rest = _SYNONYM.sub("", text[found.end() : end])
    if not head or not head[1]:
        return
    formula, slots = head
    groups = _read_length(rest) or _read_groups(rest)
    if len(groups) == 1 and re.search(r"\b(?:both|all)\b", rest):
        groups *= slots
    if len(groups) == slots:
        for group in groups:
            formula = add(formula, group)
        yield Told(formula, found.start(), end)


def _read_head(text: str) -> tuple[Formula, int] | None:
    """Return the formula of a class without its acyl groups, and how many it has."""
    for pattern, formula, slots in _HEADS:
        if pattern.search(text):
            return formula, slots
    text = _SIZE.sub("", text)
    slots = sum(_SLOTS[found["number"]] for found in _SLOT.finditer(text))
    named = read_name(re.sub(r"^(?:[\d,NO]+-)+", "", _SLOT.sub("", text))) if slots else None
    return (named.formula, slots) if named and not named.is_group else None


def _read_length(text: str) -> list[Formula]:
    """Return the acyl group of "has 24 carbons and 0 double bonds and is 2-hydroxylated"."""
    found = _LENGTH.search(text)
    if not found:
        return []
    carbons, bonds = int(found["carbons"]), int(found["bonds"])
    oxygens = 2 if found["hydroxy"] else 1
    return [read_formula(f"C{carbons}H{2 * carbons - 2 - 2 * bonds}O{oxygens}")]


def _read_groups(text: str) -> list[Formula]:
    """Return the groups that a text names; none where it says more, or one is not read."""
    if CHANGES.search(_PLAIN.sub("", text)):
        return []
    words = (word for word in _GROUP.findall(text) if not _PLACE_OF_GROUP.fullmatch(word))
    named = [read_name(word) for word in words]
    if not all(one and one.is_group for one in named):
        return []
    return [one.formula for one in named if one]
