"""Parts of names in a description: "cillin antibiotics", "carnitines"."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from textmol.language import singularise
from textmol.library.library import Library
from textmol.molecules.requirements import Requirement

# A shorter run of letters stands in names by chance ("tea" in stearate).
SHORTEST = 5
FEWEST_NAMED = 3
MOST_WORDS = 8
# As deep as the model's ranking is searched for molecules so named.
DEPTH = 500

# A single letter or number after a word belongs to it: "vitamin D", "lipid A".
_WORD = re.compile(r"(?P<word>[^\W\d_]{2,})(?P<tag>[ -](?:[^\W\d_]|\d{1,2})(?!\w))?")
_ALTERNATIVE = re.compile(r"\bor(?:\s+an?)?\s+$", re.IGNORECASE)


def find_fragment(
    library: Library, text: str, ranked: np.ndarray, read: Sequence[Requirement] = ()
) -> tuple[Requirement, np.ndarray] | None:
    """Return the part of a name that a short description holds, and the rows so named.

    A word counts as one when names of at least three molecules contain it and the model ranks
    most of these molecules among the first: an everyday word that stands in names by chance
    ("orange" in those of dyes) fails there.

    Args:
        library: where the names are.
        text: the description.
        ranked: (DEPTH,) int64 rows that the model ranks first.
        read: what was read from the text already; words in these spans are left out.
    """
    words = list(_WORD.finditer(text))
    if len(words) > MOST_WORDS:
        return None
    best: tuple[Requirement, np.ndarray] | None = None
    for word in words:
        if any(word.start() < item.end and item.start < word.end() for item in read):
            continue
        if _ALTERNATIVE.search(text[: word.start()]) or re.match(r"\s+or\b", text[word.end() :]):
            continue
        fragment = singularise(word["word"].lower()) + (word["tag"] or "").lower()
        if len(fragment) < SHORTEST:
            continue
        rows = library.find_within_names(fragment)
        if len(rows) < FEWEST_NAMED or 2 * np.isin(rows, ranked).sum() < len(rows):
            continue
        if best is None or len(rows) < len(best[1]):
            wording = f'names with "{fragment}" first'
            best = Requirement(*word.span(), wording, (), fragment), rows
    return best
