"""A molecule under construction: what a SMILES that is not finished says so far.

Every sign is checked when it is put: valences are never exceeded, a bond is followed by an atom,
ring bonds join two atoms that are not bonded yet, and nobody is left with a stereocentre or a
charge that has too few neighbours.
"""

from __future__ import annotations

from enum import Enum, auto

from textmol.writing.grammar.atoms import PLAIN, Kind, read_bracket, read_plain
from textmol.writing.grammar.skeleton import Skeleton

ORDERS = {"": 1, "-": 1, "=": 2, "#": 3, "/": 1, "\\": 1}
_LONG = {"l": "C", "r": "B"}  # second letters, and what they follow


class After(Enum):
    """What stood last."""

    START = auto()
    ATOM = auto()
    RING = auto()
    BOND = auto()
    OPENED = auto()
    CLOSED = auto()


_COMPLETE = (After.ATOM, After.RING, After.CLOSED)


class Draft(Skeleton):
    """A skeleton, and what of its SMILES is still open.

    Attributes:
        after: what stood last.
        bond: the sign of a bond that waits for its second atom.
        bracket: what stands in brackets that are open, None where none are.
        number: of a ring bond, while its digits are incomplete.
        rings: atom and bond sign of each open ring bond by its number.
    """

    __slots__ = ("after", "bond", "bracket", "number", "rings")

    def __init__(self) -> None:
        super().__init__()
        self.after = After.START
        self.bond = ""
        self.bracket: str | None = None
        self.number = ""
        self.rings: dict[str, tuple[int, str]] = {}

    def copy(self) -> Draft:
        """Return one that can go on by itself."""
        other = Draft.__new__(Draft)
        self._copy_into(other)
        other.after, other.bond, other.rings = self.after, self.bond, self.rings.copy()
        other.bracket, other.number = self.bracket, self.number
        return other

    def put(self, sign: str) -> bool:
        """Put the next character; False, with the draft spoilt, where none such may stand.

        In brackets any character is taken until they are closed.
        """
        if self.bracket is not None:
            return self._put_in_bracket(sign)
        if sign in PLAIN:
            return not self.number and self._add(read_plain(sign))
        if sign in "0123456789%":
            return self._put_digit(sign)
        if self.number:
            return False
        if sign == "[":
            self.bracket = ""
            return True
        if sign == "(":
            return self._open()
        if sign == ")":
            return self._close()
        if sign in ORDERS:
            return self._put_bond(sign)
        if sign in _LONG:
            return self._lengthen(sign)
        return sign == "." and self._part()

    @property
    def is_unfinished(self) -> bool:
        """Whether the last atom, bond, number or branch lacks its second half."""
        begun = self.bracket is not None or self.number != "" or self.bond != ""
        return begun or self.after is After.OPENED

    def is_complete(self) -> bool:
        """Return whether nothing is open, aromatic atoms aside."""
        if self.is_unfinished or self.branches or self.rings:
            return False
        return self.after in _COMPLETE and self.may_leave(self.current)

    def _put_in_bracket(self, sign: str) -> bool:
        assert self.bracket is not None
        if sign != "]":
            self.bracket += sign
            return True
        kind, self.bracket = read_bracket(self.bracket), None
        return kind is not None and self._add(kind)

    def _add(self, kind: Kind) -> bool:
        left = self.after is not After.OPENED
        if not self.add(kind, ORDERS[self.bond], plain=not self.bond, left=left):
            return False
        self.bond, self.after = "", After.ATOM
        return True

    def _lengthen(self, sign: str) -> bool:
        """Make chlorine of a carbon that was just put, bromine of a boron."""
        first, atom = _LONG[sign], self.current
        if self.after is not After.ATOM or self.kinds[atom] is not read_plain(first):
            return False
        self.kinds[atom] = kind = read_plain(first + sign)
        return self.used[atom] <= kind.most

    def _open(self) -> bool:
        if self.bond or self.after not in _COMPLETE or not self.may_bond(self.current, 1):
            return False
        self.branches.append(self.current)
        self.after = After.OPENED
        return True

    def _close(self) -> bool:
        if self.bond or not self.branches or self.after not in _COMPLETE:
            return False
        self.after = After.CLOSED
        return self.leave_branch()

    def _part(self) -> bool:
        if not self.is_complete():
            return False
        self.current, self.after = -1, After.START
        return True

    def _put_bond(self, sign: str) -> bool:
        if self.bond or self.after is After.START:
            return False
        self.bond = sign
        # Behind a branch or in front of its first atom RDKit writes no ring bond.
        if self.after in (After.ATOM, After.RING):
            self.after = After.BOND
        return self.may_bond(self.current, ORDERS[sign])

    def _put_digit(self, sign: str) -> bool:
        if not self.number and self.after not in (After.ATOM, After.RING, After.BOND):
            return False
        self.number += sign
        if sign == "%" or (self.number[0] == "%" and len(self.number) == 2):
            return self.number in ("%", *_TENS) and self.may_bond(self.current, 1)
        number, self.number = self.number, ""
        return self._put_ring(number)

    def _put_ring(self, number: str) -> bool:
        sign, self.bond, self.after = self.bond, "", After.RING
        if number not in self.rings:
            self.rings[number] = (self.current, sign)
            return self.reserve(ORDERS[sign])
        other, opened = self.rings.pop(number)
        if opened and sign and ORDERS[opened] != ORDERS[sign]:
            return False
        order = ORDERS[sign or opened]
        return self.close_ring(other, order, ORDERS[opened], plain=not sign and not opened)


_TENS = tuple(f"%{digit}" for digit in "123456789")
