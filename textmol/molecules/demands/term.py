"""A term: a phrase of the trade and what it counts; how phrases are spelt."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from textmol.molecules.requirements import Condition

_SPELLINGS = (
    ("sulph", "sulf"),
    ("aluminum", "aluminium"),
    ("cesium", "caesium"),
    ("center", "centre"),
    ("hydroxyl", "hydroxy"),
    ("epoxidized", "epoxidised"),
    ("quaternized", "quaternised"),
    ("labeled", "labelled"),
    ("stereogenic", "stereo"),
)
_WORD = re.compile(r"[^\W_]+")
_GREEK = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ω": "omega"}


@dataclass(frozen=True)
class Term:
    """What a phrase stands for.

    Attributes:
        label: its name in a wording, in the singular.
        measures: counts that are added up; empty for a term that ``conditions`` define.
        conditions: what "is a ..." or "has a ..." demands, where that is not one or more.
        kind: "group", "ring", "skeleton", "element", "property" or "whole" (of the molecule).
        adjective: whether it stands before a noun.
        named: whether naming it alone demands it; otherwise it is read in counts and negations.
        base: name of the conjugate base of an acid.
        aryl: for a halogen, the count of those on aromatic rings.
        countable: whether more than its presence is known.
    """

    label: str
    measures: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    kind: str = "group"
    adjective: bool = False
    named: bool = True
    base: str = ""
    aryl: str = ""
    countable: bool = True


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text that blanks part."""
    return frozenset(text.split())


def phrase_set(text: str) -> frozenset[str]:
    """Return the phrases of a text that bars part."""
    return frozenset(text.split("|"))


@lru_cache(maxsize=4096)
def normalise(word: str) -> str:
    """Return a word in the spelling that terms are kept in."""
    form = unicodedata.normalize("NFKC", word).lower()
    for letter, name in _GREEK.items():
        form = form.replace(letter, name)
    for other, ours in _SPELLINGS:
        if other in form:
            form = form.replace(other, ours)
    return form.replace("hydroxyated", "hydroxylated")


def split_phrase(phrase: str) -> str:
    """Return the normalised words of a phrase, parted by single blanks."""
    return " ".join(normalise(word) for word in _WORD.findall(phrase))
