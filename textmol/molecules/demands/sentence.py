"""A short text as words, and the terms that they spell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from textmol.language import pluralise
from textmol.molecules.demands.term import Term, normalise, word_set
from textmol.molecules.demands.terms import LONGEST, load_terms
from textmol.molecules.requirements import Condition, Requirement

MOST_WORDS_NAMED = 8
ARTICLES = frozenset(("a", "an", "the", "any", "its"))
# Words between two terms that leave both of them what they are.
JOINTS = ARTICLES | word_set(
    "with without containing contains contain that which having has bearing carrying and but "
    "plus or is are also both as well nor no not only"
)

_TOKEN = re.compile(r"[^\W_]+|[<>]=?|[≤≥]")
_BREAK = re.compile(r"[;!?()\[\]]|[,.:]\s|\s/|/\s|\s[-–—]\s")
_TAILS = word_set(
    "group moiety function functionality unit substituent atom ring bond compound linkage "
    "molecule structure containing bearing"
)
_TAILS |= {pluralise(tail) for tail in _TAILS}


@dataclass(frozen=True)
class Token:
    """A word of the text, ``joined`` to the one before without a blank, or parted by a ``stop``."""

    form: str
    start: int
    end: int
    joined: bool
    stop: bool
    gap: str


@dataclass(frozen=True)
class Match:
    """A term and the tokens it covers, the last one left out."""

    term: Term
    phrase: str
    start: int
    end: int
    plural: bool


def _tokenise(text: str) -> list[Token]:
    tokens: list[Token] = []
    end = 0
    for found in _TOKEN.finditer(text):
        gap = text[end : found.start()]
        joined = bool(tokens) and bool(gap) and not re.search(r"\s", gap)
        tokens.append(
            Token(
                normalise(found[0]),
                *found.span(),
                joined=joined,
                stop=_BREAK.search(gap) is not None,
                gap=gap,
            )
        )
        end = found.end()
    return tokens


class Sentence:
    """The words of a short text; those in ``taken`` spans are read already."""

    def __init__(self, text: str, taken: Sequence[tuple[int, int]] = ()) -> None:
        """Take a text and the (start, end) character spans that are read already."""
        self.tokens = tokens = _tokenise(text)
        self.terms = load_terms()
        self.short = len(tokens) <= MOST_WORDS_NAMED
        self.taken = [any(a < t.end and t.start < b for a, b in taken) for t in tokens]
        self.matched: dict[int, Match | None] = {}
        self.salt = any(token.form in ("salt", "salts") for token in tokens)

    def form(self, place: int) -> str:
        """Return the normalised word at a place, nothing beyond the ends."""
        return self.tokens[place].form if 0 <= place < len(self.tokens) else ""

    def ends(self, place: int) -> bool:
        """Return whether a part of the sentence ends before the token at ``place``."""
        return place >= len(self.tokens) or self.tokens[place].stop or self.taken[place]

    def is_joined(self, place: int) -> bool:
        """Return whether a hyphen joins the word at a place to the one before."""
        return place < len(self.tokens) and self.tokens[place].joined

    def match(self, place: int) -> Match | None:
        """Return the longest term that begins at a token."""
        if place not in self.matched:
            self.matched[place] = self._find_match(place)
        return self.matched[place]

    def _find_match(self, place: int) -> Match | None:
        if place >= len(self.tokens) or self.taken[place]:
            return None
        forms = [self.form(place)]
        while len(forms) < LONGEST and not self.ends(place + len(forms)):
            forms.append(self.form(place + len(forms)))
        for size in range(len(forms), 0, -1):
            phrase = " ".join(forms[:size])
            term = self.terms.get(phrase)
            if term is not None:
                return self.absorb(term, phrase, place, place + size)
        return None

    def absorb(self, term: Term, phrase: str, start: int, end: int) -> Match:
        """Return the match with the "groups" or "atoms" that follow."""
        last = phrase
        while not self.ends(end) and self.form(end) in _TAILS:
            last = self.form(end)
            end += 1
        if self.form(end) == "system" and not self.ends(end):
            end += 1
        return Match(term, phrase, start, end, plural=last.endswith("s"))

    def demand(self, start: int, end: int, wording: str, *conditions: Condition) -> Requirement:
        """Return a requirement read from the words ``start`` to ``end``, the last left out."""
        return Requirement(self.tokens[start].start, self.tokens[end - 1].end, wording, conditions)
