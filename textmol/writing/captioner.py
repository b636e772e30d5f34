"""From molecules to descriptions, each checked by searching with it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np

from textmol.encoder import Encoder
from textmol.errors import CheckpointError, MoleculeError
from textmol.library import Library
from textmol.library.derivations import claim_derived
from textmol.library.typed import read_molecule
from textmol.models.batches import MoleculeBatch
from textmol.molecules import Molecule
from textmol.molecules.claims import CONTRADICTED, VERIFIED, Claim, check_claims
from textmol.molecules.claims.evidence import Evidence
from textmol.molecules.parents import Parents
from textmol.molecules.relatives import find_relatives
from textmol.scoring import Scorer
from textmol.writing.decode import Written, write_beams
from textmol.writing.folder import open_folder
from textmol.writing.lexicon import list_words
from textmol.writing.prompts import PLAIN, Subject, begin, write_subject
from textmol.writing.records import DONE, FAILED, Caption, Captioned
from textmol.writing.references import References
from textmol.writing.rules import Anything, Rule
from textmol.writing.truth import Truthful
from textmol.writing.wording import Wording
from textmol.writing.workers import Workers

MOST_CANDIDATES = 8
MOST_ATOMS = 300
BEAMS = 8
LONGEST = 124  # tokens
LENGTH_PENALTY = 1.4  # chosen on dev: captions came out a fifth shorter than descriptions are
BATCH = 25
# What a caption gains beside its likelihood, chosen on dev.
FOR_VERIFIED, FOR_CONTRADICTED, FOR_RANK = 0.1, -0.3, -0.04


@dataclass(frozen=True)
class _Read:
    """A molecule as the captioner takes it."""

    molecule: Molecule
    vector: np.ndarray
    dense: np.ndarray
    prompt: list[int]
    evidence: Evidence


class Captioner:
    """Writes captions with a checkpoint, the retrieval encoder and the library."""

    def __init__(self, folder: Path, encoder: Encoder, library: Library) -> None:
        """Open the checkpoint folder; raises CheckpointError."""
        self._opened = open_folder(folder, "caption")
        self.checkpoint = self._opened.checkpoint
        if self._opened.terms is None or not self._opened.words:
            raise CheckpointError(
                f"{folder} holds no terms or no words to caption with.",
                "Train the captioner anew.",
            )
        self._terms, self._workers = self._opened.terms, Workers()
        self._encoder, self._library = encoder, library
        self._scorer = Scorer(encoder, library)
        self._references = References(library, self._opened.references)
        self._parents = Parents(library.find_structures)
        names = (word for name in self._references.names for word in list_words(name))
        self._wording = Wording(self._opened.tokens, chain(self._opened.words, names))

    def caption(self, molecules: Sequence[str], *, candidates: int = 4) -> list[Captioned]:
        """Return captions of structures as typed; a broken one has a reason instead.

        ``candidates`` is how many captions are written for each, 1 to 8.
        """
        count = min(max(candidates, 1), MOST_CANDIDATES)
        parts = self._workers.share(molecules, BATCH)
        done = self._workers.map(partial(self._caption_batch, count), parts)
        return [one for part in done for one in part]

    def _caption_batch(self, count: int, typed: Sequence[str]) -> list[Captioned]:
        parsed = [_parse(self._library, text) for text in typed]
        molecules = [one for one in parsed if isinstance(one, Molecule)]
        read = self._read(molecules) if molecules else []
        written = iter(zip(read, self._write(read) if read else [], strict=True))
        return [
            self._finish(text, *next(written), count)
            if isinstance(one, Molecule)
            else _fail(text, one)
            for text, one in zip(typed, parsed, strict=True)
        ]

    def _read(self, molecules: list[Molecule]) -> list[_Read]:
        batches = [self._encoder.read_molecules([one]) for one in molecules]
        vectors = np.concatenate([self._encoder.encode_batch(batch) for batch in batches])
        near = self._references.find_near(vectors, [one.inchikey for one in molecules])
        return list(map(self._prompt, molecules, batches, vectors, near))

    def _prompt(
        self, molecule: Molecule, batch: MoleculeBatch, vector: np.ndarray, near: np.ndarray
    ) -> _Read:
        names = [self._references.names[row] for row in near[: self._opened.near] if row >= 0]
        subject = Subject(
            molecule.smiles,
            find_relatives(molecule.mol, molecule.inchikey, self._references.names_by_skeleton),
            [name for name in names if name],
            self._terms.tell(batch)[0],
        )
        prompt = write_subject(self._opened.tokens, subject)
        dense = batch.descriptors[0].numpy()
        return _Read(molecule, vector, dense, prompt, Evidence(molecule.mol))

    def _write(self, read: list[_Read]) -> list[list[Written]]:
        """Return captions that hold; where a search ends with none, what fewer rules leave."""
        written: list[list[Written]] = [[] for _ in read]
        rules = (self._hold, self._hold_by_itself, lambda _: self._wording, lambda _: Anything())
        for find_rule in rules:
            left = [place for place, found in enumerate(written) if not found]
            if left:
                some = [read[place] for place in left]
                for place, found in zip(left, self._search(some, find_rule), strict=True):
                    written[place] = found
        return written

    def _hold(self, one: _Read) -> Rule:
        """Return what lets a caption say nothing that is false, by structures of names too."""
        names_other = partial(self._names_other, one.molecule.inchikey)
        return Truthful(self._wording, one.evidence, self._is_other(one), names_other)

    def _hold_by_itself(self, one: _Read) -> Rule:
        return Truthful(self._wording, one.evidence, self._is_other(one))

    def _is_other(self, one: _Read) -> Callable[[str], bool]:
        return partial(self._parents.are_others, one.molecule.mol)

    def _names_other(self, inchikey: str, sentence: str) -> bool:
        """Return whether names of a sentence leave other molecules, whatever their stereo."""
        return any(left.miss(inchikey) == 1 for left in self._library.derive(sentence))

    def _search(self, read: list[_Read], find_rule: Callable[[_Read], Rule]) -> list[list[Written]]:
        return write_beams(
            self._opened,
            [one.prompt for one in read],
            np.stack([one.dense for one in read]),
            begin(self._opened.tokens, PLAIN),
            beams=BEAMS,
            count=BEAMS,
            longest=LONGEST,
            length_penalty=LENGTH_PENALTY,
            rules=list(map(find_rule, read)),
        )

    def _finish(self, typed: str, read: _Read, written: list[Written], count: int) -> Captioned:
        texts = [self._opened.tokens.write_words(one.tokens) for one in written]
        own = self._library.find_molecule(read.molecule)
        ranks = self._find_ranks(texts, read, own)
        captions = [
            Caption(text, one.score, rank, self._check(text, read))
            for text, one, rank in zip(texts, written, ranks, strict=True)
        ]
        return Captioned(
            input=typed,
            smiles=read.molecule.smiles,
            inchikey=read.molecule.inchikey,
            status=DONE,
            error="",
            candidates=tuple(sorted(captions, key=weigh, reverse=True)[:count]),
            known=self._library.record(own[0]) if own else None,
            notes=read.molecule.notes,
        )

    def _check(self, text: str, read: _Read) -> tuple[Claim, ...]:
        """Return what can be checked of a text; what a name comes to is said once."""
        derived = self._library.derive(text)
        named = list(claim_derived(text, derived, read.molecule.inchikey))
        others = [
            claim
            for claim in check_claims(text, read.evidence)
            if not any(one.start <= claim.start and claim.end <= one.end for one in named)
        ]
        return tuple(sorted((*named, *others), key=lambda claim: claim.start))

    def _find_ranks(self, texts: list[str], read: _Read, own: list[int]) -> list[int]:
        """Return at which place the molecule comes back when the library is searched."""
        vectors = self._encoder.encode_descriptions(texts)
        scores = [
            float(vector @ read.vector) + self._scorer.penalise(text, read.evidence)[0]
            for text, vector in zip(texts, vectors, strict=True)
        ]
        return self._scorer.find_places(texts, vectors, scores, own)


def weigh(caption: Caption) -> float:
    """Return what captions of one molecule are ordered by, the largest first.

    It is the likelihood, with something for each statement that is verified or contradicted and
    for how far down a search with the caption the molecule comes.
    """
    verdicts = [claim.verdict for claim in caption.claims]
    return (
        caption.score
        + FOR_VERIFIED * verdicts.count(VERIFIED)
        + FOR_CONTRADICTED * verdicts.count(CONTRADICTED)
        + FOR_RANK * math.log(caption.rank_when_searched)
    )


def _parse(library: Library, text: str) -> Molecule | MoleculeError:
    """Return a molecule to caption, or what is wrong with it."""
    try:
        molecule = read_molecule(library, text)
    except MoleculeError as error:
        return error
    atoms = molecule.mol.GetNumHeavyAtoms()
    if atoms <= MOST_ATOMS:
        return molecule
    return MoleculeError(
        f"The molecule has {atoms} heavy atoms; captions are written for up to {MOST_ATOMS}.",
        "Caption a fragment or the repeating unit.",
    )


def _fail(typed: str, error: MoleculeError) -> Captioned:
    return Captioned(typed, "", "", FAILED, str(error), (), None, ())
