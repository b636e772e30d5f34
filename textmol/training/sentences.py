"""Short texts such as a chemist would type, made from facts that are true of a molecule.

``structure_facts`` (in ``facts.py``, RDKit) is slow and done once a molecule; ``phrase`` only
draws words and needs no chemistry, so that training can vary the text every epoch.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textmol.language import NUMBERS

if TYPE_CHECKING:
    from rdkit import Chem

HEADS = ("compound", "molecule", "compound", "substance", "structure", "chemical")
JOINTS = ("with", "with", "containing", "that contains", "bearing", "that has", "carrying")
OPENINGS = (
    "{}",
    "{}",
    "contains {}",
    "has {}",
    "with {}",
    "containing {}",
    "compounds with {}",
    "molecules that contain {}",
    "something with {}",
    "anything containing {}",
    "It contains {}.",
)
FACT_SHARES = (0.45, 0.30, 0.17, 0.08)  # how often a text states 1, 2, 3 and 4 facts
TERSE_SHARE = 0.2
PLURAL_SHARE = 0.25
SENTENCE_SHARE = 0.25
SPELT = 10  # larger numbers are written in digits alone
LETTERS_READ_WITH_VOWEL = "FHLMNRSX"
FORMULA = re.compile(r"(?:[A-Z][a-z]?\d*){2,}(?:[+-]\d*)?")


@dataclass(frozen=True)
class Fact:
    """Something true of one molecule, with the ways of putting it.

    Facts of one ``topic`` say related things and never meet in a text. ``nouns`` name the whole
    molecule ("steroid"), ``adjectives`` stand before such a noun ("chlorinated"), ``features``
    are what it contains ("nitro group", "three chlorine atoms"), ``attributes`` fit only after
    "with" ("charge -2"). All are without article.
    """

    topic: str
    weight: float
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()


def describe_structure(mol: Chem.Mol, rng: random.Random) -> str:
    """Return one short text that is true of ``mol``, drawn with ``rng``."""
    # RDKit is not everywhere that phrase() is used.
    from textmol.training.facts import structure_facts

    return phrase(structure_facts(mol), rng)


def phrase(facts: Sequence[Fact], rng: random.Random) -> str:
    """Return a text that states one to four of ``facts``, heavier ones more often.

    Raises ValueError where there is no fact.
    """
    if not facts:
        raise ValueError("There is no fact to put into words.")
    parts = _assign(_draw(facts, rng), rng)
    text = _write_list(parts, rng) if rng.random() < TERSE_SHARE else _write_phrase(parts, rng)
    if text.endswith("."):
        return text
    return f"{text[0].upper()}{text[1:]}." if rng.random() < SENTENCE_SHARE / 2 else text


@dataclass
class _Parts:
    """The words of one text by the place they take in it."""

    nouns: list[str]
    adjectives: list[str]
    features: list[str]
    attributes: list[str]


def _draw(facts: Sequence[Fact], rng: random.Random) -> list[Fact]:
    """Return one to four facts of different topics."""
    wanted = rng.choices(range(1, len(FACT_SHARES) + 1), FACT_SHARES)[0]
    left = list(facts)
    drawn: list[Fact] = []
    while left and len(drawn) < wanted:
        fact = rng.choices(left, [fact.weight for fact in left])[0]
        drawn.append(fact)
        left = [other for other in left if other.topic != fact.topic]
    return drawn


def _assign(facts: Sequence[Fact], rng: random.Random) -> _Parts:
    """Choose one way of putting each fact; at most two nouns and two adjectives stand in a text."""
    parts = _Parts([], [], [], [])
    for fact in facts:
        ways = {
            "nouns": fact.nouns if len(parts.nouns) < 2 else (),
            "adjectives": fact.adjectives if len(parts.adjectives) < 2 else (),
            "features": fact.features,
            "attributes": fact.attributes,
        }
        open_ways = [way for way, texts in ways.items() if texts]
        if open_ways:
            way = rng.choice(open_ways)
            getattr(parts, way).append(rng.choice(ways[way]))
    return parts


def _write_phrase(parts: _Parts, rng: random.Random) -> str:
    """Return "a chlorinated phenol with a nitro group" and the like."""
    features = [add_article(feature) for feature in parts.features]
    if (
        features
        and not (parts.nouns or parts.adjectives or parts.attributes)
        and rng.random() < 0.6
    ):
        if len(features) == 1 and rng.random() < 0.5:
            return parts.features[0]
        return rng.choice(OPENINGS).format(_join(features))
    text = head = _write_head(parts, rng, bare=not features and not parts.attributes)
    if features:
        text = f"{text} {rng.choice(JOINTS)} {_join(features)}"
    if parts.attributes:
        joint = " and" if features else ""
        text = f"{text}{rng.choice((joint, ','))} with {_join(parts.attributes)}"
    if head.startswith(("a ", "an ")) and rng.random() < SENTENCE_SHARE:
        text = rng.choice(("It is {}.", "The molecule is {}.", "The compound is {}.")).format(text)
    return text


def _write_head(parts: _Parts, rng: random.Random, *, bare: bool) -> str:
    """Return what the molecule is; a ``bare`` head, with nothing after it, may be a plural."""
    nouns = parts.nouns or [rng.choice(HEADS)]
    head = " ".join([*parts.adjectives, nouns[0]])
    if len(nouns) == 2:
        also = rng.choice(("and", "that is also"))
        return f"{add_article(head)} {also} {add_article(nouns[1])}"
    if bare and rng.random() < PLURAL_SHARE and head[-1].islower() and head[-1] not in "shxy":
        return f"{head}s"
    return head if bare and rng.random() < 0.5 else add_article(head)


def _write_list(parts: _Parts, rng: random.Random) -> str:
    """Return the facts as key words, as one types into a search box."""
    attributes = [attribute.removeprefix("a ") for attribute in parts.attributes]
    words = [*parts.nouns, *parts.adjectives, *parts.features, *attributes]
    if len(words) == 1 and parts.adjectives:
        words = [f"{words[0]} {rng.choice(HEADS)}"]
    rng.shuffle(words)
    return rng.choice((", ", ", ", " ", " + ")).join(words)


def _join(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def add_article(text: str) -> str:
    """Return ``text`` with "a" or "an" before it; plurals, counts and bare elements stay alone."""
    first = text.split()[0]
    if first in NUMBERS or first.isdigit() or FORMULA.fullmatch(text):
        return text
    if text.split(" of ")[0].split(" with ")[0].endswith(("bonds", "rings", "units")):
        return text
    return f"{'an' if _starts_with_vowel_sound(first) else 'a'} {text}"


def _starts_with_vowel_sound(word: str) -> bool:
    """Return whether the word is read with a vowel first ("NH2", "8", "epoxide", not "urea")."""
    if word[0] in LETTERS_READ_WITH_VOWEL and not word[1:2].islower():
        return True
    lowered = word.lower()
    if lowered.startswith(("8", "11-", "18-", "α", "ε", "ω", "η")):
        return True
    if lowered.startswith(("ur", "uni", "us", "eu", "one")):
        return False
    return lowered[0] in "aeiou"
