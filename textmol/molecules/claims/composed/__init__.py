"""Names that descriptions spell out: "phenol substituted by a methoxy group at position 2".

What is spelt is put together as a name of the described molecule ("2-methoxyphenol"), which
``textmol.molecules.nomenclature`` reads into a structure.
"""

from __future__ import annotations

from collections.abc import Iterator

from textmol.molecules.claims.composed.acylated import list_acylated
from textmol.molecules.claims.composed.given import list_given
from textmol.molecules.claims.composed.glycosides import list_glycosides
from textmol.molecules.claims.composed.lipids import list_lipids
from textmol.molecules.claims.composed.parents import list_parents
from textmol.molecules.claims.composed.peptides import list_peptides
from textmol.molecules.claims.composed.saccharides import list_saccharides
from textmol.molecules.claims.composed.spelling import Spelling
from textmol.molecules.claims.composed.sphingolipids import list_sphingolipids

__all__ = ["Spelling", "list_spellings"]

_FAMILIES = (
    list_given,
    list_parents,
    list_peptides,
    list_lipids,
    list_sphingolipids,
    list_acylated,
    list_glycosides,
    list_saccharides,
)


def list_spellings(text: str) -> Iterator[Spelling]:
    """Yield the names that a text spells out, each of the molecule itself."""
    for list_family in _FAMILIES:
        yield from list_family(text)
