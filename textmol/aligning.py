"""Maps of a description onto the parts of a molecule, at three levels, and what masking does.

Atoms stand against words, fragments against phrases, the molecule against sentences, as in
Atomas (2024). A map shares out the very score that ranks search hits: its cells, what belongs to
no atom, what belongs to no word and what contradicted statements take off add up to it. Masking a
part shows what the score does without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from textmol.alignment import AttributionAligner, parse_once
from textmol.errors import MoleculeError, QueryError
from textmol.library.typed import read_molecule
from textmol.molecules.claims.evidence import Evidence
from textmol.molecules.fragment_names import structure_terms
from textmol.molecules.fragments import Fragment
from textmol.molecules.levels import LEVELS, split_level
from textmol.scoring import Scorer
from textmol.text.phrases import TextSpan, read_phrases, read_sentences, read_words

if TYPE_CHECKING:
    from textmol.encoder import Encoder
    from textmol.library import Library
    from textmol.molecules import Molecule

__all__ = ["LEVELS", "MOST_ATOMS", "MOST_WORDS", "Alignment", "Mapper", "Occlusion"]

MOST_ATOMS, MOST_WORDS = 200, 250  # beyond them a map of atoms by words cannot be read
LEAST_ERROR = 5e-4  # what three decimals show

_FLAT = (
    "This text does not read like the description of a molecule: most of its words are not among "
    "those that descriptions use, so the map is left flat."
)


@dataclass(frozen=True)
class Alignment:
    """A map of a description onto a molecule.

    Attributes:
        smiles: the molecule; atom indices are in the order in which it writes them.
        text: the description as typed.
        level: "atom", "fragment" or "molecule".
        fragments: the rows. An atom in several of them is shared by them equally.
        words: the columns: words, phrases or sentences, as spans of ``text``.
        matrix: (fragments, words) float32, what each row and column add to the score; all 0
            where ``flat``.
        score: of the description and the molecule, as in a search (``textmol.scoring``).
        no_atom: what the molecule adds to the score where it has no atoms.
        no_word: what the atoms add to it beyond what they add with the columns.
        note: what the reader should know, "" where there is nothing.
        flat: whether the text does not read like the description of a molecule.
        contradicted: what statements that the structure contradicts take off the score, 0 or less.
    """

    smiles: str
    text: str
    level: str
    fragments: tuple[Fragment, ...]
    words: tuple[TextSpan, ...]
    matrix: np.ndarray
    score: float
    no_atom: float
    no_word: float
    note: str = ""
    flat: bool = False
    contradicted: float = 0.0

    @property
    def shared(self) -> float:
        """What all cells add to the score."""
        return float(self.matrix.sum(dtype=np.float64))

    @property
    def rest(self) -> float:
        """What belongs to no atom or to no column."""
        return self.no_atom + self.no_word

    @property
    def error(self) -> float:
        """What the score holds beyond all of these: how far the reading fails to add up."""
        return self.score - self.shared - self.rest - self.contradicted

    def row_strength(self) -> np.ndarray:
        """Return (fragments,) what each row adds to the score."""
        return np.asarray(self.matrix.sum(1))

    def column_strength(self) -> np.ndarray:
        """Return (words,) what each column adds to the score."""
        return np.asarray(self.matrix.sum(0))

    def account(self) -> str:
        """Return the score as a sum, such as "Score 0.500: cells 0.200, no atom 0.300, …"."""
        parts = {"cells": self.shared, "no atom": self.no_atom, "no word": self.no_word}
        if self.contradicted:
            parts["contradicted"] = self.contradicted
        if abs(self.error) >= LEAST_ERROR:
            parts["not accounted for"] = self.error
        told = ", ".join(f"{name} {value:.3f}" for name, value in parts.items())
        return f"Score {self.score:.3f}: {told}."

    def to_json(self) -> dict[str, Any]:
        """Return the map as JSON-ready data, by the contract of the command line."""
        return {
            "smiles": self.smiles,
            "text": self.text,
            "level": self.level,
            "fragments": [
                {"atoms": list(one.atoms), "smiles": one.smiles, "label": one.label}
                for one in self.fragments
            ],
            "words": [
                {"text": word.text, "start": word.start, "end": word.end} for word in self.words
            ],
            "matrix": [[round(float(cell), 6) for cell in row] for row in self.matrix],
            "score": round(self.score, 6),
        }


@dataclass(frozen=True)
class Occlusion:
    """What masking a part of the molecule or of the description does.

    Attributes:
        smiles: the molecule, as in the map.
        text: the description as typed.
        atoms: those that were masked.
        span: the part of the text that was masked, or None.
        masked_text: the description without it.
        score_before: of the whole pair.
        score_after: without what is masked.
        rank_before: 1-based place among the library and the molecule, which counts once.
        rank_after: the same without what is masked.
        library: molecules that it is ranked against.
        claimed: what the atom map's cells for the masked atoms and words add to the score.
    """

    smiles: str
    text: str
    atoms: tuple[int, ...]
    span: TextSpan | None
    masked_text: str
    score_before: float
    score_after: float
    rank_before: int
    rank_after: int
    library: int
    claimed: float


class Mapper:
    """Makes maps with a checkpoint and ranks what is masked in a library; safe for threads."""

    def __init__(self, encoder: Encoder, library: Library) -> None:
        """Take an open checkpoint and library; raises CheckpointError for another family."""
        self._encoder, self._library = encoder, library
        self._aligner = AttributionAligner.from_encoder(encoder)
        self._scorer = Scorer(encoder, library)

    def align(self, molecule: str, description: str, level: str = "atom") -> Alignment:
        """Return the map of ``description`` onto ``molecule`` at one of ``LEVELS``.

        Raises:
            MoleculeError: where the structure cannot be read.
            QueryError: where the text holds no word, or there is no such level.
        """
        if level not in LEVELS:
            raise QueryError(f'There is no level "{level}".', f"Use one of {', '.join(LEVELS)}.")
        parsed, smiles = _read_molecule(self._library, molecule)
        words, notes = _cut_text(description, level)
        rows = split_level(parsed.mol, level)
        if level == "atom" and len(rows) > MOST_ATOMS:
            notes.append(
                f"The molecule has {len(rows)} atoms, more than {MOST_ATOMS}: rows are its "
                "fragments."
            )
            rows = split_level(parsed.mol, "fragment")
        found = self._aligner.align(smiles, description, words)
        contradicted, words_against = self._scorer.penalise(description, Evidence(parsed.mol))
        if words_against:
            told = ", ".join(f"“{one}”" for one in words_against)
            off = f"{-contradicted:.2f}"
            notes.append(f"The structure contradicts {told}, which takes {off} off the score.")
        matrix = pool_rows(found.matrix, rows)
        flat = not self._aligner.reads_as_chemistry(description)
        no_word = found.no_word
        if flat:
            no_word += float(matrix.sum())
            matrix = np.zeros_like(matrix)
            notes.insert(0, _FLAT)
        return Alignment(
            smiles=smiles,
            text=description,
            level=level,
            fragments=rows,
            words=words,
            matrix=matrix,
            score=found.score + contradicted,
            no_atom=found.no_atom,
            no_word=no_word,
            contradicted=contradicted,
            note=" ".join(notes),
            flat=flat,
        )

    def occlude(
        self,
        molecule: str,
        description: str,
        *,
        atoms: Sequence[int] = (),
        span: tuple[int, int] | None = None,
    ) -> Occlusion:
        """Return score and rank of a pair before and after masking atoms, characters or both.

        Args:
            molecule: the structure.
            description: what it is compared with.
            atoms: 0-based, in the order of ``Alignment.smiles``.
            span: first character and the one after the last.

        Raises:
            MoleculeError: where the structure cannot be read.
            QueryError: where the text holds no word, or what is masked lies outside.
        """
        parsed, smiles = _read_molecule(self._library, molecule)
        words, _ = _cut_text(description, "atom")
        removed = np.zeros((1, parsed.mol.GetNumAtoms()), bool)
        chosen = sorted(set(atoms))
        if chosen and not 0 <= chosen[0] <= chosen[-1] < removed.shape[1]:
            raise QueryError(
                f"The molecule has the atoms 0 to {removed.shape[1] - 1}.", "Choose among them."
            )
        removed[0, chosen] = True
        masked, hidden = _mask_text(description, span)
        before = float(self._aligner.score(smiles, description, None)[0])
        # Statements are checked on the whole structure: masked atoms change nothing in them.
        facts = Evidence(parsed.mol)
        before += self._scorer.penalise(description, facts)[0]
        after = float(self._aligner.score(smiles, masked, removed if chosen else None)[0])
        after += self._scorer.penalise(masked, facts)[0]
        found = self._aligner.align(smiles, description, words).matrix
        if hidden is not None:
            found = found[:, [word.overlaps(hidden.start, hidden.end) for word in words]]
        claimed = float(found[chosen].sum() if chosen else found.sum())
        return Occlusion(
            smiles=smiles,
            text=description,
            atoms=tuple(chosen),
            span=hidden,
            masked_text=masked,
            score_before=before,
            score_after=after,
            rank_before=self._rank(parsed, description, before),
            rank_after=self._rank(parsed, masked, after),
            library=self._library.size,
            claimed=claimed,
        )

    def _rank(self, molecule: Molecule, text: str, score: float) -> int:
        """Return the place of a score among those of all other molecules of the library."""
        vectors = self._encoder.encode_descriptions([text])
        own = self._library.find_molecule(molecule)
        return self._scorer.find_places([text], vectors, [score], own)[0]


def pool_rows(matrix: np.ndarray, rows: Sequence[Fragment]) -> np.ndarray:
    """Return (rows, w) float32 sums of an (atoms, w) map; atoms in several rows are shared out."""
    held = np.zeros((len(rows), len(matrix)), np.float32)
    for place, row in enumerate(rows):
        held[place, list(row.atoms)] = 1
    return (held / np.maximum(held.sum(0), 1)) @ matrix


def _read_molecule(library: Library, text: str) -> tuple[Molecule, str]:
    """Return the molecule in an order of atoms that its SMILES, returned too, writes."""
    try:
        typed = parse_once(text)  # what draws and weighs it asks for the same again
    except MoleculeError:
        typed = read_molecule(library, text)
    written = typed.smiles
    if typed.format == "smiles":
        written = typed.typed.split()[0].rstrip(",;").replace("\\\\", "\\")
        if written == text:
            return typed, written
    again = parse_once(written)
    if again.smiles == typed.smiles:
        return again, written
    return parse_once(typed.smiles), typed.smiles


def _cut_text(text: str, level: str) -> tuple[tuple[TextSpan, ...], list[str]]:
    """Return the columns of a level, and a note where some of the text has none."""
    words = read_words(text)
    if not words:
        raise QueryError(
            "There is no description to align." if not text.strip() else "This text has no words.",
            "Type what the molecule is, does or holds.",
        )
    notes = []
    end = len(text)
    if len(words) > MOST_WORDS:
        end = words[MOST_WORDS - 1].end
        notes.append(
            f"The text has {len(words)} words: columns end after the first {MOST_WORDS}; what the "
            "others add to the score belongs to no word."
        )
    if level == "atom":
        columns = words
    elif level == "fragment":
        # A text of function words alone still has columns to point from.
        columns = read_phrases(text, structure_terms()) or words
    else:
        columns = read_sentences(text)
    return tuple(one for one in columns if one.start < end), notes


def _mask_text(text: str, span: tuple[int, int] | None) -> tuple[str, TextSpan | None]:
    """Return ``text`` without the characters of ``span``, and the span as it was typed."""
    if span is None:
        return text, None
    start, end = span
    if not 0 <= start < end <= len(text):
        raise QueryError(f"The text has the characters 0 to {len(text)}.", "Choose among them.")
    return text[:start] + " " + text[end:], TextSpan(text[start:end], start, end)
