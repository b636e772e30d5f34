"""Straight chains told by their length: "a straight chain alkane containing 23 carbon atoms"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textmol.language import NUMBERS
from textmol.molecules.chains import STEMS
from textmol.molecules.claims.composed.spelling import Spelling
from textmol.molecules.claims.relations import find_sentence_end

_ENDINGS = {
    "alkane": "ane",
    "fatty acid": "anoic acid",
    "fatty alcohol": "an-1-ol",
    "primary alcohol": "an-1-ol",
    "aldehyde": "anal",
    "alkanal": "anal",
    "primary amine": "an-1-amine",
}
_STRAIGHT = re.compile(r"\b(?:straight|linear|unbranched)\b")
_KIND = re.compile(rf"\b(?P<kind>{'|'.join(_ENDINGS)})\b")
_CARBONS = re.compile(
    rf"\bC-?(?P<short>\d+)\b|\b(?P<number>\d+|{'|'.join(NUMBERS[1:])})(?: |-)carbons?(?: atoms?)?\b"
)
# What makes it another molecule than the plain chain.
_MORE = re.compile(
    r"\b(?:un|poly|mono)?unsaturated|\bdouble|\btriple|\bene?\b|yne\b|branched-|\bsubstitut|"
    r"\bmethyl|\bhydroxy\w* fatty|\boxo|\bdeuter|\banion|conjugate|ester|\bsalt|replac|lack|carry"
)


def list_straight(text: str) -> Iterator[Spelling]:
    """Yield the name of a saturated straight chain, if that is what the first sentence tells."""
    sentence = text[: find_sentence_end(text)]
    straight = list(_STRAIGHT.finditer(sentence))
    kinds, lengths = list(_KIND.finditer(sentence)), list(_CARBONS.finditer(sentence))
    if len(straight) != 1 or len(kinds) != 1 or len(lengths) != 1 or _MORE.search(sentence):
        return
    kind, length = kinds[0]["kind"], _read_length(lengths[0])
    if kind != "alkane" and "saturated" not in sentence:
        return  # oleic acid has a straight chain, too
    if 0 < length <= len(STEMS):
        said = (*straight, *kinds, *lengths)
        words = sentence[min(one.start() for one in said) : max(one.end() for one in said)]
        yield Spelling(words, (f"{STEMS[length - 1]}{_ENDINGS[kind]}",))


def _read_length(found: re.Match[str]) -> int:
    number = found["short"] or found["number"]
    return int(number) if number.isdigit() else NUMBERS.index(number)
