"""Words, phrases and sentences of a description, as spans of the text as it was typed.

What an alignment points at: a word is what stands between blanks, "N-acetyl-β-D-glucosamine" as
much as "ester", never a piece of one; the pieces that an encoder reads lie inside it. A phrase is
a run of words between function words and signs, or a known term.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from textmol.language import singularise
from textmol.text.words import split_words

LONGEST_TERM = 7  # words

_OPENING, _CLOSING = "([{", ")]}"
_QUOTES = "\"'`“”‘’„«»"
_EDGES = ".,;:!?…" + _QUOTES
_RUN = re.compile(r"\S+")
# "alcohol,ketone" is two words; "2,4-dichloro" and "N,N-dimethyl" are parts of one.
_LISTED = re.compile(r"(?<=[^\W\d_]{4})[,;](?=[^\W\d_]{4})")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[^\Wa-z_])|\s*\n\s*")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Za-z]|e\.g|i\.e|cf|vs|etc|sp|spp|subsp|var|approx|ca|no|nos|fig|dr|prof)$",
    re.IGNORECASE,
)
_FUNCTION_WORDS = """
a an the this that these those it its they their which who whose whom where when what how of in on
at by to for from with without within into onto upon over under between among through during after
before about as than then so such via per out off up down and or nor but if because while although
not no neither either both each every any all some most more much many several other another same
is are was were be been being am has have had having do does did can could may might will would
shall should must there here also only very too respectively i me my we our you your he she his her
him us them one's contains containing contain consists consisting comprises comprising includes
including give show find want like used using obtained formed derived derives resulting results
located occurring found known called named isolated
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())


@dataclass(frozen=True)
class TextSpan:
    """A part of a text: ``text`` is what was typed from character ``start`` up to ``end``."""

    text: str
    start: int
    end: int

    def overlaps(self, start: int, end: int) -> bool:
        """Return whether the span shares a character with the one from ``start`` to ``end``."""
        return self.start < end and start < self.end


def read_words(text: str) -> tuple[TextSpan, ...]:
    """Return the words of ``text`` in order, without the punctuation around them.

    Brackets, hyphens, primes and commas inside a chemical name are part of it, and so is a
    bracket that opens or closes in it: "(R)-lactic", "poly(ethylene)".
    """
    found = []
    for run in _RUN.finditer(text):
        start = run.start()
        for comma in (*_LISTED.finditer(run[0]), None):
            end = run.end() if comma is None else run.start() + comma.start()
            left, right = _peel(text, start, end)
            if any(sign.isalnum() for sign in text[left:right]):
                found.append(TextSpan(text[left:right], left, right))
            start = end + 1
    return tuple(found)


def _peel(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without punctuation and unmatched brackets at its edges."""
    while start < end:
        word = text[start:end]
        if word[0] in _EDGES or (word[0] in _OPENING and _is_loose(word, first=True)):
            start += 1
        elif _is_end_sign(word) or (word[-1] in _CLOSING and _is_loose(word, first=False)):
            end -= 1
        else:
            break
    return start, end


def _is_end_sign(word: str) -> bool:
    """Return whether the last sign is punctuation; a prime after a digit is none: "5'"."""
    return word[-1] in _EDGES and not (word[-1] in "'’" and word[-2:-1].isdigit())


def _is_loose(word: str, *, first: bool) -> bool:
    """Return whether the bracket at an edge has no partner inside or holds the whole word."""
    signs = word if first else word[::-1]
    ups, downs = (_OPENING, _CLOSING) if first else (_CLOSING, _OPENING)
    depth = 0
    for place, sign in enumerate(signs):
        depth += (sign in ups) - (sign in downs)
        if depth == 0:
            return place == len(signs) - 1
    return True


def read_sentences(text: str) -> tuple[TextSpan, ...]:
    """Return the sentences of ``text`` in order; points of "E. coli" and "e.g." end none."""
    found, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        if not end[0].strip() or not _ABBREVIATION.search(text[start : end.start()]):
            found.append((start, end.end()))
            start = end.end()
    found.append((start, len(text)))
    spans = []
    for left, right in found:
        part = text[left:right]
        if any(sign.isalnum() for sign in part):
            left += len(part) - len(part.lstrip())
            right = left + len(part.strip())
            spans.append(TextSpan(text[left:right], left, right))
    return tuple(spans)


def read_phrases(text: str, terms: Collection[str] = ()) -> tuple[TextSpan, ...]:
    """Return the phrases of ``text`` in order; none overlap, and function words are in none.

    Args:
        text: what was typed.
        terms: phrases to keep whole, such as the names of functional groups, in any spelling
            that differs by case, blanks around signs or Greek letters.
    """
    return _read_phrases(text, frozenset(terms))


@lru_cache(maxsize=8)
def _read_phrases(text: str, terms: frozenset[str]) -> tuple[TextSpan, ...]:
    known = _normalise_terms(terms)
    words = read_words(text)
    starts = [sentence.start for sentence in read_sentences(text)]
    runs: list[list[TextSpan]] = [[]]
    for place, word in enumerate(words):
        before = words[place - 1] if place else word
        apart = bool(text[before.end : word.start].strip()) if place else False
        apart |= any(before.start < start <= word.start for start in starts)
        if apart:
            runs.append([])
        runs[-1].append(word)
    spans = []
    for run in runs:
        spans += [TextSpan(text[a:b], a, b) for a, b in _chunk(run, known)]
    return tuple(spans)


def has_term(text: str, terms: Collection[str]) -> bool:
    """Return whether ``text`` holds one of the phrases, in any spelling, alone or in a plural."""
    known = _normalise_terms(frozenset(terms))
    forms = [_normalise(word.text) for word in read_words(text)]
    return any(
        _is_term(forms[start : start + size], known)
        for size in range(1, min(LONGEST_TERM, len(forms)) + 1)
        for start in range(len(forms) - size + 1)
    )


def _chunk(words: Sequence[TextSpan], terms: Collection[str]) -> list[tuple[int, int]]:
    """Return the spans of the terms, longest first, and of what lies between function words."""
    forms = [_normalise(word.text) for word in words]
    owner: list[int | None] = [None] * len(words)
    number = 0
    for size in range(min(LONGEST_TERM, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            inside = slice(start, start + size)
            if any(mark is not None for mark in owner[inside]):
                continue
            if _is_term(forms[inside], terms):
                number += 1
                owner[inside] = [number] * size
    for place, form in enumerate(forms):
        if owner[place] is None and form not in FUNCTION_WORDS:
            owner[place] = 0
    spans: list[tuple[int, int]] = []
    for place, word in enumerate(words):
        if owner[place] is None:
            continue
        if place and owner[place - 1] == owner[place]:
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    return spans


def _is_term(forms: Sequence[str], terms: Collection[str]) -> bool:
    phrase = " ".join(forms)
    return phrase in terms or singularise(phrase) in terms


@lru_cache(maxsize=8)
def _normalise_terms(terms: frozenset[str]) -> frozenset[str]:
    return frozenset(map(_normalise, terms))


def _normalise(text: str) -> str:
    return " ".join(word.form for word in split_words(text))
