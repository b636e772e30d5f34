"""Substructure filter over a library: screen by fingerprint, then match in the order of rank."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from textmol.library.folder import view
from textmol.molecules.substructure import Substructure

# Patterns whose verdicts are kept; each takes a byte for every molecule.
_REMEMBERED = 16
_UNKNOWN, _ABSENT, _PRESENT = 0, 1, 2


class SubstructureScreen:
    """Tells which molecules of a library contain a pattern; safe to call from many threads."""

    def __init__(
        self, load_patterns: Callable[[], np.ndarray], smiles: pa.Array, formulas: pa.Array
    ) -> None:
        """Take n SMILES, n formulas and what loads their packed fingerprints.

        These are (PATTERN_BITS / 8, n) uint8.
        """
        self._load_patterns = load_patterns
        self._smiles = smiles
        self._formulas = formulas
        self._verdicts: OrderedDict[str, np.ndarray] = OrderedDict()
        self._lock = threading.Lock()

    def find_candidates(self, substructure: Substructure) -> np.ndarray:
        """Return (n,) bool: False for molecules that surely lack the pattern.

        Raises:
            LibraryError: where the fingerprints of the library are damaged.
        """
        possible, patterns = np.ones(len(self._smiles), bool), self._load_patterns()
        for place in np.flatnonzero(substructure.pattern):
            byte = substructure.pattern[place]
            possible &= (patterns[place] & byte) == byte
        for element in substructure.elements:
            possible &= _search(self._formulas, f"{element}([^a-z]|$)")
        for isotope in substructure.isotopes:
            possible &= _search(self._smiles, rf"\[{isotope}[A-Za-z*#]")
        return possible

    def take_matching(
        self, substructures: Sequence[Substructure], rows: np.ndarray, count: int
    ) -> tuple[np.ndarray, bool]:
        """Return the first ``count`` of (m,) rows that contain all patterns, in their order.

        The second value says whether all rows were looked at, so that the first are all there
        are.
        """
        known = [(each, self._recall(each.smarts)) for each in substructures]
        found: list[int] = []
        looked_at = 0
        for row in rows.tolist():
            if len(found) == count:
                break
            looked_at += 1
            if all(self._contains(row, substructure, verdicts) for substructure, verdicts in known):
                found.append(row)
        return np.array(found, np.int64), looked_at == len(rows)

    def _contains(self, row: int, substructure: Substructure, verdicts: np.ndarray) -> bool:
        if verdicts[row] == _UNKNOWN:
            present = substructure.matches(self._smiles[row].as_py())
            verdicts[row] = _PRESENT if present else _ABSENT
        return bool(verdicts[row] == _PRESENT)

    def _recall(self, smarts: str) -> np.ndarray:
        """Return the (n,) uint8 verdicts known of a pattern, to be added to in place.

        Threads may write the same verdict twice, never different ones.
        """
        with self._lock:
            verdicts = self._verdicts.pop(smarts, None)
            if verdicts is None:
                verdicts = np.zeros(len(self._smiles), np.uint8)
            self._verdicts[smarts] = verdicts
            if len(self._verdicts) > _REMEMBERED:
                self._verdicts.popitem(last=False)
        return verdicts


def _search(texts: pa.Array, regex: str) -> np.ndarray:
    """Return (n,) bool: which texts the expression is found in."""
    found = np.zeros(len(texts), bool)
    found[view(pc.indices_nonzero(pc.match_substring_regex(texts, regex)))] = True
    return found
