"""What a description leaves by naming other molecules, told and free to be taken away."""

from __future__ import annotations

import re
from collections.abc import Iterable

from textmol.library.derivations import Derivation
from textmol.molecules.requirements import Requirement
from textmol.scoring import Penalties

MOST = 2  # statements that are told: descriptions of ChEBI have conjugates in both directions
_LONGEST = 80  # characters of a statement that is shown
_SAID = re.compile(r"(?:The molecule is|(?:that|which) is|is|are) (?:(?:an?|the) )?")


def read_structures(text: str, derived: Iterable[Derivation]) -> tuple[Requirement, ...]:
    """Return what each statement of a text demands that leaves few molecules; it excludes none."""
    found = {}
    for one in derived:
        start = text.find(one.words)
        if start >= 0:
            wording = f"“{_shorten(one.words)}” as a structure"
            found[wording] = Requirement(start, start + len(one.words), wording, ())
    return tuple(found.values())


def leave_covered(
    read: Iterable[Requirement], structures: Iterable[Requirement]
) -> tuple[Requirement, ...]:
    """Return what is demanded outside of words that were read as a structure.

    "The sodium salt of benzoic acid" is no molecule with a benzoic acid group.
    """
    spans = [(one.start, one.end) for one in structures]
    return tuple(
        one
        for one in read
        if not any(start <= one.start and one.end <= end for start, end in spans)
    )


def tell_derived(derived: Iterable[Derivation], penalties: Penalties | None) -> list[str]:
    """Return notes on which molecules statements leave, or that the library has none of them.

    What was taken away is not among ``penalties``, and is not told.
    """
    missed = dict(penalties.contradicted) if penalties else {}
    notes = [
        _tell(one, absent=bool(missed[one.words].min() == 1))
        for one in derived
        if one.words in missed
    ]
    return list(dict.fromkeys(filter(None, notes)))[:MOST]


def _tell(one: Derivation, *, absent: bool) -> str:
    words = _shorten(one.words)
    single = one.molecules[0].smiles if len(one.molecules) == 1 else ""
    if absent:
        what = single or "what that may be"
        return f"“{words}”: the library does not have {what}. The Generate page shows it."
    return f"“{words}” was read as {single}; all else loses score." if single else ""


def _shorten(words: str) -> str:
    said = _SAID.match(words)
    words = words[said.end() :] if said else words
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
