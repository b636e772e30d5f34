"""Numbers of all molecules of a library: counts added up, properties and masses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pyarrow as pa

from textmol.library.counts import CountIndex
from textmol.library.folder import view
from textmol.library.ranker import as_single
from textmol.molecules.requirements import Condition
from textmol.molecules.traits import BOUND_HYDROGEN, ELECTRON, MASS, weigh_elements
from textmol.once import Once


class Measures:
    """Checks conditions on all molecules at once."""

    def __init__(
        self, columns: Mapping[str, pa.Array], counts: Callable[[], CountIndex], size: int
    ) -> None:
        """Take properties by their names, what opens the counts, and the number of molecules."""
        self._columns, self._counts, self._size = columns, counts, size
        self._masses = Once(self._weigh)

    def meet(self, conditions: Iterable[Condition]) -> np.ndarray:
        """Return (n,) bool: the molecules that meet every condition."""
        meeting = np.ones(self._size, bool)
        for condition in conditions:
            values = self._measure(condition)
            if condition.low is not None:
                meeting &= values >= as_single(condition.low)
            if condition.high is not None:
                meeting &= values <= as_single(condition.high)
        return meeting

    def _measure(self, condition: Condition) -> np.ndarray:
        """Return (n,) numbers: a property, or counts added up."""
        if condition.measures == (MASS,):
            return self._masses()
        if condition.measures == (BOUND_HYDROGEN,):
            return self._counts().count(("H",)) - view(self._columns["charge"])
        if not condition.needs_counts:
            return np.sum([view(self._columns[name]) for name in condition.measures], axis=0)
        return self._counts().count(condition.measures)

    def _weigh(self) -> np.ndarray:
        """Return (n,) float64: the monoisotopic masses in Da, all isotopes being the common ones.

        An ion weighs as much less or more as the electrons that it lost or took up.
        """
        counts, masses = self._counts(), np.zeros(self._size)
        for symbol, mass in weigh_elements().items():
            masses += mass * counts.count((symbol,))
        return masses - ELECTRON * view(self._columns["charge"])
