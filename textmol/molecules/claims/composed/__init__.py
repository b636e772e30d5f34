"""Names that descriptions spell out: "phenol substituted by a methoxy group at position 2".

What is spelt is put together as a name of the described molecule ("2-methoxyphenol"), which
``textmol.molecules.nomenclature`` reads into a structure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from textmol.molecules.claims.composed.acylated import list_acylated
from textmol.molecules.claims.composed.given import list_given
from textmol.molecules.claims.composed.glycosides import list_glycosides
from textmol.molecules.claims.composed.isomers import list_isomers
from textmol.molecules.claims.composed.lipids import list_lipids
from textmol.molecules.claims.composed.parents import list_parents
from textmol.molecules.claims.composed.peptides import list_peptides
from textmol.molecules.claims.composed.saccharides import list_saccharides
from textmol.molecules.claims.composed.spelling import Spelling
from textmol.molecules.claims.composed.sphingolipids import list_sphingolipids
from textmol.molecules.claims.composed.straight import list_straight

__all__ = ["Spelling", "list_spellings"]

_SENTENCE = re.compile(r"(?:The molecule|This|It|They)\b")
_ARTICLE = re.compile(r"^(?:an?|the) ", re.IGNORECASE)
_FAMILIES = (
    list_given,
    list_parents,
    list_isomers,
    list_straight,
    list_peptides,
    list_lipids,
    list_sphingolipids,
    list_acylated,
    list_glycosides,
    list_saccharides,
)


def list_spellings(text: str) -> Iterator[Spelling]:
    """Yield the names that a text spells out, each of the molecule itself."""
    said = "" if _SENTENCE.match(text) else "The molecule is a "
    typed = text if not said else _ARTICLE.sub("", text)
    for list_family in _FAMILIES:
        for one in list_family(f"{said}{typed}"):
            # What was not typed is not among the words.
            begin = max(len(said) - f"{said}{typed}".find(one.words), 0)
            yield replace(one, words=one.words[begin:])
