"""Atoms and bonds of a molecule that is being written, with the room that each atom has left."""

from __future__ import annotations

from textmol.writing.grammar.atoms import Kind


class Skeleton:
    """A tree of atoms in the order written, and the ring bonds between them.

    Attributes:
        kinds: of the atoms.
        used: the sum of the bond orders of each, an open ring bond counting as what it will be.
        degrees: bonds of each, open ring bonds included.
        opened: open ring bonds of each.
        parents: the atom that each was bonded to when it was written, -1 for the first of a part.
        aromatic: whether that bond is aromatic.
        ringed: whether that bond lies in a ring.
        closures: two atoms of each ring bond, and whether it is aromatic.
        branches: atoms at which a branch is open.
        current: the atom that the next is bonded to; -1 at the beginning of a part.
        settled: atoms below this one need not be looked at for a Kekulé form again.
    """

    __slots__ = (
        "aromatic", "branches", "closures", "current", "degrees", "kinds", "opened", "parents",
        "ringed", "settled", "used",
    )  # fmt: skip

    def __init__(self) -> None:
        self.kinds: list[Kind] = []
        self.used: list[int] = []
        self.degrees: list[int] = []
        self.opened: list[int] = []
        self.parents: list[int] = []
        self.aromatic: list[bool] = []
        self.ringed: list[bool] = []
        self.closures: list[tuple[int, int, bool]] = []
        self.branches: list[int] = []
        self.current, self.settled = -1, 0

    def _copy_into(self, other: Skeleton) -> None:
        other.kinds, other.used = self.kinds.copy(), self.used.copy()
        other.degrees, other.opened = self.degrees.copy(), self.opened.copy()
        other.parents, other.aromatic = self.parents.copy(), self.aromatic.copy()
        other.ringed, other.closures = self.ringed.copy(), self.closures.copy()
        other.branches, other.current = self.branches.copy(), self.current
        other.settled = self.settled

    def may_bond(self, atom: int, order: int) -> bool:
        """Return whether an atom has room for one more bond."""
        kind = self.kinds[atom]
        used, degree = self.used[atom] + order, self.degrees[atom] + 1
        missing = kind.least_neighbours - degree
        return degree <= kind.neighbours and used + max(missing, 0) <= kind.most

    def may_bond_twice(self, atom: int) -> bool:
        """Return whether an atom has room for two more bonds."""
        kind = self.kinds[atom]
        return self.degrees[atom] + 2 <= kind.neighbours and self.used[atom] + 2 <= kind.most

    def may_leave(self, atom: int) -> bool:
        """Return whether an atom may get no further bonds."""
        kind = self.kinds[atom]
        enough = self.degrees[atom] >= kind.least_neighbours
        return enough and self.used[atom] >= kind.least_bonds

    def add(self, kind: Kind, order: int, *, plain: bool, left: bool) -> bool:
        """Bond an atom to the current one and go on from there; False where it has no room.

        Args:
            kind: of the atom.
            order: of the bond.
            plain: whether no sign stands for the bond, which is aromatic between such atoms.
            left: whether the current atom is left for good, unless a branch is open there.
        """
        parent, atom = self.current, len(self.kinds)
        self.kinds.append(kind)
        self.used.append(0)
        self.degrees.append(0)
        self.opened.append(0)
        self.parents.append(parent)
        self.aromatic.append(False)
        self.ringed.append(False)
        self.current = atom
        if parent < 0:
            return True
        if not (self.may_bond(parent, order) and self.may_bond(atom, order)):
            return False
        self._join(parent, atom, order)
        self.aromatic[atom] = plain and kind.aromatic and self.kinds[parent].aromatic
        return not left or parent in self.branches or self.may_leave(parent)

    def leave_branch(self) -> bool:
        """Go back to where the last branch was opened; False where the current atom may not."""
        left, self.current = self.current, self.branches.pop()
        return self.may_leave(left)

    def reserve(self, order: int) -> bool:
        """Keep room for a ring bond at the current atom; False where there is none."""
        atom = self.current
        if not self.may_bond(atom, order):
            return False
        self.used[atom] += order
        self.degrees[atom] += 1
        self.opened[atom] += 1
        return True

    def close_ring(self, other: int, order: int, reserved: int, *, plain: bool) -> bool:
        """Bond the current atom to one with room of order ``reserved``; False where it may not."""
        atom = self.current
        self.used[other] -= reserved
        self.degrees[other] -= 1
        self.opened[other] -= 1
        if atom == other or self._are_bonded(atom, other):
            return False
        if not (self.may_bond(atom, order) and self.may_bond(other, order)):
            return False
        self._join(atom, other, order)
        both = self.kinds[atom].aromatic and self.kinds[other].aromatic
        self.closures.append((other, atom, plain and both))
        self._mark_ring(atom, other)
        return True

    def _are_bonded(self, first: int, second: int) -> bool:
        if self.parents[first] == second or self.parents[second] == first:
            return True
        return any({first, second} == {one, two} for one, two, _ in self.closures)

    def _join(self, first: int, second: int, order: int) -> None:
        for atom in (first, second):
            self.used[atom] += order
            self.degrees[atom] += 1

    def _mark_ring(self, first: int, second: int) -> None:
        """Note which bonds of the tree lie between two atoms: those of their ring."""
        above = set()
        atom = first
        while atom >= 0:
            above.add(atom)
            atom = self.parents[atom]
        while second not in above:
            self.ringed[second] = True
            second = self.parents[second]
        while first != second:
            self.ringed[first] = True
            first = self.parents[first]
