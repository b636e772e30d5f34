"""The score of a description and a molecule: what ranks hits, captions and written molecules.

It is the cosine of their vectors, less a penalty for each statement of the description that the
structure contradicts ("The molecule is a dicarboxylic acid" of an ester). A cosine says how alike
the two are on the whole, and one wrong group among many right ones hardly moves it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from textmol.encoder import Encoder
from textmol.library import Library

if TYPE_CHECKING:
    from textmol.library.derivations import Derivation
    from textmol.molecules.claims.evidence import Evidence


@dataclass(frozen=True, eq=False)
class Penalties:
    """What contradicted statements of a description take off the scores of n molecules.

    Attributes:
        offset: (n,) float32, 0 or less.
        contradicted: the words of each statement, and (n,) how much each molecule contradicts it,
            from 0 to 1.
    """

    offset: np.ndarray
    contradicted: tuple[tuple[str, np.ndarray], ...]

    def tell(self, row: int) -> tuple[str, ...]:
        """Return the words that the molecule of a row contradicts."""
        return tuple(dict.fromkeys(words for words, rows in self.contradicted if rows[row] == 1))


class Scorer:
    """Scores descriptions on structures and on all molecules of a library."""

    def __init__(self, encoder: Encoder, library: Library) -> None:
        """Take an open checkpoint, which says how much a contradiction takes off."""
        self._library, self._penalty = library, encoder.contradiction

    def penalise(self, text: str, evidence: Evidence) -> tuple[float, tuple[str, ...]]:
        """Return what contradictions add to the cosine, 0 or less, and the words contradicted.

        Stereo that differs from what a name leaves costs half, and is no contradiction.
        """
        from textmol.molecules.claims import find_contradicted  # compiles for some milliseconds

        if not self._penalty:
            return 0.0, ()
        said = [one.text for one in find_contradicted(text, evidence)]
        off = float(len(said))
        for one in self._library.derive(text):
            missed = one.miss(evidence.inchikey)
            off += missed
            said += [one.words] if missed == 1 else []
        return 0.0 - self._penalty * off, tuple(dict.fromkeys(said))

    def list_derived(self, text: str) -> tuple[Derivation, ...]:
        """Return what names of a text leave, as far as it changes the scores of a library."""
        if not self._penalty or not self._library.has_statements:
            return ()
        return tuple(one for one in self._library.derive(text) if one.complete)

    def penalise_library(
        self, text: str, without: Collection[str] = frozenset()
    ) -> Penalties | None:
        """Return the same for each molecule of the library; None where it is 0 for all.

        ``without`` are the words of statements that do not count.
        """
        found = self._library.contradict(text) if self._penalty else ()
        found = tuple(one for one in found if one[0] not in without)
        if not found:
            return None
        counts = np.asarray([rows for _, rows in found]).sum(axis=0)
        return Penalties((-self._penalty * counts).astype(np.float32), found)

    def find_places(
        self,
        texts: Sequence[str],
        vectors: np.ndarray,
        scores: Sequence[float],
        own: Sequence[int],
    ) -> list[int]:
        """Return for each text the 1-based place of a score among all the library's but ``own``.

        ``vectors`` (m, d) are those of the texts, ``own`` rows of the library. Raises LibraryError
        where the library has no vectors.
        """
        penalties = map(self.penalise_library, texts)
        offsets = [None if one is None else one.offset for one in penalties]
        return self._library.ranker.find_places(vectors, scores, own, offsets)
