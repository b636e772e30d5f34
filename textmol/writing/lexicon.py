"""The words of captions: those of the texts that a captioner learned from, and of known names.

A writer that puts names together from pieces makes them up ("4-phenylfen(1-)", "1,3-thiazol-4-yl-
ylacetic acid"). Words are taken whole instead, and an enzyme's number with the enzyme's name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

REMEMBERED = 1 << 16  # beginnings of words
MOST = 1000  # words that a beginning may have for what follows it to be listed
LONGEST_PIECE = 16  # characters of a token that are looked for
_STOPS = ".,;:"
_LAST = chr(0x10FFFF)  # behind every other sign
_WORDS = re.compile(r"EC \d\S*(?: \([^)]*\))?|\S+")
_ENZYME = re.compile(r"EC(?: (?:\d\S*(?: \([^)]*\)?)?)?)?")


def list_words(text: str) -> Iterator[str]:
    """Yield the words of a text without stops behind them."""
    for found in _WORDS.finditer(text):
        word = found[0].rstrip(_STOPS)
        if word:
            yield word


def find_last(text: str) -> str:
    """Return the last word of a text that is being written, as far as it stands there."""
    place = text.rfind("EC")
    if place >= 0 and text[place - 1 : place] in ("", " ") and _ENZYME.fullmatch(text, place):
        return text[place:]
    return text.rpartition(" ")[2]


class Lexicon:
    """Knows words by their beginnings."""

    def __init__(self, words: Iterable[str], pieces: Mapping[int, str]) -> None:
        """Take the words, and the spelling of each token."""
        self._words = frozenset(words)
        self._sorted = sorted(self._words)
        self._tokens = {piece: token for token, piece in pieces.items()}
        self.may_begin = lru_cache(REMEMBERED)(self._may_begin)
        self.list_next = lru_cache(REMEMBERED)(self._list_next)

    def holds(self, word: str) -> bool:
        """Return whether a word is a whole one, whatever stops it has; none at all is."""
        bare = word.rstrip(_STOPS)
        return not bare or bare in self._words

    def _may_begin(self, word: str) -> bool:
        """Return whether a word begins like one that is known, or is one with its stops."""
        first, last = self._find(word)
        return first < last or (word[-1:] in _STOPS and self.holds(word))

    def _list_next(self, word: str) -> tuple[int, ...] | None:
        """Return the tokens that bring the beginning of a word nearer to its end.

        None where it may be the end already or there are very many.
        """
        first, last = self._find(word)
        if last - first > MOST or self.holds(word):
            return None
        pieces: set[str] = set()
        for rest in {one[len(word) :] for one in self._sorted[first:last]}:
            pieces.update(rest[:size] for size in range(1, min(len(rest), LONGEST_PIECE) + 1))
            pieces.update(rest + stop for stop in _STOPS)
        return tuple(sorted(self._tokens[piece] for piece in pieces if piece in self._tokens))

    def _find(self, beginning: str) -> tuple[int, int]:
        """Return the place of the first word that begins so, and the one after the last."""
        first = bisect_left(self._sorted, beginning)
        return first, bisect_left(self._sorted, beginning + _LAST, first)
