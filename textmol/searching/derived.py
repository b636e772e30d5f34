"""What a description leaves by naming other molecules, told to the chemist."""

from __future__ import annotations

from textmol.library import Library
from textmol.library.derivations import Derivation

MOST = 2  # statements that are told: descriptions of ChEBI have conjugates in both directions
_LONGEST = 120  # characters of a statement that is shown


def tell_derived(library: Library, text: str) -> list[str]:
    """Return a note for each statement that leaves few molecules: which, or that none is there."""
    complete = [one for one in library.derive(text) if one.complete]
    notes = [_tell(one, absent=bool(library.miss(one).min() == 1)) for one in complete]
    return list(dict.fromkeys(filter(None, notes)))[:MOST]


def _tell(one: Derivation, *, absent: bool) -> str:
    words = one.words if len(one.words) <= _LONGEST else f"{one.words[:_LONGEST]}…"
    single = one.molecules[0].smiles if len(one.molecules) == 1 else ""
    if absent:
        what = single or "what that may be"
        return f"“{words}”: the library does not have {what}. The Generate page shows it."
    return f"“{words}” was read as {single}; all else loses score." if single else ""
