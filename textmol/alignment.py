"""Which atoms answer to which words, read out of a two-tower checkpoint without more training.

Both towers add up a part for each thing they see before their heads bend the sum: word pieces on
one side; fingerprint environments, counted groups and atom states on the other. Integrated
gradients carry the parts of atoms and words through the heads, and the inner product of a word's
and an atom's share is what the two add to the score. A member that reads exact counts of the whole
molecule has no such parts: what it adds to the score belongs to no atom.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import numpy as np
import torch
from torch import Tensor, nn

from textmol.encoder import Encoder
from textmol.errors import CheckpointError
from textmol.models.attribution import (
    cut_atoms,
    integrate_parts,
    push_parts,
    split_graph,
)
from textmol.models.batches import MoleculeBatch, text_batch
from textmol.models.config import TwoTowerConfig
from textmol.models.inputs import BAG, featurise_molecules
from textmol.molecules import parse_molecule
from textmol.molecules.environments import Environments, count_descriptors, find_environments
from textmol.molecules.features import ELEMENTS, FINGERPRINT_SIZE
from textmol.molecules.fragment_names import structure_terms
from textmol.text.familiarity import is_chemistry
from textmol.text.phrases import FUNCTION_WORDS, TextSpan, read_phrases, read_words
from textmol.text.pieces_of_words import share_bag
from textmol.text.vocabulary import Vocabulary, collate

if TYPE_CHECKING:
    from textmol.models.molecule import MoleculeEncoder
    from textmol.models.text import TextEncoder
    from textmol.molecules import Molecule

DRAWN = "shared"  # the reading that pages and the command line draw, and that is measured
READINGS = (DRAWN, "gradient", "similarity")
LEAST_WEIGHT = 1e-3  # of a word in a description: columns must not vanish or change their sign
REMEMBERED = 8  # molecules; a page asks about the same one again and again


@dataclass(frozen=True)
class AtomMap:
    """A map of a description onto a molecule.

    Attributes:
        matrix: (atoms, words) float32, how strongly each atom answers to each word.
        words: the words as spans of the text as typed.
        atoms: (atoms,) float32, what each atom adds to the score of the whole description.
        score: inner product of the description's and the molecule's vector.
        no_atom: what the molecule adds to the score where it has no atoms.
        no_word: what the atoms add to it beyond what they add with the words.
    """

    matrix: np.ndarray
    words: tuple[TextSpan, ...]
    atoms: np.ndarray
    score: float
    no_atom: float = 0.0
    no_word: float = 0.0


@dataclass(frozen=True)
class _Parts:
    """A molecule of ``a`` atoms before the head: (a, width) by atom, and (width,) the rest."""

    batch: MoleculeBatch
    environments: Environments
    atoms: Tensor
    rest: Tensor

    @property
    def whole(self) -> Tensor:
        """The (width,) sum of all."""
        return self.atoms.sum(0) + self.rest


class AttributionAligner:
    """Aligns atoms with words by what both add to the score of a two-tower model.

    ``reading`` chooses how:

    - "shared": every word is read on its own and within its phrase, times the one weight with
      which all of them come nearest to the description's vector, and pointed at the atoms by
      what their parts of the molecule's vector add to the likeness. The matrix, ``no_atom`` and
      ``no_word`` are computed apart and sum to the score, within the tolerance of the integral.
    - "gradient": gradient times input at both ends in place of the integral.
    - "similarity": likeness of each word alone and each atom's environments alone, as in
      late interaction without training for it.
    """

    def __init__(
        self,
        text: TextEncoder,
        molecule: MoleculeEncoder,
        vocabulary: Vocabulary,
        groups: Sequence[str],
        reading: str = DRAWN,
    ) -> None:
        if reading not in READINGS:
            raise ValueError(f"reading must be one of {', '.join(READINGS)}, not {reading!r}")
        self.reading = reading
        self._text, self._molecule = text.eval(), molecule.eval()
        self._vocabulary, self._groups = vocabulary, tuple(groups)
        self._take_apart = lru_cache(maxsize=REMEMBERED)(self._split_molecule)
        self._share_out_atoms = lru_cache(maxsize=REMEMBERED)(self._share_out_molecule)

    @classmethod
    def from_encoder(cls, encoder: Encoder) -> AttributionAligner:
        """Return an aligner of an open two-tower checkpoint.

        Raises:
            CheckpointError: where the checkpoint is of another family.
        """
        if not isinstance(encoder.config, TwoTowerConfig):
            raise CheckpointError(
                f"The score of {encoder.checkpoint.identity} cannot be shared out to atoms.",
                "Use a checkpoint of the family two_tower, such as the bundled one.",
            )
        vocabulary = Vocabulary.from_json(
            (encoder.checkpoint.folder / BAG).read_text(encoding="utf-8")
        )
        return cls(
            cast("TextEncoder", encoder.text_tower),
            cast("MoleculeEncoder", encoder._open_molecule_tower()),
            vocabulary,
            encoder.groups,
        )

    def with_reading(self, reading: str) -> AttributionAligner:
        """Return an aligner of the same towers with another reading."""
        return AttributionAligner(
            self._text, self._molecule, self._vocabulary, self._groups, reading
        )

    def with_weights(self, change: Callable[[nn.Module], None]) -> AttributionAligner:
        """Return an aligner of copies of both towers, each of which ``change`` was called with."""
        text, molecule = deepcopy(self._text), deepcopy(self._molecule)
        change(text)
        change(molecule)
        return AttributionAligner(text, molecule, self._vocabulary, self._groups, self.reading)

    def reads_as_chemistry(self, text: str) -> bool:
        """Return whether a text reads like a description of a molecule."""
        return is_chemistry(self._vocabulary, text, structure_terms())

    def align(self, smiles: str, text: str, spans: Sequence[TextSpan] | None = None) -> AtomMap:
        """Return the map of ``text`` onto the atoms of ``smiles``, in the order it writes them.

        Args:
            smiles: the molecule.
            text: the description.
            spans: columns of the matrix, parts of the text that need not be whole words; None
                takes its words.

        Raises:
            MoleculeError: where the SMILES cannot be read.
        """
        words = read_words(text) if spans is None else tuple(spans)
        with torch.no_grad():
            parts = self._take_apart(smiles)
            whole = self._read([text])[0]
            molecule, bare = self._molecule.head(torch.stack([parts.whole, parts.rest]))
            counted = float(self._count_in(parts.batch.descriptors, text))
            share = 1 - self._text.weight  # of the members that have parts
            atoms = share * self._share_out_atoms(smiles)
            columns = self._share_out_text(text, words, whole)
            left = whole - columns.sum(0)
            return AtomMap(
                matrix=(atoms @ columns.T).numpy(),
                words=words,
                atoms=(atoms @ whole).numpy(),
                score=share * float(molecule @ whole) + counted,
                no_atom=share * float(bare @ whole) + counted,
                no_word=float((atoms @ left).sum()),
            )

    def embed(self, smiles: str, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Return (a, dim) unit vectors of single atoms and (n, dim) of texts, each read alone.

        A counting member has no part in them.
        """
        with torch.no_grad():
            parts = self._take_apart(smiles)
            atoms = self._molecule.head(parts.rest + parts.atoms)
            return atoms, self._read(texts) if texts else atoms[:0]

    def score(self, smiles: str, text: str, removed: np.ndarray | None = None) -> np.ndarray:
        """Return (k,) float64 scores of the molecule without some of its atoms.

        Every environment and group that holds a removed atom is not counted, and the graph loses
        the atom with its bonds; counts of the whole molecule shrink with its size. A counting
        member reads the counts that are left, to whole numbers.

        Args:
            smiles: the molecule, of ``a`` atoms.
            text: the description.
            removed: (k, a) bool; None removes nothing, once.

        Raises:
            MoleculeError: where the SMILES cannot be read.
        """
        with torch.no_grad():
            parts = self._take_apart(smiles)
            if removed is None:
                hidden, descriptors = parts.whole[None], parts.batch.descriptors
            else:
                hidden, descriptors = self._count_again(parts, np.asarray(removed, bool))
            found = self._molecule.head(hidden) @ self._read([text])[0]
            found = (1 - self._text.weight) * found + self._count_in(descriptors, text)
        return found.double().numpy()

    def _count_in(self, descriptors: Tensor, text: str) -> Tensor:
        """Return (k,) what a counting member adds to the score of (k, d) log counts."""
        if self._text.counting is None or self._molecule.counting is None:
            return torch.zeros(len(descriptors))
        batch = text_batch(collate([self._vocabulary.read(text)]))
        cosines = self._molecule.counting(descriptors) @ self._text.counting(batch)[0]
        return self._text.weight * cosines

    def _split_molecule(self, smiles: str) -> _Parts:
        tower = self._molecule
        molecule = parse_once(smiles)
        batch = featurise_molecules([molecule], self._groups)
        environments = find_environments(molecule.mol, self._groups)
        shares = torch.from_numpy(environments.shares())
        atoms = self._weigh(environments, shares)
        whole = tower.widen(tower.fingerprint(batch.columns, batch.offsets, batch.weights))
        whole = whole + (tower.descriptors(batch.descriptors) if self._counts else tower.bias)
        rest = whole[0] - atoms.sum(0)
        if tower.config.layers:
            of_graph, left = split_graph(tower.graph, batch)
            atoms, rest = atoms + of_graph, rest + left
        return _Parts(batch, environments, atoms, rest)

    @property
    def _counts(self) -> bool:
        return bool(self._molecule.config.descriptors)

    def _weigh(self, environments: Environments, values: Tensor) -> Tensor:
        """Return (k, width): the (k, u) values of columns as sums of their weights."""
        tower, columns = self._molecule, torch.from_numpy(environments.columns)
        inside = columns < FINGERPRINT_SIZE
        total = tower.widen(values[:, inside] @ tower.fingerprint.weight[columns[inside]])
        if self._counts:
            others = columns[~inside] - FINGERPRINT_SIZE
            total = total + values[:, ~inside] @ tower.descriptors.weight.T[others]
        return total

    def _count_again(self, parts: _Parts, removed: np.ndarray) -> tuple[Tensor, Tensor]:
        """Return (k, width) sums before the head and (k, d) log counts without (k, a) atoms."""
        tower, columns = self._molecule, torch.from_numpy(parts.environments.columns)
        gone = torch.from_numpy(removed)
        values = torch.from_numpy(parts.environments.count(removed))
        inside = columns < FINGERPRINT_SIZE
        hidden = tower.widen(values[:, inside] @ tower.fingerprint.weight[columns[inside]])
        descriptors = torch.zeros(len(removed), parts.batch.descriptors.shape[1])
        descriptors[:, columns[~inside] - FINGERPRINT_SIZE] = values[:, ~inside]
        own = slice(len(ELEMENTS) + 1, count_descriptors(0))
        left = (~gone).float().mean(1, keepdim=True)
        descriptors[:, own] = torch.log1p(left * torch.expm1(parts.batch.descriptors[:, own]))
        hidden = hidden + (tower.descriptors(descriptors) if self._counts else tower.bias)
        if tower.config.layers:
            hidden = hidden + tower.graph(cut_atoms(parts.batch, gone))
        return hidden, descriptors

    def _share_out_molecule(self, smiles: str) -> Tensor:
        """Return (a, dim) what each atom adds to the molecule's vector."""
        head, parts = self._molecule.head, self._take_apart(smiles)
        if self.reading == "gradient":
            return push_parts(head, parts.whole, parts.atoms)
        if self.reading == "similarity":
            return head(parts.rest + parts.atoms)
        return integrate_parts(head, parts.rest, parts.atoms)

    def _share_out_text(self, text: str, spans: Sequence[TextSpan], whole: Tensor) -> Tensor:
        """Return (w, dim), a vector for each span of a text whose own is ``whole`` (dim,)."""
        if not spans:
            return whole[None][:0]
        if self.reading == "gradient":
            tower = self._text
            shares = share_bag(self._vocabulary, text, spans)
            rows = tower.pieces.weight[torch.from_numpy(shares.columns)]
            parts = tower.widen(torch.from_numpy(shares.table) @ rows)
            start = tower.bias + tower.widen(torch.from_numpy(shares.outside) @ rows)
            return push_parts(tower.head, start + parts.sum(0), parts)
        alone = [span.text for span in spans]
        if self.reading == "similarity":
            return self._read(alone)
        both = self._read([*alone, *_find_contexts(text, spans)])
        vectors = (both[: len(spans)] + both[len(spans) :]) / 2
        # "the" and "with" lie somewhere too, but say nothing of a molecule.
        says = [[text.lower() not in FUNCTION_WORDS] for text in alone]
        vectors = vectors * torch.tensor(says)
        return _weigh(vectors, whole) * vectors

    def _read(self, texts: Sequence[str]) -> Tensor:
        """Return (n, dim) unit vectors of texts without the counting member, each read once."""
        once = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        batch = text_batch(collate([self._vocabulary.read(text) for text in once]))
        return self._text.encode_base(batch)[[once[text] for text in texts]]


@lru_cache(maxsize=REMEMBERED)
def parse_once(smiles: str) -> Molecule:
    """Return the molecule of a text that was perhaps just read; raises MoleculeError."""
    return parse_molecule(smiles)


def _weigh(vectors: Tensor, whole: Tensor) -> float:
    """Return the weight with which the sum of (w, dim) vectors is nearest to the (dim,) whole."""
    total = vectors.sum(0)
    return max(float(total @ whole / total.square().sum().clamp(min=1e-9)), LEAST_WEIGHT)


def _find_contexts(text: str, spans: Sequence[TextSpan]) -> list[str]:
    """Return the phrase that each span lies in, itself where it lies in none or cuts a word."""
    phrases, words = (
        read_phrases(text, structure_terms()),
        {(word.start, word.end) for word in read_words(text)},
    )
    found = []
    for span in spans:
        inside = [one.text for one in phrases if one.start <= span.start and span.end <= one.end]
        found.append(inside[0] if inside and (span.start, span.end) in words else span.text)
    return found
