"""What contradicted statements take off the scores of any texts and structures.

Among them is what follows from names of other molecules, which are read by the rules of
nomenclature and not looked up: no structure that is ranked has a name here.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import numpy as np
from rdkit import Chem

from textmol.evaluation.ranks import Penalise
from textmol.library.derivations import Derivations
from textmol.library.workers import map_rows
from textmol.molecules.claims import find_contradicted
from textmol.molecules.claims.evidence import Evidence
from textmol.molecules.identity import quiet_rdkit

FEW = 5_000  # molecules that are not worth starting another process for


class Contradictions:
    """Counts the statements of texts that structures contradict, a pair at a time.

    Unlike those of a library, structures need not be known before; each is looked at anew.
    """

    def __init__(self, texts: Sequence[str], smiles: Sequence[str], penalty: float) -> None:
        """Take t texts, m structures and what a contradiction takes off."""
        self._texts, self._smiles, self._penalty = texts, smiles, penalty
        derive = Derivations(lambda name: []).derive
        self._left = cache(lambda row: tuple(one for one in derive(texts[row]) if one.complete))

    def by_text(self) -> Penalise | None:
        """Return what penalises pairs of a text and a structure; None where nothing is off."""
        return self._penalise if self._penalty else None

    def by_structure(self) -> Penalise | None:
        """Return the same for pairs of a structure and a text."""
        if not self._penalty:
            return None
        return lambda pairs: self._penalise([(text, row) for row, text in pairs])

    def _penalise(self, pairs: Sequence[tuple[int, int]]) -> np.ndarray:
        """Return (p,) float32, 0 or less, for pairs of a text and a structure by their rows."""
        places: dict[int, list[int]] = defaultdict(list)
        for place, (_, row) in enumerate(pairs):
            places[row].append(place)
        tasks = []
        for row, own in places.items():
            texts = [pairs[place][0] for place in own]
            named = any(map(self._left, texts))
            tasks.append((self._smiles[row], [self._texts[text] for text in texts], named))
        workers = (os.cpu_count() or 1) if len(tasks) > FEW else 1
        penalties = np.zeros(len(pairs), np.float32)
        found = map_rows(_count, tasks, workers)
        for own, (counts, key) in zip(places.values(), found, strict=True):
            for place, count in zip(own, counts, strict=True):
                left = self._left(pairs[place][0])
                penalties[place] = count + sum(one.miss(key) for one in left)
        return -self._penalty * penalties


def _count(task: tuple[str, list[str], bool]) -> tuple[list[int], str]:
    """Return how many statements of each text a structure contradicts, and its key if asked."""
    smiles, texts, named = task
    with quiet_rdkit():
        facts = Evidence(Chem.MolFromSmiles(smiles))
    counts = [len(find_contradicted(text, facts)) for text in texts]
    return counts, facts.inchikey if named else ""
