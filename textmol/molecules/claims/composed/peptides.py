"""Peptides told by their residues: "a tripeptide composed of L-serine, glycine and L-tyrosine"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from textmol.language import MULTIPLES
from textmol.molecules.claims.composed.spelling import Spelling
from textmol.molecules.claims.relations import CHANGES, find_sentence_end
from textmol.molecules.peptides import Residue, find_residue, spell_chain, spell_peptide

_SIZES: dict[str, int | None] = {
    word: number for number, word in enumerate(MULTIPLES) if number > 1
} | {"oligo": None, "poly": None, "": None}
_PEPTIDE = re.compile(
    r"is an? (?:linear |synthetic |\S+[- ]membered )*"
    rf"(?P<size>{'|'.join(_SIZES)})peptide (?:that is )?"
    r"(?:composed|formed|consisting|made|built|that consists|comprising)(?: up)?(?: of| from)? "
)
_SEQUENCE = re.compile(r"(?:sequence |peptide \()(?P<symbols>[A-Za-z][\w(-]*-[\w-]+\)?)")
_BEHIND = re.compile(
    r"(?: (?:amino acid )?(?:residues|units))?(?: (?:joined|linked|coupled|connected)"
    r"(?: in sequence)?(?: by (?:an? )?(?:peptide|amide) (?:linkage|bond)s?)?)?(?:;.*)?"
)
_NUMBERS = {"": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "an": 1, "a": 1}
_RESIDUE = re.compile(
    r"(?:(?P<number>one|two|three|four|five|an?) )?(?:(?P<hand>[LD])-)?(?P<name>[a-z-]+(?: acid)?)"
    r"(?: (?:residues?|units?))?"
)


def list_peptides(text: str) -> Iterator[Spelling]:
    """Yield the linear peptide that the first sentence says its molecule is, if it does."""
    end = find_sentence_end(text)
    found = _PEPTIDE.search(text, 0, end)
    if found is not None:
        listed, behind = _split_behind(text[found.end() : end].strip())
        name = _name_listed(listed, _SIZES[found["size"]]) if _BEHIND.fullmatch(behind) else ""
        if name:
            yield Spelling(text[found.start() : end], (name,))
    written = _SEQUENCE.search(text, 0, end)
    if written is not None and not CHANGES.search(text, written.end(), end):
        name = spell_peptide(written["symbols"])
        if name:
            yield Spelling(written[0], (name,))


def _split_behind(text: str) -> tuple[str, str]:
    found = re.search(r"(?: residues| units)?(?: joined| linked| coupled| connected|;|$)", text)
    assert found is not None
    return text[: found.start()], text[found.start() :]


def _name_listed(listed: str, size: int | None) -> str:
    """Return the name of a peptide of ``size`` residues that are listed, "" if it is not read."""
    items = re.split(r",? and |, ", listed)
    symbols = spell_peptide("-".join(items)) if size in (None, len(items)) else ""
    if symbols:
        return symbols
    residues = _list_residues(items)
    return spell_chain(residues) if len(residues) > 1 and size in (None, len(residues)) else ""


def _list_residues(items: list[str]) -> list[Residue]:
    """Return the acids of "L-serine" and "two L-alanine", each with its hand; none if unread."""
    residues: list[Residue] = []
    for item in items:
        found = _RESIDUE.fullmatch(item)
        residue = find_residue(found["name"]) if found else None
        if found is None or residue is None or residue.has_hand == (not found["hand"]):
            return []
        one = replace(residue, hand=found["hand"] or "")
        residues += [one] * _NUMBERS[found["number"] or ""]
    return residues
