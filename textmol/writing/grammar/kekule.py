"""Whether the aromatic atoms of a draft have, or may still get, a Kekulé form.

Each aromatic atom has to lie in a ring, and those that need a double bond have to be matched in
pairs along aromatic bonds of rings. Atoms that can get further bonds are loose: a ring may yet be
closed between any two of them, and they may go without a partner.
"""

from __future__ import annotations

from collections.abc import Iterable

from textmol.writing.grammar.skeleton import Skeleton


def may_be_kekulised(draft: Skeleton, *, ended: bool = False) -> bool:
    """Return whether a Kekulé form is there, or in reach unless the draft has ended.

    Atoms that need not be looked at again are noted in the draft.
    """
    first = draft.settled
    aromatic = [atom for atom in range(first, len(draft.kinds)) if draft.kinds[atom].aromatic]
    if not aromatic:
        return True
    loose = {} if ended else _find_loose(draft)
    if not any(atom in loose for atom in aromatic) and _are_matched(draft, aromatic, {}):
        draft.settled = len(draft.kinds)
        return True
    return bool(loose) and _are_matched(draft, aromatic, loose)


def _find_loose(draft: Skeleton) -> dict[int, int]:
    """Return the atoms that can get further bonds, with 1, or 2 for two bonds or more."""
    loose = {atom: min(count, 2) for atom, count in enumerate(draft.opened) if count}
    for atom in {*draft.branches, draft.current} - {-1}:
        if draft.may_bond(atom, 1) or draft.may_bond(atom, 2):
            ways = loose.get(atom, 0) + 1 + draft.may_bond_twice(atom)
            loose[atom] = min(ways, 2)
    return loose


def _are_matched(draft: Skeleton, aromatic: list[int], loose: dict[int, int]) -> bool:
    rings = _find_ring_bonds(draft, loose)
    able = {atom for atom in aromatic if _takes_double(draft, atom)}
    partners: dict[int, set[int]] = {atom: set() for atom in able}
    in_ring = {atom for atom, ways in loose.items() if ways > 1}
    for first, second, joined in rings:
        in_ring.update((first, second))
        if joined and first in partners and second in partners:
            partners[first].add(second)
            partners[second].add(first)
    if not in_ring.issuperset(aromatic):
        return False
    return match(able.difference(loose), able, partners)


def _takes_double(draft: Skeleton, atom: int) -> bool:
    """Return whether an aromatic atom has to have a double bond, or may get one while loose."""
    used, kind = draft.used[atom], draft.kinds[atom]
    # In a ring it will have two bonds at least; of two of which one is double a hydrogen may be
    # the third.
    return (kind.fixed or used == draft.degrees[atom]) and max(used, 2) <= kind.double


def _find_ring_bonds(draft: Skeleton, loose: dict[int, int]) -> Iterable[tuple[int, int, bool]]:
    """Return the bonds in rings and those that may yet lie in one, and whether each is aromatic.

    A bond of the tree may where there are loose atoms on both of its sides.
    """
    beyond, parents = [0] * len(draft.kinds), draft.parents
    totals: dict[int, int] = {}
    for one in loose:
        atom = top = one
        while atom >= 0:
            beyond[atom] += 1
            top, atom = atom, parents[atom]
        totals[top] = beyond[top]
    # Parts of the molecule are no more than one with loose atoms: the last.
    total = max(totals.values(), default=0)
    found = list(draft.closures)
    for atom, parent in enumerate(parents):
        if parent >= 0 and (draft.ringed[atom] or 0 < beyond[atom] < total):
            found.append((parent, atom, draft.aromatic[atom]))
    return found


def match(needy: set[int], free: set[int], partners: dict[int, set[int]]) -> bool:
    """Return whether each of the ``needy`` gets a partner of its own among the ``free``.

    Who has fewest to choose from chooses first, which leaves next to nothing to try again.
    """
    if not needy:
        return True
    fewest, choice = 99, set[int]()
    for atom in needy:
        ways = partners[atom] & free
        if len(ways) < fewest:
            fewest, choice, chooser = len(ways), ways, atom
            if fewest <= 1:
                break
    for other in sorted(choice, key=lambda one: (one not in needy, one)):
        pair = {chooser, other}
        if match(needy - pair, free - pair, partners):
            return True
    return False
