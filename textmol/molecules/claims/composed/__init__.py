"""Names that descriptions spell out: "phenol substituted by a methoxy group at position 2".

What is spelt is put together as a name of the described molecule ("2-methoxyphenol"), which
``textmol.molecules.nomenclature`` reads into a structure.
"""

from __future__ import annotations

from collections.abc import Iterator

from textmol.molecules.claims.composed.given import list_given
from textmol.molecules.claims.composed.parents import list_parents
from textmol.molecules.claims.composed.spelling import Spelling

__all__ = ["Spelling", "list_spellings"]


def list_spellings(text: str) -> Iterator[Spelling]:
    """Yield what a description spells out of its molecule's name."""
    yield from list_given(text)
    yield from list_parents(text)
