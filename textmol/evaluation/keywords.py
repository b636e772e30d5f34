"""Keyword search over names: what a search engine that knows no chemistry would find."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

WORD = re.compile(r"[^\W_]+")
SHORTEST_FRAGMENT = 4  # letters; shorter words must be words of the name, not parts of one


class KeywordSearch:
    """Ranks molecules by the words of a query that stand in their names.

    A word of four letters or more may be part of a longer one, as "chol" in "cholesterol". Rare
    words count more (inverse document frequency), molecules without any are left out, and those
    that score alike keep the order of the library.
    """

    def __init__(self, smiles: Sequence[str], names: Sequence[Sequence[str]]) -> None:
        """Take m molecules and the names of each, which may be none."""
        self._smiles = list(smiles)
        # Blanks at both ends let a whole word be found as " word ".
        self._texts = [f" {' '.join(WORD.findall(' '.join(n).lower()))} " for n in names]

    def __call__(self, text: str, count: int) -> list[str]:
        """Return the SMILES of at most ``count`` molecules, best first."""
        scores = np.zeros(len(self._texts))
        for word in dict.fromkeys(WORD.findall(text.lower())):
            wanted = word if len(word) >= SHORTEST_FRAGMENT else f" {word} "
            found = np.asarray([wanted in name for name in self._texts], bool)
            scores += found * np.log((1 + len(found)) / (1 + found.sum()))
        best = np.argsort(-scores, kind="stable")[:count]
        return [self._smiles[row] for row in best if scores[row] > 0]
