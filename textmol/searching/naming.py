"""Is a text that the library does not know the name of a molecule all the same?"""

from __future__ import annotations

import re

from textmol.molecules.naming import read_named
from textmol.molecules.parse import Molecule
from textmol.molecules.peptides import spell_peptide
from textmol.molecules.properties import compute_properties
from textmol.text.everyday import EVERYDAY_WORDS, NEUTRAL_WORDS
from textmol.text.phrases import FUNCTION_WORDS

MOST_WORDS, LONGEST = 6, 300  # words and characters of a name

_SILENT = FUNCTION_WORDS | EVERYDAY_WORDS | NEUTRAL_WORDS
_PLACE = re.compile(r"[\d\[\](){}]")
# How words in names end, elements and classes among them.
_NAMING = re.compile(
    r"(?:.*[-,])?[^\W\d_]*(?:yl|[aiu]te|ide|i?um|ine?|[aeoy]ne|ole?|ose|ile|am|an|on|us|"
    r"[aey]nal|yde|ural|acetal|acid|ester|ether|amide|idene|ous|ic|oxy|o|gen|drous|ime|form|"
    r"iron|lead|zinc|silver|copper|nickel|cobalt|mercury|antimony|gold|sulfur|silicon)",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"[^\W\d_]*(?:ic|ous|yl|oxy)", re.IGNORECASE)  # no name ends so


def read_typed_name(text: str) -> Molecule | None:
    """Return the molecule that a text in a search box names, None for a description.

    What names a group that can be counted ("hydroperoxide", "xanthone"), and the plain name of an
    anion, which its salts and esters have as well ("acetate"), are left as descriptions.
    """
    if not (looks_like_name(text) or spell_peptide(text)) or _is_demand(text):
        return None
    molecule = read_named(text)
    if molecule is None or (text.isalpha() and compute_properties(molecule.mol).charge < 0):
        return None
    return molecule


def looks_like_name(text: str) -> bool:
    """Return whether a text may be a name: few words, all of which hold places or end like names.

    Reading the first name starts a program, for which no description should wait.
    """
    words = [word.strip(",;").lower() for word in text.split()]
    if not 0 < len(words) <= MOST_WORDS or len(text) > LONGEST:
        return False
    if not _SILENT.isdisjoint(words) or _ADJECTIVE.fullmatch(words[-1]):
        return False
    return all(_PLACE.search(word) or _NAMING.fullmatch(word) for word in words)


def _is_demand(text: str) -> bool:
    """Return whether a text is one demand and no more, such as a group that can be counted."""
    from textmol.molecules.demands import read_requirements  # compiles for some milliseconds

    left = text.strip()
    return any(left == text[read.start : read.end] for read in read_requirements(text))
