"""How captions are worded, whatever they are captions of: the rule that all of them keep to."""

from __future__ import annotations

from collections.abc import Iterable

from textmol.writing.lexicon import Lexicon, find_last
from textmol.writing.repeats import goes_in_circles, repeats_itself
from textmol.writing.slips import ends_with_slip, leaves_open
from textmol.writing.tokens import Tokens


class Wording:
    """Words are known ones, nothing is said twice, and no slip of the pen stays.

    The state is the text so far.
    """

    def __init__(self, tokens: Tokens, words: Iterable[str]) -> None:
        """Take the numbering of the words, and those that a caption may hold."""
        first, last = tokens.word_range
        # Words are told by their bytes: one may stand for a part of a letter.
        self._pieces = {one: tokens.spell(one) for one in range(first, last)}
        self._lexicon = Lexicon(map(tokens.spell_out, words), self._pieces)

    def begin(self) -> str:
        """Return an empty text."""
        return ""

    def extend(self, state: str, token: int) -> str | None:
        """Return the text with a token more, None where that may not follow."""
        piece = self._pieces[token]
        if (piece[0] in ".," or piece in (" and", " that")) and repeats_itself(state):
            return None
        follow = state + piece
        word, before = find_last(follow), find_last(state)
        if word != before + piece:
            said = state.removesuffix(",")
            if not self._lexicon.holds(before) or goes_in_circles(said) or ends_with_slip(said):
                return None
        return follow if self._lexicon.may_begin(word) else None

    def may_close(self, state: str, token: int) -> bool:
        """Return True."""
        return True

    def list_next(self, state: str) -> tuple[int, ...] | None:
        """Return the tokens that the last word can go on with, None where it may end."""
        return self._lexicon.list_next(find_last(state))

    def count_open(self, state: str) -> int:
        """Return 1 where the text may not end: before it has begun, or where a slip would stay."""
        text = state.removesuffix(".")
        slips = (repeats_itself, goes_in_circles, ends_with_slip, leaves_open)
        if not text.strip() or any(slip(text) for slip in slips):
            return 1
        return int(not self._lexicon.holds(find_last(text)))
