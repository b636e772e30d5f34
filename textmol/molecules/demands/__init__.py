"""Reading what a description demands: counts, negations, named groups, charge and sizes.

Retrieval by a vector cannot count and cannot say no. What is read here becomes a filter that the
chemist sees and can take away, so nothing is read that is not plainly said: long descriptions
are left alone, and so is a term that only modifies another word ("indole derivative").
"""

from __future__ import annotations

import re

from textmol.molecules.demands.counts import read_carbons, read_count, read_multiple
from textmol.molecules.demands.names import read_name
from textmol.molecules.demands.negations import read_negation
from textmol.molecules.demands.ranges import read_ranges
from textmol.molecules.demands.sentence import Sentence
from textmol.molecules.requirements import Requirement

# What is typed into a search box is shorter than any sentence of a description.
MOST_WORDS, MOST_LETTERS = 20, 200

_FORMAL = re.compile(
    r"^(?:the molecule|this (?:molecule|compound)) |\bmember of\b|\bconjugate (?:acid|base)\b|"
    r"\bderives? from\b|\brole as\b|\bresulting from\b|\bobtained by\b|\bformally\b|"
    r"\bcondensation\b|\bfunctionally related\b|\barising from\b|^see also|\bposition\b|"
    r"[.;!?]\s+\S",
    re.IGNORECASE,
)
_EXACT_CHARGE = re.compile(r"charge (?:0|[+−]\d+)")
_RULES = (read_negation, read_count, read_multiple, read_carbons)


def read_requirements(text: str) -> tuple[Requirement, ...]:
    """Return what a description demands, in the order of the text.

    Bounds, counts and negations are read in up to 20 words; groups, elements and charges that
    are only named, in up to 8. A formal or longer description demands nothing.
    """
    if len(text) > MOST_LETTERS or _FORMAL.search(text):
        return ()
    ranges = list(read_ranges(text))
    sentence = Sentence(text, [(read.start, read.end) for read in ranges])
    if len(sentence.tokens) > MOST_WORDS:
        return ()
    found = {read.key: read for read in [*ranges, *_read_words(sentence)]}
    if any(_EXACT_CHARGE.fullmatch(read.wording) for read in found.values()):
        # "anion with charge -4" says it twice.
        found = {key: read for key, read in found.items() if not key.startswith("charge-at-")}
    return tuple(sorted(found.values(), key=lambda read: (read.start, read.end)))


def _read_words(sentence: Sentence) -> list[Requirement]:
    rules = (*_RULES, read_name) if sentence.short else _RULES
    found: list[Requirement] = []
    place = 0
    while place < len(sentence.tokens):
        read = None
        if not sentence.taken[place]:
            read = next((r for rule in rules if (r := rule(sentence, place)) is not None), None)
        place, requirements = (place + 1, []) if read is None else read
        found += requirements
    return found
