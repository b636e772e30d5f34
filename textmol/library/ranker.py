"""Ranking the molecules of a library: by vector, by pattern, by fingerprint."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from textmol.library.filters import Filters
from textmol.library.index import VectorIndex, order_best, rank_in_library
from textmol.library.records import Ranking
from textmol.library.screen import SubstructureScreen
from textmol.molecules.parse import Molecule, parse_molecule
from textmol.molecules.substructure import Substructure, read_substructure


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
        screen: SubstructureScreen,
        load_index: Callable[[], VectorIndex],
        compare: Callable[[Molecule], np.ndarray],
    ) -> None:
        """Take (n,) columns, properties by name and numbers of heavy atoms, and what to ask.

        ``compare`` returns the (n,) similarities of all molecules to another.
        """
        self._numbers = numbers
        self._atoms = atoms
        self.screen = screen
        self._load_index = load_index
        self._compare = compare
        self._size = len(atoms)

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
        offset: np.ndarray | None = None,
    ) -> Ranking:
        """Return the ``count`` molecules with the largest scores that pass the filters.

        All molecules are scored, by the inner product and the (n,) float32 ``offset`` on it. A
        SMARTS pattern is matched down the ranking until there are enough hits, so common patterns
        cost next to nothing. ``vector`` is (d,) float32; ``meeting``, (n,) bool, is a further
        filter on the rows, ``smarts`` a further pattern.

        Raises:
            QueryError: for a SMARTS pattern that cannot be read.
            LibraryError: where the library has no vectors, or of other dimensions.
            ValueError: where ``count`` is below 1 or the vector is not finite.
        """
        if count < 1:
            raise ValueError(f"A search cannot return {count} molecules.")
        choice = self._narrow(filters or Filters(), meeting, smarts)
        return self._pick(self._score(vector, offset), choice, count)

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
        count: int,
        filters: Filters | None = None,
        meeting: np.ndarray | None = None,
        *,
        weight: float = 1.0,
        vector: np.ndarray | None = None,
    ) -> Ranking:
        """Return the ``count`` molecules most like one by their Morgan fingerprints.

        Scores are weight x Tanimoto + (1 - weight) x cosine: with a ``weight`` below 1, from 0
        on, ``vector`` has to be the molecule's, (d,) float32.

        Raises:
            MoleculeError: where the SMILES cannot be read.
            QueryError: for a SMARTS pattern that cannot be read.
            LibraryError: where the library has no fingerprints, no vectors, or of other
                dimensions.
        """
        choice = self._narrow(filters or Filters(), meeting, None)
        scores = weight * self._compare(parse_molecule(smiles))
        if vector is not None and weight < 1:
            scores += (1 - weight) * self._load_index().score(vector)
        return self._pick(scores, choice, count)

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
        self,
        rows: Sequence[int] | np.ndarray,
        vector: np.ndarray,
        filters: Filters | None = None,
        *,
        offset: np.ndarray | None = None,
    ) -> Ranking:
        """Return those of ``rows`` that pass the filters, in their order, scored as by a search.

        Raises:
            QueryError: for a SMARTS pattern that cannot be read.
            LibraryError: where the library has no vectors, or of other dimensions.
            ValueError: where the vector is not finite.
        """
        filters = filters or Filters()
        patterns = () if filters.smarts is None else (read_substructure(filters.smarts),)
        scores = self._score(vector, offset)
        wanted = np.asarray(rows, np.int64)
        kept = wanted[self.rows_passing(filters)[wanted]]
        if patterns:
            kept, _ = self.screen.take_matching(patterns, kept, len(kept))
        return Ranking(kept, scores[kept], rank_in_library(scores, scores[kept]), len(kept))

    def find_places(
        self,
        vectors: np.ndarray,
        scores: Sequence[float],
        own: Sequence[int],
        offsets: Sequence[np.ndarray | None],
    ) -> list[int]:
        """Return for each query the 1-based place of a score among all rows' but ``own``.

        A molecule that is not in the library is placed as if it were; one with the same score
        counts as ranked before it.

        Args:
            vectors: (m, d) float32, one for each query.
            scores: (m,) what is placed.
            own: rows that are left out.
            offsets: (n,) float32 for each query, added to the inner products of all rows.

        Raises:
            LibraryError: where the library has no vectors, or of other dimensions.
            ValueError: where a vector is not finite.
        """
        others, left_out = self._load_index().score_each(vectors), list(own)
        found = []
        for row, score, offset in zip(others, scores, offsets, strict=True):
            ahead = (row if offset is None else row + offset) >= score
            found.append(1 + int(ahead.sum()) - int(ahead[left_out].sum()))
        return found

    def _score(self, vector: np.ndarray, offset: np.ndarray | None) -> np.ndarray:
        scores = self._load_index().score(vector)
        return scores if offset is None else scores + offset


def as_single(limit: float) -> np.float32:
    """Return a limit in the precision of the columns, as near as it can be written."""
    largest = np.finfo(np.float32).max
    return np.float32(np.clip(limit, -largest, largest))
