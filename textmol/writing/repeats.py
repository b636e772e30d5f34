"""A caption says nothing twice: no sentence, and no class or role of a list, ends a second time.

Nor does it stutter: what no name holds ("chloro-chloro-", "7,7,7,7"), no list of positions ("7, 7,
7") and no chain of owners ("an acid of benzoic acid of benzoic acid") is written.
"""

from __future__ import annotations

import re

from textmol.writing.tokens import Tokens

_LONGEST = 160  # characters that a repetition is looked for in
LEAST_LETTERS = 4  # of an item: numbers of a list may well stand there twice
_BETWEEN = re.compile(r",? and |, |\. | that | in which ")
_OPENING = re.compile(
    r"(?:(?:It|The molecule) )?(?:is also |is |has |derives from |contains )?"
    r"(?:an? |the )?(?:role as )?(?:an? |the )?"
)
_LETTER = re.compile(r"[A-Za-z]")
_LINKS = tuple("-,'0123456789")  # what parts of a name and positions end with
_STUTTER = re.compile(
    r"([a-z]{3,}-)\1$"  # chloro-chloro-
    r"|(?<![\d'])(\d+'?)(?:[,-]\2){3}[,-]?$"  # 7,7,7,7
    r"|\b(\d+'?), \3, \3,?$"  # positions 7, 7, 7
)
_OWNERS = re.compile(r"\bof (?:an? )?([^\s,.].{5,60}?)(?: group)? of (?:an? )?\1(?: group)?$")


class Unrepeated:
    """The rule for captions; its state is the text so far."""

    def __init__(self, tokens: Tokens) -> None:
        """Take the numbering of the words."""
        first, last = tokens.word_range
        # Words are told by their bytes: one may stand for a part of a letter.
        self._pieces = {one: tokens.spell(one) for one in range(first, last)}

    def begin(self) -> str:
        """Return an empty text."""
        return ""

    def extend(self, state: str, token: int) -> str | None:
        """Return the text with a token more, None where that ends what was said before."""
        piece = self._pieces[token]
        ends = piece[0] in ".," or piece in (" and", " that")
        follow = state + piece
        return None if (ends and repeats_itself(state)) or stutters(follow) else follow

    def may_close(self, state: str, token: int) -> bool:
        """Return True."""
        return True

    def count_open(self, state: str) -> int:
        """Return 1 where the end would end what was said before."""
        return int(repeats_itself(state.removesuffix(".")))


def repeats_itself(text: str) -> bool:
    """Return whether the last item or owner of a text has stood there before.

    An item is what stands between commas, "and", "that" and full stops, without "It is a".
    """
    *earlier, last = (_OPENING.sub("", one, count=1) for one in _BETWEEN.split(text.strip()))
    if len(_LETTER.findall(last)) >= LEAST_LETTERS and last in earlier:
        return True
    return _OWNERS.search(text, max(len(text) - _LONGEST, 0)) is not None


def stutters(text: str) -> bool:
    """Return whether a text ends with a part of a name, or a position, over and over."""
    if not text.endswith(_LINKS):
        return False
    return _STUTTER.search(text, max(len(text) - _LONGEST, 0)) is not None
