"""How captions are worded, whatever they are captions of: the rule that all of them keep to."""

from __future__ import annotations

from textmol.writing.repeats import repeats_itself
from textmol.writing.slips import is_unfinished, stutters
from textmol.writing.tokens import Tokens


class Wording:
    """Nothing is said twice, and no slip of the pen stays; the state is the text so far."""

    def __init__(self, tokens: Tokens) -> None:
        """Take the numbering of the words."""
        first, last = tokens.word_range
        # Words are told by their bytes: one may stand for a part of a letter.
        self._pieces = {one: tokens.spell(one) for one in range(first, last)}

    def begin(self) -> str:
        """Return an empty text."""
        return ""

    def extend(self, state: str, token: int) -> str | None:
        """Return the text with a token more, None where that may not follow."""
        piece = self._pieces[token]
        if (piece[0] in ".," or piece in (" and", " that")) and repeats_itself(state):
            return None
        if piece[0] == " " and is_unfinished(state.removesuffix(",")):
            return None
        follow = state + piece
        return None if stutters(follow) else follow

    def may_close(self, state: str, token: int) -> bool:
        """Return True."""
        return True

    def count_open(self, state: str) -> int:
        """Return 1 where the text may not end: before it has begun, or where a slip would stay."""
        text = state.removesuffix(".")
        return int(not text.strip() or repeats_itself(text) or is_unfinished(text))
