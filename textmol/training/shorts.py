"""Short, loose queries as people type them, written from what is true of a molecule.

``read_traits`` (RDKit) is done once a molecule, ``tally_traits`` once over all molecules, and
``short_texts`` only draws words: a lexicon entry alone ("beta blocker"), with a group ("steroid
with a fluorine") or with a negation ("steroid without a hydroxy group"), a group, a count ("three
chlorines"), an element, a charge, a size. Groups, counts, charges and negations hold for the
structure as drawn; odour, taste, colour, use, origin and role are textbook conventions of a
structural class (``facts.lexicon``), which nobody measured for each molecule.

Rare entries are drawn more often than ubiquitous ones, and what is said beside an entry is what
its members differ in: that a steroid has rings is never said, that it has no hydroxy group is.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from textmol.training.counts import list_measure_texts, phrase_count
from textmol.training.negations import NEGATIONS, Negation
from textmol.training.sentences import add_article
from textmol.training.wording import vary_spelling, write_plural

if TYPE_CHECKING:
    from rdkit import Chem

    from textmol.molecules.groups import Group
    from textmol.training.facts.lexicon import Entry

TEXTS = 5
# How often a text is an entry alone, with a group, with a negation, a group, a count or measure.
SHARES = {"entry": 0.42, "pair": 0.17, "negation": 0.13, "group": 0.10, "count": 0.18}
RARITY = 0.6  # weights fall with this power of how many molecules fit
FEWEST = 20  # rarer than this is as rare as this
COMMON_IN_ENTRY = 0.85  # what more of an entry's members have goes without saying
LOOSE_SHARE = 0.45  # loose phrases against nouns
JOINTS = ("with", "with", "with", "containing", "bearing", "having", "that has", "and", "plus")
LONGEST_WORD = 34  # characters of a group's name in a short query


@dataclass(frozen=True)
class Traits:
    """What short texts are written from.

    Attributes:
        entries: places in the lexicon of the entries that fit.
        groups: how often each named group occurs.
        symbols: atoms of each element, hydrogen included.
        charge: net charge.
        rings: smallest set of smallest rings.
        weight: average molecular weight in Da.
        saturated: no double, triple or aromatic bond but to oxygen.
    """

    entries: tuple[int, ...]
    groups: dict[str, int]
    symbols: dict[str, int]
    charge: int
    rings: int
    weight: float
    saturated: bool


@dataclass(frozen=True)
class Tally:
    """How many molecules have what; see ``tally_traits``.

    Attributes:
        entries: (E,) molecules that fit each entry.
        groups: (G,) molecules that have each named group.
        pairs: (E, G) molecules that fit the entry and have the group.
        counts: molecules for each (element or measure, number).
        molecules: all of them.
    """

    entries: np.ndarray
    groups: np.ndarray
    pairs: np.ndarray
    counts: Mapping[tuple[str, int], int]
    molecules: int


def read_traits(mol: Chem.Mol, groups: dict[str, int] | None = None) -> Traits:
    """Return the traits of a sanitised ``mol``; ``groups`` counts its named groups if known."""
    # RDKit is not everywhere that texts are drawn.
    from textmol.molecules.rules import Subject
    from textmol.training.facts.lexicon import find_entries, is_saturated

    subject = Subject(mol, None if groups is None else Counter(groups))
    return Traits(
        entries=find_entries(subject),
        groups=dict(subject.groups),
        symbols=dict(subject.symbols),
        charge=subject.charge,
        rings=subject.rings,
        weight=subject.weight,
        saturated=is_saturated(mol),
    )


def tally_traits(traits: Iterable[Traits]) -> Tally:
    """Return how many of the molecules have each entry, group, pair of both, and count."""
    entries, groups = _lexicon(), _group_places()
    pairs = np.zeros((len(entries), len(groups)), np.int32)
    of_entry, of_group = np.zeros(len(entries), np.int32), np.zeros(len(groups), np.int32)
    counts: Counter[tuple[str, int]] = Counter()
    molecules = 0
    for one in traits:
        molecules += 1
        rows = np.asarray(one.entries, np.intp)
        columns = np.asarray([groups[name] for name in one.groups], np.intp)
        of_entry[rows] += 1
        of_group[columns] += 1
        pairs[np.ix_(rows, columns)] += 1
        counts.update(one.symbols.items())
        counts.update((("charge", one.charge), ("rings", one.rings)))
    return Tally(of_entry, of_group, pairs, counts, molecules)


def short_texts(
    traits: Traits, rng: random.Random, tally: Tally | None = None, *, count: int = TEXTS
) -> list[str]:
    """Return up to ``count`` different short texts that are true of the molecule.

    Without a ``tally`` every entry and group is drawn alike.
    """
    writer = _Writer(traits, tally, rng)
    texts: dict[str, None] = {}
    for kind in rng.choices(list(SHARES), list(SHARES.values()), k=count):
        text = getattr(writer, f"write_{kind}")() or writer.write_count()
        texts.setdefault(vary_spelling(text, rng))
    return list(texts)


class _Writer:
    """Draws the texts of one molecule."""

    def __init__(self, traits: Traits, tally: Tally | None, rng: random.Random):
        self.traits, self.tally, self.rng = traits, tally, rng
        lexicon = _lexicon()
        self.entries = list(traits.entries)
        self.weights = [_weigh(tally.entries[place] if tally else 1) for place in self.entries]
        named = [n for n, place in enumerate(self.entries) if lexicon[place].nouns]
        self.named = [self.entries[n] for n in named]
        self.named_weights = [self.weights[n] for n in named]

    def write_entry(self) -> str | None:
        """Return an entry alone: "azo dyes", "smells of garlic"."""
        if not self.entries:
            return None
        entry = _lexicon()[self.rng.choices(self.entries, self.weights)[0]]
        if entry.phrases and (not entry.nouns or self.rng.random() < LOOSE_SHARE):
            return self.rng.choice(entry.phrases)
        noun = self.rng.choice(entry.nouns)
        form = self.rng.random()
        if form < 0.35:
            return write_plural(noun)
        if form < 0.42:
            return add_article(noun)
        if form < 0.5 and entry.phrases:
            return f"{noun}, {self.rng.choice(entry.phrases)}"
        return noun

    def write_pair(self) -> str | None:
        """Return an entry with a group that not all of its members have."""
        drawn = self._draw_named()
        if drawn is None:
            return None
        place, noun = drawn
        groups, weights = [], []
        for name in self.traits.groups:
            weight = self._weigh_beside(place, name)
            if weight > 0:
                groups.append(_groups()[name])
                weights.append(weight)
        if not groups:
            return noun
        return self._join(noun, self.rng.choices(groups, weights)[0])

    def write_negation(self) -> str | None:
        """Return an entry with one or two things that it lacks and others of its kind have."""
        drawn = self._draw_named()
        if drawn is None:
            return None
        place, noun = drawn
        open_ones = [negation for negation in NEGATIONS if negation.holds(self.traits)]
        weights = [self._weigh_absence(place, negation) for negation in open_ones]
        if not open_ones or not any(weights):
            return noun
        negation = self.rng.choices(open_ones, weights)[0]
        if negation.adjectives and self.rng.random() < 0.2:
            return f"{self.rng.choice(negation.adjectives)} {noun}"
        words = self.rng.choice(negation.words)
        if negation.kind == "element" and self.rng.random() < 0.3:
            others = [
                other for other in open_ones if other.kind == "element" and other is not negation
            ]
            if others:
                words = f"{words} or {self.rng.choice(self.rng.choice(others).words)}"
        return self._deny(noun, words, countable=negation.kind == "group")

    def write_group(self) -> str | None:
        """Return a named group alone: "has a nitro group", "nitriles", "contains selenium"."""
        names = list(self.traits.groups)
        weights = [self._weigh_group(name) for name in names]
        if not any(weights):
            return None
        group = _groups()[self.rng.choices(names, weights)[0]]
        words = [word for word in (group.name, *group.words) if len(word) <= LONGEST_WORD]
        if group.classes and (not words or self.rng.random() < 0.4):
            noun = self.rng.choice(group.classes)
            return write_plural(noun) if self.rng.random() < 0.4 else noun
        if group.adjectives and self.rng.random() < 0.3:
            head = self.rng.choice(("compound", "molecule", "compounds", "substance"))
            return f"{self.rng.choice(group.adjectives)} {head}"
        word = self.rng.choice(words or [group.name])
        article = word if group.kind == "element" else add_article(word)
        shapes = ("{0}", "{0}", "contains {1}", "has {1}", "with {1}", "containing {1}")
        return self.rng.choice(shapes).format(word, article)

    def write_count(self) -> str:
        """Return a count of atoms, groups or rings, a charge or a size."""
        texts = list_measure_texts(self.traits, self.rng)
        counts = self.tally.counts if self.tally else {}
        weights = [_weigh(counts.get(key, 1)) for key, _ in texts]
        weights = [
            weight * (0.3 if key[0] in ("C", "H", "weight") else 1)
            for weight, (key, _) in zip(weights, texts, strict=True)
        ]
        numbered = [name for name, number in self.traits.groups.items() if number > 1]
        if numbered and self.rng.random() < 0.4:
            name = self.rng.choices(numbered, [self._weigh_group(n) for n in numbered])[0]
            text = phrase_count(_groups()[name], self.traits.groups[name], self.rng)
            if text:
                return text
        return self.rng.choices([text for _, text in texts], weights)[0]

    def _draw_named(self) -> tuple[int, str] | None:
        if not self.named:
            return None
        place = self.rng.choices(self.named, self.named_weights)[0]
        return place, self.rng.choice(_lexicon()[place].nouns)

    def _join(self, noun: str, group: Group) -> str:
        """Return the noun with the group: "chlorinated phenol", "flavone with two sugar rings"."""
        if group.adjectives and self.rng.random() < 0.45:
            return f"{self.rng.choice(group.adjectives)} {noun}"
        number = self.traits.groups[group.name]
        counted = phrase_count(group, number, self.rng) if number > 1 else None
        if counted and self.rng.random() < 0.5:
            return f"{noun} with {counted}"
        words = [word for word in (group.name, *group.words) if len(word) <= LONGEST_WORD]
        word = self.rng.choice(words or [group.name])
        bare = word.removesuffix(" atom")
        if group.kind == "element" and self.rng.random() < 0.5:
            return f"{noun} {self.rng.choice(('with', 'containing'))} {bare}"
        if self.rng.random() < 0.15:
            return f"{noun}, {word}"
        head = write_plural(noun) if self.rng.random() < 0.15 else noun
        joint = "with" if head != noun else self.rng.choice(JOINTS)
        return f"{head} {joint} {add_article(word)}"

    def _deny(self, noun: str, words: str, *, countable: bool) -> str:
        if countable and self.rng.random() < 0.35:
            return f"{noun} without {add_article(words)}"
        shape = self.rng.choice(
            ("{}, no {}", "{} without {}", "{} with no {}", "{}, not containing {}",
             "{} lacking {}", "{} that has no {}", "{} without any {}", "{} but no {}")
        )  # fmt: skip
        if self.rng.random() < 0.15:
            noun = write_plural(noun)
            shape = shape.replace("that has", "that have")
        return shape.format(noun, words)

    def _weigh_group(self, name: str) -> float:
        return _weigh(self.tally.groups[_group_places()[name]] if self.tally else 1)

    def _weigh_beside(self, place: int, name: str) -> float:
        """Return 0 for a group that goes without saying, more for one that is rare there."""
        if self.tally is None:
            return 1.0
        column = _group_places()[name]
        share = self.tally.pairs[place, column] / max(self.tally.entries[place], 1)
        if share > COMMON_IN_ENTRY:
            return 0.0
        return (1 - share) * _weigh(self.tally.groups[column])

    def _weigh_absence(self, place: int, negation: Negation) -> float:
        """Return the share of the entry's members that do have what this molecule lacks."""
        if self.tally is None:
            return 1.0
        columns = [_group_places()[name] for name in negation.groups]
        share = self.tally.pairs[place, columns].max() / max(self.tally.entries[place], 1)
        return float(share) if share > 0.02 else 0.0


def _weigh(molecules: int) -> float:
    return float(max(molecules, FEWEST)) ** -RARITY


def _lexicon() -> Sequence[Entry]:
    from textmol.training.facts.lexicon import load_lexicon

    return load_lexicon()


@cache
def _groups() -> dict[str, Group]:
    from textmol.molecules.groups import groups_by_name

    return groups_by_name()


@cache
def _group_places() -> dict[str, int]:
    return {name: place for place, name in enumerate(_groups())}
