"""A caption says nothing twice: no sentence, and no class or role of a list, ends a second time."""

from __future__ import annotations

import re

from textmol.writing.tokens import Tokens

LEAST_LETTERS = 4  # of an item: numbers of a list may well stand there twice
_BETWEEN = re.compile(r",? and |, |\. | that | in which ")
_OPENING = re.compile(
    r"(?:(?:It|The molecule) )?(?:is also |is |has |derives from |contains )?"
    r"(?:an? |the )?(?:role as )?(?:an? |the )?"
)
_LETTER = re.compile(r"[A-Za-z]")


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
        return None if ends and repeats_itself(state) else state + piece

    def may_close(self, state: str, token: int) -> bool:
        """Return True."""
        return True

    def count_open(self, state: str) -> int:
        """Return 1 where the end would end what was said before."""
        return int(repeats_itself(state.removesuffix(".")))


def repeats_itself(text: str) -> bool:
    """Return whether the last item of a text has stood there before.

    An item is what stands between commas, "and", "that" and full stops, without "It is a".
    """
    *earlier, last = (_OPENING.sub("", one, count=1) for one in _BETWEEN.split(text.strip()))
    return len(_LETTER.findall(last)) >= LEAST_LETTERS and last in earlier
