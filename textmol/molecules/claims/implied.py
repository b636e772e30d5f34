"""Statements that follow from names in a description: which formula its molecule must have.

They help to rank. A description does not say them in words, so they are no claims of a caption.
"""

from __future__ import annotations

import re

from textmol.molecules.claims.formula import list_conditions
from textmol.molecules.claims.identity import read_identity
from textmol.molecules.claims.lipids import read_lipid
from textmol.molecules.claims.relations import read_relations
from textmol.molecules.claims.statement import Statement

_MAY_TELL = re.compile(
    r"conjugate|enantiomer|tautomer|zwitter|protonation|anion|cation|epimer|stereoisomer|"
    r"diastereomer|formula|ester of|condensation|acyl|glyceride|"
    r"(?:that|which) (?:is|consists|comprises)"
)


def read_implied(text: str) -> tuple[Statement, ...]:
    """Return what names say of the formula; nothing where two of them disagree."""
    if not _MAY_TELL.search(text):
        return ()
    told = [*read_relations(text), *read_identity(text), *read_lipid(text)]
    exact = [one for one in told if not one.is_loose]
    if len({one.formula[:1] + one.formula[2:] for one in told}) != 1:
        return ()
    agree = len({one.formula for one in exact}) == 1
    first = (exact or told)[0]
    words = text[first.start : first.end]
    return tuple(
        Statement(words, first.start, first.end, meanings=(conditions,), implied=True)
        for conditions in list_conditions(first.formula, with_hydrogen=agree)
    )
