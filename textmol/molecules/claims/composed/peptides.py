"""Peptides told by their residues: "a tripeptide composed of L-serine, glycine and L-tyrosine"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textmol.molecules.claims.composed.spelling import Spelling
from textmol.molecules.claims.relations import find_sentence_end

_ACIDS = {
    "alanine": "alanyl",
    "arginine": "arginyl",
    "asparagine": "asparaginyl",
    "aspartic acid": "alpha-aspartyl",
    "cysteine": "cysteinyl",
    "glutamic acid": "alpha-glutamyl",
    "glutamine": "glutaminyl",
    "glycine": "glycyl",
    "histidine": "histidyl",
    "isoleucine": "isoleucyl",
    "leucine": "leucyl",
    "lysine": "lysyl",
    "methionine": "methionyl",
    "phenylalanine": "phenylalanyl",
    "proline": "prolyl",
    "serine": "seryl",
    "threonine": "threonyl",
    "tryptophan": "tryptophyl",
    "tyrosine": "tyrosyl",
    "valine": "valyl",
}
_OF_GROUP = {group: acid for acid, group in _ACIDS.items()}
_OF_GROUP |= {group.removeprefix("alpha-"): acid for group, acid in _OF_GROUP.items()}
_PEPTIDE = re.compile(
    r"is an? (?:linear )?(?P<size>di|tri|tetra|penta|hexa|hepta|octa|nona|deca|oligo|poly)peptide "
    r"(?:that is )?(?:composed|formed|consisting|made|built)(?: up)?(?: of| from)|"
    r"is an? (?:linear )?(?P<long>di|tri|tetra|penta|hexa|oligo|poly)peptide (?:that consists of|"
    r"comprising)"
)
_BEHIND = re.compile(
    r"(?: (?:amino acid )?(?:residues|units))?(?: (?:joined|linked|coupled|connected)"
    r"(?: in sequence)?(?: by (?:an? )?(?:peptide|amide) (?:linkage|bond)s?)?)?(?:;.*)?"
)
_SIZES = {
    "di": 2,
    "tri": 3,
    "tetra": 4,
    "penta": 5,
    "hexa": 6,
    "hepta": 7,
    "octa": 8,
    "nona": 9,
    "deca": 10,
}
_NUMBERS = {"": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "an": 1, "a": 1}
_RESIDUE = re.compile(
    r"(?:(?P<number>one|two|three|four|five|an?) )?(?:(?P<hand>[LD])-)?(?P<name>[a-z-]+(?: acid)?)"
    r"(?: (?:residues?|units?))?"
)


def list_peptides(text: str) -> Iterator[Spelling]:
    """Yield the linear peptide that the first sentence says its molecule is, if it does."""
    end = find_sentence_end(text)
    found = _PEPTIDE.search(text, 0, end)
    if found is None:
        return
    listed, behind = _split_behind(text[found.end() : end].strip())
    if not _BEHIND.fullmatch(behind):
        return
    residues = _list_residues(listed)
    size = _SIZES.get(found["size"] or found["long"])
    if len(residues) > 1 and size in (None, len(residues)):
        yield Spelling(text[found.start() : end], (name_peptide(residues),))


def name_peptide(residues: list[tuple[str, str]]) -> str:
    """Return the name of a peptide of acids with their hands: [("L", "alanine"), ...]."""
    *first, (hand, last) = residues
    groups = [f"{_join_hand(side, _ACIDS[acid])}-" for side, acid in first]
    return f"{''.join(groups)}{_join_hand(hand, last)}"


def _join_hand(hand: str, name: str) -> str:
    return name if name.startswith("gly") else f"{hand}-{name}"


def _split_behind(text: str) -> tuple[str, str]:
    found = re.search(r"(?: residues| units)?(?: joined| linked| coupled| connected|;|$)", text)
    assert found is not None
    return text[: found.start()], text[found.start() :]


def _list_residues(listed: str) -> list[tuple[str, str]]:
    """Return the acids of "L-serine and two L-alanine", each with its hand; none if unread."""
    residues: list[tuple[str, str]] = []
    for item in re.split(r",? and |, ", listed):
        found = _RESIDUE.fullmatch(item)
        name = _OF_GROUP.get(found["name"], found["name"]) if found else ""
        if found is None or name not in _ACIDS or (not found["hand"] and name != "glycine"):
            return []
        residues += [(found["hand"] or "", name)] * _NUMBERS[found["number"] or ""]
    return residues
