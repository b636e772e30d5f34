"""What may be written next: rules that decoding asks before it takes a token."""

from __future__ import annotations

from typing import Any, Protocol

from textmol.writing.grammar import smiles
from textmol.writing.grammar.draft import Draft
from textmol.writing.tokens import Tokens

_MARKS = frozenset("()0123456789")  # of branches and rings


class Rule(Protocol):
    """Says of an output so far, in a state of its own, what may follow."""

    def begin(self) -> Any:
        """Return the state of an output that is empty."""

    def extend(self, state: Any, token: int) -> Any:
        """Return the state with a token more, None where it may not follow."""

    def may_close(self, state: Any, token: int) -> bool:
        """Return False, at little cost, for a token that cannot lessen what is open."""

    def list_next(self, state: Any) -> tuple[int, ...] | None:
        """Return the tokens that may follow where they are few, else None."""

    def count_open(self, state: Any) -> int:
        """Return how much is in the way of the end: 0 where the output may end."""


class Anything:
    """Every token may follow every other."""

    def begin(self) -> bool:
        """Return that there is nothing to remember."""
        return True

    def extend(self, state: bool, token: int) -> bool:
        """Return the same."""
        return state

    def may_close(self, state: bool, token: int) -> bool:
        """Return True."""
        return True

    def list_next(self, state: bool) -> None:
        """Return None."""

    def count_open(self, state: bool) -> int:
        """Return 0."""
        return 0


class Molecules:
    """What ends is a molecule (``textmol.writing.grammar``)."""

    def __init__(self, tokens: Tokens) -> None:
        """Take the numbering of the pieces."""
        first, last = tokens.structure_range
        self._pieces = {one: tokens.write_structure([one]) for one in range(first, last)}
        self._marks = {one: _list_marks(piece) for one, piece in self._pieces.items()}

    def begin(self) -> Draft:
        """Return an empty draft."""
        return Draft()

    def extend(self, state: Draft, token: int) -> Draft | None:
        """Return the draft with a piece more, None where it may not follow."""
        return smiles.extend(state, self._pieces[token])

    def may_close(self, state: Draft, token: int) -> bool:
        """Return False for a piece that opens as many rings and branches as it closes, or more."""
        marks = self._marks[token]
        if marks is None or not (state.rings or state.branches):
            return True
        closes = (1 if sign == ")" or sign in state.rings else -1 for sign in marks)
        return sum(closes) > 0

    def list_next(self, state: Draft) -> None:
        """Return None: to list them would be to try them all."""

    def count_open(self, state: Draft) -> int:
        """Return 0 for a molecule, more the more rings and branches of a draft are open."""
        return len(state.rings) + len(state.branches) + (not smiles.may_end(state))


def _list_marks(piece: str) -> list[str] | None:
    """Return the branches and rings that a piece opens or closes, None where that is not told.

    A ring that it both opens and closes is left out.
    """
    if set("[]%") & set(piece):  # digits that number no ring, or half of one
        return None
    return [sign for sign in piece if sign in _MARKS and (sign in "()" or piece.count(sign) % 2)]
