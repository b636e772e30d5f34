"""Which pieces of SMILES may follow each other, so that what ends is a molecule."""

from __future__ import annotations

from textmol.writing.grammar.atoms import list_endings
from textmol.writing.grammar.draft import Draft
from textmol.writing.grammar.kekule import may_be_kekulised

_NUMBERS = tuple(f"{number:02}" for number in range(10, 100))


def extend(draft: Draft, piece: str) -> Draft | None:
    """Return the draft with a piece more, None where it may not follow."""
    longer = draft.copy()
    for sign in piece:
        if not longer.put(sign):
            return None
    if longer.is_unfinished:
        return longer if _may_finish(longer) else None
    if longer.rings and not _has_room(longer):
        return None
    return longer if may_be_kekulised(longer) else None


def may_end(draft: Draft) -> bool:
    """Return whether the draft is a whole molecule."""
    return draft.is_complete() and may_be_kekulised(draft.copy(), ended=True)


def _may_finish(draft: Draft) -> bool:
    """Return whether there is a way to finish the atom, bond, number or branch begun."""
    if draft.bracket is not None:
        return any(extend(draft, ending) for ending in list_endings(draft.bracket))
    if draft.number:
        begun = draft.number[1:]
        numbers = (one for one in _NUMBERS if one.startswith(begun))
        return any(extend(draft, number.removeprefix(begun)) for number in numbers)
    bonded = ("C", "c", *draft.rings) if draft.bond else ("C", "c", "=C")
    return any(extend(draft, atom) for atom in bonded)


def _has_room(draft: Draft) -> bool:
    """Return whether open ring bonds can still be closed: an atom at hand may go on."""
    if draft.current < 0:
        return False
    return draft.may_bond(draft.current, 1) or any(
        draft.may_bond(atom, 1) for atom in draft.branches
    )
