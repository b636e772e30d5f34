"""TextMol at work: what pages, the command line and notebooks call."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from textmol.checkpoints import Checkpoint
from textmol.encoder import Encoder
from textmol.library import Filters, Library, Ranking, Record
from textmol.molecules.recognise import Reading, clean_description, recognise

ASSETS = Path(__file__).resolve().parent.parent / "assets"
CHECKPOINT = ASSETS / "checkpoints" / "base"
LIBRARY = ASSETS / "library"


@dataclass(frozen=True)
class Hit:
    """A molecule that was found.

    Attributes:
        rank: 1-based place in the list.
        score: cosine of description and molecule; it ranks, it is no probability.
        library_rank: 1-based place among all molecules of the library, without filters.
        better_than: share of the library with a lower score, in per cent.
        exact: whether the query named this very molecule.
        record: the molecule.
    """

    rank: int
    score: float
    library_rank: int
    better_than: float
    exact: bool
    record: Record


@dataclass(frozen=True)
class SearchResult:
    """What a search found, and everything needed to cite it.

    Attributes:
        query: as typed.
        reading: what kind of query it was taken for.
        understood: one sentence that says so.
        hits: best first, exact matches before all others.
        passing: molecules that pass the property filters; None without filters.
        filters: as given.
        notes: what the chemist should know about this query.
        elapsed_ms: time taken in milliseconds.
        checkpoint: identity of the checkpoint.
        library: identity of the library.
    """

    query: str
    reading: Reading
    understood: str
    hits: tuple[Hit, ...]
    passing: int | None
    filters: Filters
    notes: tuple[str, ...]
    elapsed_ms: float
    checkpoint: str
    library: str


class TextMol:
    """A checkpoint and a library, opened together."""

    def __init__(self, encoder: Encoder, library: Library) -> None:
        self.encoder = encoder
        self.library = library

    @classmethod
    def open(cls, checkpoint: Path | None = None, library: Path | None = None) -> TextMol:
        """Open the bundled checkpoint and library, or those given.

        Raises CheckpointError or LibraryError where a file is missing or was changed.
        """
        return cls(Encoder.open(checkpoint or CHECKPOINT), Library.open(library or LIBRARY))

    @classmethod
    def open_encoder(cls, checkpoint: Path | None = None) -> Encoder:
        """Open a checkpoint alone, for measuring and for building libraries."""
        return Encoder.open(checkpoint or CHECKPOINT)

    @property
    def checkpoint(self) -> Checkpoint:
        """Return the open checkpoint with its card."""
        return self.encoder.checkpoint

    def encode_descriptions(self, texts: Sequence[str]) -> np.ndarray:
        """Return (n, dim) float32 unit rows, one for each text."""
        return self.encoder.encode_descriptions(texts)

    def encode_molecules(self, smiles: Sequence[str]) -> np.ndarray:
        """Return (n, dim) float32 unit rows, one for each SMILES; raises MoleculeError."""
        return self.encoder.encode_molecules(smiles)

    def search(
        self, query: str, *, top_k: int = 10, filters: Filters | None = None
    ) -> SearchResult:
        """Return the ``top_k`` molecules of the library that fit ``query`` best.

        A description is compared with every molecule. A structure or identifier comes first
        where the library has it, followed by the molecules nearest to it.

        Raises QueryError (empty query, unusable filter) or MoleculeError (broken structure).
        """
        began = time.perf_counter()
        filters = filters or Filters()
        reading = recognise(query)
        exact = self._find_exact(reading)
        vector, notes = self._encode(reading, exact)
        hits: tuple[Hit, ...] = ()
        passing = None
        if vector is not None:
            ranking = self.library.search(vector, top_k + len(exact), filters)
            passing = ranking.passing
            hits = self._list_hits(ranking, exact, vector, filters, top_k)
        return SearchResult(
            query=query,
            reading=reading,
            understood=reading.sentence,
            hits=hits,
            passing=passing,
            filters=filters,
            notes=tuple(notes),
            elapsed_ms=1000 * (time.perf_counter() - began),
            checkpoint=self.checkpoint.identity,
            library=self.library.identity,
        )

    def _find_exact(self, reading: Reading) -> list[int]:
        if reading.kind == "description":
            return self.library.find_name(reading.value)
        return self.library.find_exact(reading)

    def _encode(
        self, reading: Reading, exact: Sequence[int]
    ) -> tuple[np.ndarray | None, list[str]]:
        """Return the vector to search with, if there is one, and what to say about it."""
        if reading.kind == "description":
            text, notes = clean_description(reading.value)
            return self.encode_descriptions([text])[0], list(notes)
        notes = reading.molecule.notes if reading.molecule else ()
        if exact:
            note = "The matching molecule comes first; the others are nearest to its structure."
            return self.library.vector(exact[0]), [*notes, note]
        if reading.molecule is not None:
            note = "This structure is not in the library; the molecules nearest to it are listed."
            return self.encode_molecules([reading.molecule.smiles])[0], [*notes, note]
        note = "The library has no such molecule: paste its SMILES, or describe it in words."
        return None, [note]

    def _list_hits(
        self,
        ranking: Ranking,
        exact: Sequence[int],
        vector: np.ndarray,
        filters: Filters,
        top_k: int,
    ) -> tuple[Hit, ...]:
        """Return exact matches that pass the filters, then the ranking without them."""
        first = self.library.score(exact, vector, filters) if exact else None
        lines = [] if first is None else _lines(first, exact=True)
        named = {row for row, *_ in lines}
        lines += [line for line in _lines(ranking, exact=False) if line[0] not in named]
        records = self.library.records([row for row, *_ in lines[:top_k]])
        return tuple(
            Hit(
                rank=place,
                score=score,
                library_rank=library_rank,
                better_than=100 * (self.library.size - library_rank) / self.library.size,
                exact=is_exact,
                record=record,
            )
            for place, ((_, score, library_rank, is_exact), record) in enumerate(
                zip(lines, records, strict=False), 1
            )
        )


def _lines(ranking: Ranking, *, exact: bool) -> list[tuple[int, float, int, bool]]:
    found = zip(ranking.rows, ranking.scores, ranking.library_ranks, strict=True)
    return [(int(row), float(score), int(rank), exact) for row, score, rank in found]
