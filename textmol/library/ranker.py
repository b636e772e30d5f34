"""Ranking the molecules of a library: by vector, by pattern, by vector and fingerprint."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from textmol.library.filters import Filters
from textmol.library.index import VectorIndex, order_best, rank_in_library
from textmol.library.records import Ranking
from textmol.library.screen import SubstructureScreen
from textmol.molecules.similarity import compute_tanimoto, pack_morgan
from textmol.molecules.substructure import Substructure, read_substructure

# Of how many molecules the fingerprint is compared, the nearest by each of two measures.
NEAR = 1000


@dataclass(frozen=True, eq=False)
class _Choice:
    """Which rows may be hits, (n,) bool, what they have to contain, how many pass the filters."""

    allowed: np.ndarray
    patterns: tuple[Substructure, ...]
    passing: int | None


class Ranker:
    """Ranks molecules by scores, filters and patterns; any number of threads may use one."""

    def __init__(
        self,
        numbers: Mapping[str, np.ndarray],
        atoms: np.ndarray,
        smiles: pa.Array,
        screen: SubstructureScreen,
        load_index: Callable[[], VectorIndex],
    ) -> None:
        """Take (n,) columns: properties by name, numbers of heavy atoms, and SMILES."""
        self._numbers = numbers
        self._atoms = atoms
        self._smiles = smiles
        self.screen = screen
        self._load_index = load_index
        self._size = len(smiles)

    def rows_passing(self, filters: Filters) -> np.ndarray:
        """Return (n,) bool: the molecules within all ranges of ``filters``, SMARTS left aside."""
        passing = np.ones(self._size, bool)
        for name, values in self._numbers.items():
            low, high = filters.limits(name)
            # In the precision of the column, so that a limit equal to a value includes it.
            if low is not None:
                passing &= values >= as_single(low)
            if high is not None:
                passing &= values <= as_single(high)
        return passing

    def search(
        self,
        vector: np.ndarray,
        count: int,
        filters: Filters | None = None,
        meeting: np.ndarray | None = None,
        *,
        smarts: str | None = None,
    ) -> Ranking:
        """Return the ``count`` molecules with the largest inner product that pass the filters.

        All molecules are scored. A SMARTS pattern is matched down the ranking until there are
        enough hits, so common patterns cost next to nothing. ``vector`` is (d,) float32;
        ``meeting``, (n,) bool, is a further filter on the rows, ``smarts`` a further pattern.

        Raises:
            QueryError: for a SMARTS pattern that cannot be read.
            LibraryError: where the library has no vectors, or of other dimensions.
            ValueError: where ``count`` is below 1 or the vector is not finite.
        """
        if count < 1:
            raise ValueError(f"A search cannot return {count} molecules.")
        choice = self._narrow(filters or Filters(), meeting, smarts)
        return self._pick(self._load_index().score(vector), choice, count)

    def search_containing(
        self,
        smarts: str,
        count: int,
        filters: Filters | None = None,
        meeting: np.ndarray | None = None,
    ) -> Ranking:
        """Return the ``count`` smallest molecules that contain a pattern and pass the filters.

        Scores are the share of heavy atoms that the pattern takes, at most 1.

        Raises:
            QueryError: for a SMARTS pattern that cannot be read.
        """
        choice = self._narrow(filters or Filters(), meeting, smarts)
        atoms = np.maximum(self._atoms, 1)
        shares = np.minimum(read_substructure(smarts).heavy_atoms / atoms, 1).astype(np.float32)
        return self._pick(shares, choice, count)

    def search_alike(
        self,
        smiles: str,
        vector: np.ndarray,
        weight: float,
        count: int,
        filters: Filters | None = None,
        meeting: np.ndarray | None = None,
    ) -> Ranking:
        """Return the ``count`` molecules most like one by vector and fingerprint together.

        Scores are (1 - weight) x cosine + weight x Tanimoto of Morgan fingerprints. They are
        computed for the molecules nearest by vector and by pattern fingerprint, ``NEAR`` of each
        in the whole library and among those that pass; ranks count these alone. ``smiles`` is
        canonical, ``vector`` its (d,) float32 vector, ``weight`` between 0 and 1.

        Raises:
            QueryError: for a SMARTS pattern that cannot be read.
            LibraryError: where the library has no vectors, or of other dimensions.
        """
        choice = self._narrow(filters or Filters(), meeting, None)
        cosines = self._load_index().score(vector)
        alike = self.screen.compare(smiles)
        everything, allowed = np.arange(self._size), np.flatnonzero(choice.allowed)
        near = np.unique(
            [
                row
                for scores in (cosines, alike)
                for rows in (everything, allowed)
                for row in order_best(scores, rows, NEAR)
            ]
        ).astype(np.int64)
        others = pack_morgan([self._smiles[int(row)].as_py() for row in near])
        found = compute_tanimoto(pack_morgan([smiles])[0], others)
        scores = np.full(self._size, -np.inf, np.float32)
        scores[near] = (1 - weight) * cosines[near] + weight * found
        considered = np.zeros(self._size, bool)
        considered[near] = True
        return self._pick(scores, replace(choice, allowed=choice.allowed & considered), count)

    def _narrow(self, filters: Filters, meeting: np.ndarray | None, smarts: str | None) -> _Choice:
        """Return which molecules may be hits, before patterns are matched."""
        wanted = dict.fromkeys(pattern for pattern in (filters.smarts, smarts) if pattern)
        patterns = tuple(map(read_substructure, wanted))
        allowed = self.rows_passing(filters)
        if meeting is not None:
            allowed &= meeting
        limited = filters.has_ranges() or meeting is not None
        passing = int(np.count_nonzero(allowed)) if limited else None
        for pattern in patterns:
            allowed &= self.screen.find_candidates(pattern)
        return _Choice(allowed, patterns, passing)

    def _pick(self, scores: np.ndarray, choice: _Choice, count: int) -> Ranking:
        """Return the best of (n,) scores that may be hits and have the patterns."""
        passing = choice.passing
        allowed = np.flatnonzero(choice.allowed)
        if not choice.patterns:
            best = order_best(scores, allowed, count)
        else:
            ordered = order_best(scores, allowed, self._size)
            best, complete = self.screen.take_matching(choice.patterns, ordered, count)
            passing = len(best) if complete else None
        ranks = rank_in_library(scores, scores[best])
        return Ranking(best.astype(np.int64), scores[best], ranks, passing)

    def score(
        self, rows: Sequence[int] | np.ndarray, vector: np.ndarray, filters: Filters | None = None
    ) -> Ranking:
        """Return those of ``rows`` that pass the filters, in their order, scored as by a search.

        Raises:
            QueryError: for a SMARTS pattern that cannot be read.
            LibraryError: where the library has no vectors, or of other dimensions.
            ValueError: where the vector is not finite.
        """
        filters = filters or Filters()
        patterns = () if filters.smarts is None else (read_substructure(filters.smarts),)
        scores = self._load_index().score(vector)
        wanted = np.asarray(rows, np.int64)
        kept = wanted[self.rows_passing(filters)[wanted]]
        if patterns:
            kept, _ = self.screen.take_matching(patterns, kept, len(kept))
        return Ranking(kept, scores[kept], rank_in_library(scores, scores[kept]), len(kept))


def as_single(limit: float) -> np.float32:
    """Return a limit in the precision of the columns, as near as it can be written."""
    largest = np.finfo(np.float32).max
    return np.float32(np.clip(limit, -largest, largest))
