"""TextMol at work: what pages, the command line and notebooks call."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from textmol.checkpoints import Checkpoint
from textmol.encoder import Encoder
from textmol.library import Filters, Library, Ranking, Record
from textmol.library.fragments import DEPTH, MOST_WORDS, find_fragment
from textmol.molecules.recognise import Reading, clean_description, recognise
from textmol.molecules.requirements import Requirement, describe_all

ASSETS = Path(__file__).resolve().parent.parent / "assets"
CHECKPOINT = ASSETS / "checkpoints" / "base"
LIBRARY = ASSETS / "library"
# With fewer molecules than this the chemist is told that a requirement may be too much.
HANDFUL = 5
_NO_ROWS = np.empty(0, np.int64)


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
        passing: molecules that pass the filters and the requirements; None without any.
        filters: as given.
        notes: what the chemist should know about this query.
        elapsed_ms: time taken in milliseconds.
        checkpoint: identity of the checkpoint.
        library: identity of the library.
        requirements: what the description was read into.
        removed: what it would be read into but for the chemist, who took it away.
        applied: whether the requirements were kept to; False where no molecule meets them.
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
    requirements: tuple[Requirement, ...] = ()
    removed: tuple[Requirement, ...] = ()
    applied: bool = True

    @property
    def read_as(self) -> str:
        """What the description was read into and the hits keep to, as one line."""
        return describe_all(self.requirements) if self.applied else ""


@dataclass(frozen=True)
class _Question:
    """What is searched for; ``read`` is what a description demands, ``names`` whether by names."""

    text: str
    vector: np.ndarray
    count: int
    filters: Filters
    read: tuple[Requirement, ...]
    ignore: frozenset[str]
    names: bool


@dataclass(frozen=True)
class _Answer:
    """A ranking, what it keeps to, and what to say about that."""

    ranking: Ranking
    requirements: tuple[Requirement, ...]
    removed: tuple[Requirement, ...]
    notes: tuple[str, ...] = ()
    applied: bool = True


_NOTHING = _Answer(Ranking(_NO_ROWS, np.empty(0, np.float32), _NO_ROWS, None), (), ())


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
        self,
        query: str,
        *,
        top_k: int = 10,
        filters: Filters | None = None,
        plain: bool = False,
        ignore: Collection[str] = (),
    ) -> SearchResult:
        """Return the ``top_k`` molecules of the library that fit ``query`` best.

        A description is compared with every molecule, of those that have what it plainly
        demands: counts, negations, named groups, charge and sizes are a filter, since a vector
        can neither count nor say no. ``plain`` leaves that reading out, and ``ignore`` holds the
        keys of requirements to take away. A structure or identifier comes first where the
        library has it, followed by the molecules nearest to it.

        Raises QueryError (empty query, unusable filter) or MoleculeError (broken structure).
        """
        began = time.perf_counter()
        filters = filters or Filters()
        reading = recognise(query)
        exact = self._find_exact(reading)
        vector, notes = self._encode(reading, exact)
        answer = _NOTHING
        hits: tuple[Hit, ...] = ()
        if vector is not None:
            described = reading.kind == "description" and not plain
            read, unread = self._read(reading.value, exact) if described else ((), ())
            question = _Question(
                text=reading.value,
                vector=vector,
                count=top_k + len(exact),
                filters=filters,
                read=read,
                ignore=frozenset(ignore),
                names=described and len(reading.value.split()) <= MOST_WORDS,
            )
            answer = self._answer(question)
            notes += [*unread, *answer.notes]
            hits = self._list_hits(answer.ranking, exact, vector, filters, top_k)
        return SearchResult(
            query=query,
            reading=reading,
            understood=_tell(reading, answer),
            hits=hits,
            passing=answer.ranking.passing,
            filters=filters,
            notes=tuple(notes),
            elapsed_ms=1000 * (time.perf_counter() - began),
            checkpoint=self.checkpoint.identity,
            library=self.library.identity,
            requirements=answer.requirements,
            removed=answer.removed,
            applied=answer.applied,
        )

    def _read(
        self, text: str, exact: Sequence[int]
    ) -> tuple[tuple[Requirement, ...], tuple[str, ...]]:
        """Return what a description demands, and a note on what cannot be checked."""
        from textmol.molecules.demands import read_requirements  # compiles for some milliseconds

        read = read_requirements(text)
        notes: tuple[str, ...] = ()
        if not self.library.has_counts:
            unknown = [r for r in read if any(c.needs_counts for c in r.conditions)]
            read = tuple(r for r in read if r not in unknown)
            if unknown:
                what = describe_all(unknown)
                notes = (
                    f"This library holds no counts, so that {what} was left to the model; "
                    "python -m textmol library count DIR adds them.",
                )
        if read and exact:
            # A molecule of this very name shows what the words in the name do not mean.
            read = tuple(r for r in read if self.library.rows_meeting(r.conditions)[exact].any())
        return read, notes

    def _answer(self, question: _Question) -> _Answer:
        """Rank the molecules that have what was read, or all where none has it."""
        kept = tuple(r for r in question.read if r.key not in question.ignore)
        removed = tuple(r for r in question.read if r.key in question.ignore)
        if not kept:
            return self._prefer_names(question, _Answer(self._rank(question), (), removed))
        meeting = self.library.rows_meeting(c for r in kept for c in r.conditions)
        ranking = self._rank(question, meeting)
        what = describe_all(kept)
        if not len(ranking.rows):
            others = self._rank(question)
            if len(others.rows):
                note = f"No molecule that passes has all of this: {what}. It was set aside."
                return _Answer(others, kept, removed, (note,), applied=False)
        notes: tuple[str, ...] = ()
        if ranking.passing is not None and 0 < ranking.passing < HANDFUL:
            only = "1 molecule has" if ranking.passing == 1 else f"{ranking.passing} molecules have"
            notes = (f"Only {only} all of this: {what}. Take a part of it away to see more.",)
        return self._prefer_names(question, _Answer(ranking, kept, removed, notes), meeting)

    def _rank(self, question: _Question, meeting: np.ndarray | None = None) -> Ranking:
        # A SMARTS pattern is matched for every hit: then no deeper than is asked for.
        deep = question.names and question.filters.smarts is None
        count = max(question.count, DEPTH) if deep else question.count
        return self.library.search(question.vector, count, question.filters, meeting)

    def _prefer_names(
        self, question: _Question, answer: _Answer, meeting: np.ndarray | None = None
    ) -> _Answer:
        """Put molecules first whose names hold a word of the description, then those near them.

        The vector moves towards the mean of these molecules (Rocchio, 1971, relevance feedback
        with equal weights); scores stay those of the description.
        """
        if not question.names or not len(answer.ranking.rows):
            return answer
        found = find_fragment(self.library, question.text, answer.ranking.rows, question.read)
        if found is None:
            return answer
        if found[0].key in question.ignore:
            return replace(answer, removed=(*answer.removed, found[0]))
        named = found[1][np.isin(found[1], answer.ranking.rows)]
        mean = np.mean([self.library.vector(int(row)) for row in named], axis=0)
        moved = question.vector + mean / np.linalg.norm(mean)
        moved = (moved / np.linalg.norm(moved)).astype(np.float32)
        near = self._rank(replace(question, vector=moved), meeting)
        order = near.rows[np.argsort(~np.isin(near.rows, named), kind="stable")]
        ranking = self.library.score(order, question.vector)
        return replace(
            answer,
            ranking=replace(ranking, passing=answer.ranking.passing),
            requirements=(*answer.requirements, found[0]),
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


def _tell(reading: Reading, answer: _Answer) -> str:
    if not answer.requirements or not answer.applied:
        return reading.sentence
    return f"{reading.sentence.removesuffix('.')} with: {describe_all(answer.requirements)}."


def _lines(ranking: Ranking, *, exact: bool) -> list[tuple[int, float, int, bool]]:
    found = zip(ranking.rows, ranking.scores, ranking.library_ranks, strict=True)
    return [(int(row), float(score), int(rank), exact) for row, score, rank in found]
