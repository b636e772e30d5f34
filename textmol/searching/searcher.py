"""One search, step by step: read the query, encode it, rank, list the hits."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from textmol.encoder import Encoder
from textmol.library import Library, Ranking, Refinement
from textmol.library.fragments import DEPTH, MOST_WORDS, find_fragment
from textmol.library.refinement import move_vector
from textmol.molecules.naming import read_named
from textmol.molecules.recognise import Reading, clean_description, read_name_of, recognise
from textmol.molecules.requirements import Requirement, describe_all
from textmol.results import COSINE, Hit, SearchResult
from textmol.scoring import Scorer
from textmol.searching.derived import leave_covered, read_structures, tell_derived
from textmol.searching.naming import read_typed_name
from textmol.searching.questions import (
    NOTHING,
    Answer,
    Question,
    Settings,
    add_structures,
    doubt_name,
    name_measure,
    name_reading,
    tell,
)

# With fewer molecules than this the chemist is told that a requirement may be too much.
HANDFUL = 5


class Searcher:
    """Searches one library with one encoder."""

    def __init__(self, encoder: Encoder, library: Library) -> None:
        self.encoder = encoder
        self.library = library
        self._scorer = Scorer(encoder, library)

    def search(self, query: str, settings: Settings) -> SearchResult:
        """Return what is found; raises QueryError or MoleculeError."""
        began = time.perf_counter()
        reading = recognise(query, settings.read_as, structures_named=self.library.find_structures)
        reading, exact = self._identify(reading, settings)
        vector, notes = self._encode(reading, exact, settings.refinement)
        answer, measure = NOTHING, COSINE
        hits: tuple[Hit, ...] = ()
        if vector is not None or reading.kind == "smarts":
            question, said = self._ask(reading, exact, vector, settings)
            answer = add_structures(self._answer(question), question)
            notes += [*said, *answer.notes]
            hits = self._list_hits(answer.ranking, exact, question, settings)
            measure = name_measure(question)
        return SearchResult(
            query=query,
            reading=reading,
            understood=tell(reading, answer),
            hits=hits,
            passing=answer.ranking.passing,
            filters=settings.filters,
            notes=tuple(notes),
            elapsed_ms=1000 * (time.perf_counter() - began),
            checkpoint=self.encoder.checkpoint.identity,
            library=self.library.identity,
            requirements=answer.requirements,
            removed=answer.removed,
            applied=answer.applied,
            refinement=settings.refinement,
            measure=measure,
        )

    def _identify(self, reading: Reading, settings: Settings) -> tuple[Reading, list[int]]:
        """Return what was typed once names are known, and the rows of the very molecule."""
        # Whoever insists on a description does not mean the molecule of that name.
        if reading.in_words and settings.read_as != "description":
            named = self.library.find_named(reading.value)
            if named:
                return name_reading(reading, named), named
            read = read_named if settings.read_as == "name" else read_typed_name
            molecule = read(reading.value)
            if molecule is not None:
                reading = read_name_of(reading, molecule)
        return reading, self.library.find_exact(reading)

    def _encode(
        self, reading: Reading, exact: Sequence[int], refinement: Refinement
    ) -> tuple[np.ndarray | None, list[str]]:
        """Return the vector to search with, if there is one, and what to say about it."""
        vector, said = self._encode_reading(reading, exact)
        if not (refinement.more or refinement.less):
            return vector, said
        if vector is None:
            if reading.kind != "smarts":
                return None, said
            vector = np.zeros(self.encoder.dim, np.float32)
            said = ["Ranked by the phrases instead of by size."]
        more = self.encoder.encode_descriptions(refinement.more)
        less = self.encoder.encode_descriptions(refinement.less)
        return move_vector(vector, more, less), said

    def _encode_reading(
        self, reading: Reading, exact: Sequence[int]
    ) -> tuple[np.ndarray | None, list[str]]:
        if reading.in_words:
            text, notes = clean_description(reading.value)
            vector = self.encoder.encode_descriptions([text])[0]
            plain = reading.kind == "name" and bool(self.library.find_name(reading.value))
            return vector, [*notes, *doubt_name(reading, exact, plain=plain)]
        if reading.kind == "smarts":
            return None, []
        return self._encode_structure(reading, exact)

    def _encode_structure(
        self, reading: Reading, exact: Sequence[int]
    ) -> tuple[np.ndarray | None, list[str]]:
        notes = reading.molecule.notes if reading.molecule else ()
        if exact:
            note = "The matching molecule comes first; the others are nearest to its structure."
            return self.library.vector(exact[0]), [*notes, note]
        if reading.molecule is not None:
            vector = self.encoder.encode_molecules([reading.molecule])[0]
            return vector, [*notes, self._tell_absence(reading.molecule.inchikey)]
        note = "The library has no such molecule: paste its SMILES, or describe it in words."
        return None, [note]

    def _tell_absence(self, inchikey: str) -> str:
        """Return the note on a structure that the library does not have."""
        alike = len(self.library.find_skeleton(inchikey)) if inchikey else 0
        if not alike:
            return "This structure is not in the library; the molecules nearest to it are listed."
        have = "1 molecule has" if alike == 1 else f"{alike} molecules have"
        return (
            f"The library does not have it as written; {have} the same skeleton with other "
            f"stereochemistry, charge or isotopes: search for {inchikey.partition('-')[0]}. "
            "The nearest molecules are listed."
        )

    def _ask(
        self,
        reading: Reading,
        exact: Sequence[int],
        vector: np.ndarray | None,
        settings: Settings,
    ) -> tuple[Question, list[str]]:
        """Return the question that a reading comes to, and what to say about it."""
        described = reading.in_words and not settings.plain
        read, unread = self._read(reading.value, exact) if described else ((), ())
        refinement, notes = settings.refinement, list(unread)
        penalised = described and vector is not None
        derived = self._scorer.list_derived(reading.value) if penalised else ()
        structures = read_structures(reading.value, derived)
        read = leave_covered(read, (one for one in structures if one.key not in settings.ignore))
        removed = {
            reading.value[one.start : one.end] for one in structures if one.key in settings.ignore
        }
        penalties = self._scorer.penalise_library(reading.value, removed) if penalised else None
        notes += tell_derived(derived, penalties)
        allowed = None
        if refinement.exclude:
            allowed, said = self._exclude(refinement.exclude)
            notes += said
        alike = None
        if refinement.tanimoto and not reading.in_words and (reading.molecule or exact):
            typed = reading.molecule.smiles if reading.molecule else ""
            smiles = self.library.record(exact[0]).smiles if exact else typed
            alike = smiles, refinement.tanimoto
        question = Question(
            text=reading.value,
            vector=vector,
            count=settings.top_k + len(exact),
            filters=settings.filters,
            read=read,
            structures=structures,
            ignore=settings.ignore,
            names=described
            and not (refinement.more or refinement.less)
            and len(reading.value.split()) <= MOST_WORDS
            # Names that it derives its molecule from are those of others.
            and not self.library.derive(reading.value),
            allowed=allowed,
            smarts=reading.value if reading.kind == "smarts" else None,
            alike=alike,
            penalties=penalties,
        )
        return question, notes

    def _exclude(self, terms: Sequence[str]) -> tuple[np.ndarray, list[str]]:
        """Return (n,) bool, what is left without molecules that have any of the terms, and notes.

        A term is a group or element that can be counted, else a part of names.
        """
        from textmol.molecules.demands import read_requirements  # compiles for some milliseconds

        left, notes = np.ones(self.library.size, bool), []
        for term in terms:
            read = read_requirements(f"no {term}") if self.library.has_counts else ()
            conditions = [condition for item in read for condition in item.conditions]
            if conditions:
                left &= self.library.rows_meeting(conditions)
                continue
            named = self.library.find_within_names(term)
            left[named] = False
            what = (
                f"{len(named):,} molecules with it in a name were" if len(named) else "nothing was"
            )
            notes.append(f"“{term}” is no group that can be counted: {what} left out.")
        return left, notes

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

    def _answer(self, question: Question) -> Answer:
        """Rank the molecules that have what was read, or all where none has it."""
        kept = tuple(r for r in question.read if r.key not in question.ignore)
        removed = tuple(r for r in question.read if r.key in question.ignore)
        if not kept:
            answer = Answer(self._rank(question), (), removed)
            return self._prefer_names(question, answer)
        meeting = self.library.rows_meeting(c for r in kept for c in r.conditions)
        ranking = self._rank(question, meeting)
        what = describe_all(kept)
        if not len(ranking.rows):
            others = self._rank(question)
            if len(others.rows):
                note = f"No molecule that passes has all of this: {what}. It was set aside."
                return Answer(others, kept, removed, (note,), applied=False)
        notes: tuple[str, ...] = ()
        if ranking.passing is not None and 0 < ranking.passing < HANDFUL:
            only = "1 molecule has" if ranking.passing == 1 else f"{ranking.passing} molecules have"
            notes = (f"Only {only} all of this: {what}. Take a part of it away to see more.",)
        return self._prefer_names(question, Answer(ranking, kept, removed, notes), meeting)

    def _rank(self, question: Question, meeting: np.ndarray | None = None) -> Ranking:
        if question.allowed is not None:
            meeting = question.allowed if meeting is None else question.allowed & meeting
        # A SMARTS pattern is matched for every hit: then no deeper than is asked for.
        deep = question.names and question.filters.smarts is None
        count = max(question.count, DEPTH) if deep else question.count
        ranker, filters = self.library.ranker, question.filters
        if question.vector is None:
            return ranker.search_containing(question.smarts or "", count, filters, meeting)
        if question.alike is not None:
            smiles, weight = question.alike
            return ranker.search_alike(
                smiles, count, filters, meeting, weight=weight, vector=question.vector
            )
        return ranker.search(
            question.vector,
            count,
            filters,
            meeting,
            smarts=question.smarts,
            offset=question.offset,
        )

    def _prefer_names(
        self, question: Question, answer: Answer, meeting: np.ndarray | None = None
    ) -> Answer:
        """Put molecules first whose names hold a word of the description, then those near them.

        The vector moves towards the mean of these molecules (Rocchio, 1971, relevance feedback
        with equal weights); scores stay those of the description.
        """
        if not question.names or question.vector is None or not len(answer.ranking.rows):
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
        ranking = self.library.ranker.score(order, question.vector, offset=question.offset)
        return replace(
            answer,
            ranking=replace(ranking, passing=answer.ranking.passing),
            requirements=(*answer.requirements, found[0]),
        )

    def _list_hits(
        self,
        ranking: Ranking,
        exact: Sequence[int],
        question: Question,
        settings: Settings,
    ) -> tuple[Hit, ...]:
        """Return exact matches that pass the filters, then the ranking without them."""
        lines = ranking.list_rows()
        if exact and question.alike is None and question.vector is not None:
            ranked = self.library.ranker.score(
                exact, question.vector, question.filters, offset=question.offset
            )
            first = ranked.list_rows()
            if question.allowed is not None:
                first = [line for line in first if question.allowed[line[0]]]
        else:
            first = [line for line in lines if line[0] in exact]
        named = {row for row, *_ in first}
        lines = (first + [line for line in lines if line[0] not in named])[: settings.top_k]
        records = self.library.records([row for row, *_ in lines])
        penalties = question.penalties
        return tuple(
            Hit(
                rank=place,
                score=score,
                library_rank=library_rank,
                better_than=100 * (self.library.size - library_rank) / self.library.size,
                exact=row in named,
                record=record,
                contradicts=penalties.tell(row) if penalties else (),
            )
            for place, ((row, score, library_rank), record) in enumerate(
                zip(lines, records, strict=True), 1
            )
        )
