"""From descriptions to molecules: written, checked, and ranked by the retrieval score."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np

from textmol.encoder import Encoder
from textmol.errors import MoleculeError, QueryError
from textmol.library import Library
from textmol.molecules import Molecule, parse_molecule, recognise
from textmol.molecules.claims.evidence import Evidence
from textmol.molecules.demands import read_requirements
from textmol.molecules.recognise import clean_description
from textmol.molecules.requirements import Requirement
from textmol.molecules.variants import list_variants
from textmol.scoring import Scorer
from textmol.writing.checks import count_missed
from textmol.writing.decode import Written, write_beams, write_samples
from textmol.writing.folder import open_folder
from textmol.writing.prompts import begin, write_request
from textmol.writing.records import CHANGED, DERIVED, KNOWN, WRITTEN, Generated, Generation
from textmol.writing.references import References
from textmol.writing.rules import Molecules
from textmol.writing.workers import Workers, one_core

MOST_MOLECULES = 100
BEAMS = 6
SHOWN = 8  # known molecules that are ranked beside what is written
PARENTS = 3  # of the best, whose variants are tried
SAMPLES = 12  # written beside the beams, at least; twice what known ones leave where that is more
LONGEST = 120  # tokens
TEMPERATURE, TOP_P, SEED = 1.0, 0.95, 0


@dataclass
class _Tally:
    """What became of the outputs that were written."""

    drawn: int = 0
    empty: int = 0
    invalid: int = 0
    repeated: int = 0
    derived: int = 0
    shown: int = 0
    changed: int = 0


@dataclass(frozen=True)
class _Candidate:
    """A valid molecule, how it came up, and its score for the description."""

    molecule: Molecule
    origin: str
    score: float


class Generator:
    """Writes molecules with a checkpoint, the retrieval encoder and the library."""

    def __init__(self, folder: Path, encoder: Encoder, library: Library) -> None:
        """Open the checkpoint folder; raises CheckpointError."""
        self._opened = open_folder(folder, "generate")
        self.checkpoint = self._opened.checkpoint
        self._rule, self._workers = Molecules(self._opened.tokens), Workers()
        self._encoder, self._library = encoder, library
        self._references = References(library, self._opened.references)
        self._scorer = Scorer(encoder, library)

    def generate(self, description: str, *, count: int = 10) -> Generation:
        """Return up to ``count`` valid, distinct molecules that fit a description, best first.

        Beams and samples are written, what is no molecule or stands there twice is counted, and
        the rest is ranked by the score of a search (``textmol.scoring``), together with what can
        be made of molecules of the library that the description names (``molecules.derived``)
        and the known molecules nearest to the description. Of the best, a protomer or stereoisomer
        that fits better is listed as well. Where a name leaves few structures ("the conjugate
        base of lactic acid"), all others contradict the description; where none does, each plain
        demand ("three chlorines") that a molecule does not meet costs as much as a contradiction.

        Raises QueryError for a description that is empty or no words, MoleculeError for a broken
        structure in its place.
        """
        query, said = _read(description)
        with one_core():
            return self._generate(query, said, count)

    def _generate(self, query: str, said: tuple[str, ...], count: int) -> Generation:
        began = time.perf_counter()
        count = min(max(count, 1), MOST_MOLECULES)
        vector = self._encoder.encode_descriptions([query])[0]
        tally = _Tally()
        derived = self._library.derive(query)
        named = any(one.complete for one in derived)
        demands = () if named else tuple(one for one in read_requirements(query) if one.conditions)
        near = self._references.find_near(vector[None], [""])[0][:SHOWN]
        fitting = self._find_fitting(demands, vector)
        known = fitting | self._references.take(near[near >= 0])
        shown = list(known)[:SHOWN]
        kept = _Kept(self._encoder, self._scorer, query, vector, known, demanding=bool(demands))
        valid = self._sift(self._write(query, vector, shown, count), tally)
        tally.repeated = len(valid) - kept.add(valid, WRITTEN)
        tally.derived = kept.add(chain(*(one.molecules for one in derived)), DERIVED)
        tally.shown = kept.add(map(parse_molecule, shown), KNOWN)
        tally.changed = kept.change(PARENTS)
        ranked = kept.ranked[:count]
        return Generation(
            query=query,
            molecules=tuple(
                self._describe(rank, candidate) for rank, candidate in enumerate(ranked, 1)
            ),
            drawn=tally.drawn,
            empty=tally.empty,
            invalid=tally.invalid,
            repeated=tally.repeated,
            derived=tally.derived,
            shown=tally.shown,
            changed=tally.changed,
            notes=(*said, *_note(len(ranked), count)),
            elapsed_ms=round((time.perf_counter() - began) * 1000, 1),
            checkpoint=self.checkpoint.identity,
            library=self._library.identity,
        )

    def _find_fitting(
        self, demands: Sequence[Requirement], vector: np.ndarray
    ) -> dict[str, np.ndarray]:
        """Return the vectors of the nearest molecules that meet all plain demands, by SMILES."""
        read = [condition for one in demands for condition in one.conditions]
        if not read or not self._library.has_counts:
            return {}
        meeting = self._library.rows_meeting(read)
        rows = self._library.ranker.search(vector, SHOWN, meeting=meeting).rows
        return {one.smiles: self._library.vector(one.row) for one in self._library.records(rows)}

    def _write(self, query: str, vector: np.ndarray, shown: list[str], count: int) -> list[str]:
        """Return the SMILES that were written, beams first; both are sought side by side."""
        tokens = self._opened.tokens
        prompt = write_request(tokens, query, shown[: self._opened.near])
        dense = self._encoder.take_base(vector[None])
        ways = (
            partial(self._search, prompt, dense),
            partial(self._draw, prompt, dense, max(SAMPLES, 2 * (count - SHOWN))),
        )
        written = chain(*self._workers.map(_call, ways))
        return [tokens.write_structure(one.tokens) for one in written]

    def _search(self, prompt: list[int], dense: np.ndarray) -> list[Written]:
        """Return the outputs of a beam search, best first."""
        return write_beams(
            self._opened,
            [prompt],
            dense,
            begin(self._opened.tokens),
            beams=BEAMS,
            count=BEAMS,
            longest=LONGEST,
            rules=[self._rule],
        )[0]

    def _draw(self, prompt: list[int], dense: np.ndarray, count: int) -> list[Written]:
        """Return outputs drawn by chance."""
        return write_samples(
            self._opened,
            prompt,
            dense[0],
            begin(self._opened.tokens),
            count=count,
            longest=LONGEST,
            temperature=TEMPERATURE,
            top_p=TOP_P,
            seed=SEED,
            rule=self._rule,
        )

    def _sift(self, written: Sequence[str], tally: _Tally) -> list[Molecule]:
        """Return the valid molecules and count the rest."""
        valid = []
        for smiles in written:
            tally.drawn += 1
            if not smiles:
                tally.empty += 1
                continue
            try:
                valid.append(parse_molecule(smiles))
            except MoleculeError:
                tally.invalid += 1
        return valid

    def _describe(self, rank: int, candidate: _Candidate) -> Generated:
        molecule = candidate.molecule
        own = self._library.find_molecule(molecule)
        known = self._library.record(own[0]) if own else None
        similar = self._library.compare(molecule)
        nearest = own[0] if own else int(similar.argmax())
        return Generated(
            rank=rank,
            score=candidate.score,
            origin=candidate.origin,
            smiles=molecule.smiles,
            inchikey=molecule.inchikey,
            known=known,
            nearest=self._library.record(nearest),
            nearest_similarity=1.0 if own else float(similar[nearest]),
        )


class _Kept:
    """Distinct molecules with their scores for one description."""

    def __init__(
        self,
        encoder: Encoder,
        scorer: Scorer,
        description: str,
        vector: np.ndarray,
        known: dict[str, np.ndarray],
        *,
        demanding: bool,
    ) -> None:
        self._encoder, self._scorer, self._demanding = encoder, scorer, demanding
        self._description, self._vector = description, vector
        self._known = known
        self._kept: dict[str, _Candidate] = {}

    def add(self, molecules: Iterable[Molecule], origin: str) -> int:
        """Take those that are not there yet; return how many they were."""
        fresh = self._score(molecules, origin)
        self._kept |= fresh
        return len(fresh)

    def change(self, parents: int) -> int:
        """Take the best protomer or stereoisomer of each of the best, if it is better than that.

        All of them would fill a list with one skeleton. Returns how many were taken.
        """
        taken = 0
        for parent in self.ranked[:parents]:
            variants = map(parse_molecule, list_variants(parent.molecule.mol))
            found = self._score(variants, CHANGED)
            key = max(found, key=lambda key: found[key].score, default=None)
            if key is not None and found[key].score > parent.score:
                self._kept[key] = found[key]
                taken += 1
        return taken

    def _score(self, molecules: Iterable[Molecule], origin: str) -> dict[str, _Candidate]:
        """Return those that are not there yet by what tells them apart."""
        fresh: dict[str, Molecule] = {}
        for one in molecules:
            key = one.inchikey or one.smiles
            if key not in self._kept:
                fresh.setdefault(key, one)
        vectors = self._encode(list(fresh.values()))
        return {
            key: _Candidate(
                one, origin, float(vectors[one.smiles] @ self._vector) + self._penalise(one)
            )
            for key, one in fresh.items()
        }

    def _encode(self, molecules: list[Molecule]) -> dict[str, np.ndarray]:
        """Return the vector of each by its SMILES: that of the library where it is a known one."""
        own = [one for one in molecules if one.smiles not in self._known]
        vectors = self._encoder.encode_molecules(own)
        return self._known | {one.smiles: vector for one, vector in zip(own, vectors, strict=True)}

    def _penalise(self, molecule: Molecule) -> float:
        off = self._scorer.penalise(self._description, Evidence(molecule.mol))[0]
        missed = count_missed(self._description, molecule) if self._demanding else 0
        return off - self._encoder.contradiction * missed

    @property
    def ranked(self) -> list[_Candidate]:
        """Return all, best first."""
        return sorted(self._kept.values(), key=lambda one: -one.score)


def _call(way: Callable[[], list[Written]]) -> list[Written]:
    return way()


def _read(description: str) -> tuple[str, tuple[str, ...]]:
    """Return a description as it is encoded, and what to say about it."""
    query, notes = clean_description(description)
    if not query:
        raise QueryError("There is no description.", "Say what the molecule should be.")
    if recognise(description).kind != "description":
        shown = query if len(query) <= 60 else f"{query[:60]}…"
        raise QueryError(
            f"“{shown}” is a structure or an identifier, not a description.",
            "Say in words what the molecule should be, or search the library with it.",
        )
    return query, notes


def _note(found: int, count: int) -> tuple[str, ...]:
    if found in (0, count):
        return ()
    what = "1 valid molecule was" if found == 1 else f"{found} different valid molecules were"
    return (f"Only {what} written.",)
