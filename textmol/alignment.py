"""Which atoms answer to which words, read out of a two-tower checkpoint without more training.

Both towers add up a part for each thing they see before their heads bend the sum: word pieces on
one side; fingerprint environments, counted groups and atom states on the other. Integrated
gradients carry the parts of atoms and words through the heads, and the inner product of a word's
and an atom's share is what the two add to the score.
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
from textmol.models.inputs import BAG, featurise_batch
from textmol.molecules import parse_molecule
from textmol.molecules.environments import Environments, count_descriptors, find_environments
from textmol.molecules.features import ELEMENTS, FINGERPRINT_SIZE
from textmol.molecules.fragment_names import structure_terms
from textmol.text.familiarity import is_chemistry
from textmol.text.phrases import TextSpan, read_phrases, read_words
from textmol.text.pieces_of_words import share_bag
from textmol.text.vocabulary import Vocabulary, collate

if TYPE_CHECKING:
    from textmol.models.molecule import MoleculeEncoder
    from textmol.models.text import TextEncoder

READINGS = ("separate", "shared", "integrated", "gradient", "similarity")
DRAWN = "shared"  # the one that pages and the command line draw, and that is measured
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
        rest: what the score holds beyond the sum of the matrix, where this is a decomposition;
            None where it is none.
    """

    matrix: np.ndarray
    words: tuple[TextSpan, ...]
    atoms: np.ndarray
    score: float
    rest: float | None = None


@dataclass(frozen=True)
class _Columns:
    """Vectors (w, dim) of spans; whether they are parts of the text's."""

    vectors: Tensor
    adds_up: bool = False


@dataclass(frozen=True)
class _Parts:
    """A molecule of ``a`` atoms before the head: (a, width) by atom, and (width,) the rest."""

    batch: MoleculeBatch
    environments: Environments
    atoms: Tensor
    rest: Tensor


class AttributionAligner:
    """Aligns atoms with words by what both add to the score of a two-tower model.

    ``reading`` chooses how:

    - "separate": every word is read on its own and within its phrase, and pointed at the atoms by
      what their parts of the molecule's vector add to the likeness. The sharpest.
    - "shared": the same times one weight, with which the words together come nearest to the
      description's vector: the matrix and ``rest`` sum to the score.
    - "integrated": words are parts of the whole description as atoms are of the molecule; the
      matrix and ``rest`` sum to the score (up to the error of a few integration steps).
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
        reading: str = "separate",
    ) -> None:
        if reading not in READINGS:
            raise ValueError(f"reading must be one of {', '.join(READINGS)}, not {reading!r}")
        self.reading = reading
        self._text, self._molecule = text.eval(), molecule.eval()
        self._vocabulary, self._groups = vocabulary, tuple(groups)
        self._take_apart = lru_cache(maxsize=REMEMBERED)(self._split_molecule)
        self._share_out_atoms = lru_cache(maxsize=REMEMBERED)(self._share_out_molecule)

    @classmethod
    def from_encoder(cls, encoder: Encoder, reading: str = "separate") -> AttributionAligner:
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
            reading,
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
            score = float(self._molecule.head((parts.atoms.sum(0) + parts.rest)[None])[0] @ whole)
            atoms = self._share_out_atoms(smiles)
            columns = self._share_out_text(text, words, whole)
            matrix = (atoms @ columns.vectors.T).numpy()
            added = (atoms @ whole).numpy()
        rest = score - float(matrix.sum(dtype=np.float64)) if columns.adds_up else None
        return AtomMap(matrix, words, added, score, rest)

    def score(self, smiles: str, text: str, removed: np.ndarray | None = None) -> np.ndarray:
        """Return (k,) float64 scores of the molecule without some of its atoms.

        Every environment and group that holds a removed atom is not counted, and the graph loses
        the atom with its bonds; counts of the whole molecule shrink with its size.

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
                hidden = (parts.atoms.sum(0) + parts.rest)[None]
            else:
                hidden = self._count_again(parts, np.asarray(removed, bool))
            found = self._molecule.head(hidden) @ self._read([text])[0]
        return found.double().numpy()

    def _split_molecule(self, smiles: str) -> _Parts:
        tower = self._molecule
        batch = featurise_batch([smiles], self._groups)
        environments = find_environments(parse_molecule(smiles).mol, self._groups)
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

    def _count_again(self, parts: _Parts, removed: np.ndarray) -> Tensor:
        """Return (k, width) sums before the head without the atoms ``removed`` (k, a)."""
        tower = self._molecule
        hidden = self._weigh(
            parts.environments, torch.from_numpy(parts.environments.count(removed))
        )
        gone = torch.from_numpy(removed)
        if self._counts:
            first = len(ELEMENTS) + 1
            own = slice(first, count_descriptors(0))
            left = (~gone).float().mean(1, keepdim=True)
            shrunk = torch.log1p(left * torch.expm1(parts.batch.descriptors[:, own]))
            hidden = hidden + shrunk @ tower.descriptors.weight[:, own].T + tower.descriptors.bias
        else:
            hidden = hidden + tower.bias
        if tower.config.layers:
            hidden = hidden + tower.graph(cut_atoms(parts.batch, gone))
        return hidden

    def _share_out_molecule(self, smiles: str) -> Tensor:
        """Return (a, dim) what each atom adds to the molecule's vector."""
        head, parts = self._molecule.head, self._take_apart(smiles)
        if self.reading == "gradient":
            return push_parts(head, parts.rest + parts.atoms.sum(0), parts.atoms)
        if self.reading == "similarity":
            return head(parts.rest + parts.atoms)
        return integrate_parts(head, parts.rest, parts.atoms)

    def _share_out_text(self, text: str, spans: Sequence[TextSpan], whole: Tensor) -> _Columns:
        """Return a vector for each span of a text whose own vector is ``whole`` (dim,)."""
        if not spans:
            return _Columns(whole[None][:0], self.reading in ("integrated", "shared"))
        if self.reading in ("integrated", "gradient"):
            tower = self._text
            shares = share_bag(self._vocabulary, text, spans)
            rows = tower.pieces.weight[torch.from_numpy(shares.columns)]
            parts = tower.widen(torch.from_numpy(shares.table) @ rows)
            start = tower.bias + tower.widen(torch.from_numpy(shares.outside) @ rows)
            if self.reading == "gradient":
                return _Columns(push_parts(tower.head, start + parts.sum(0), parts))
            return _Columns(integrate_parts(tower.head, start, parts), adds_up=True)
        alone = self._read([span.text for span in spans])
        if self.reading == "similarity":
            return _Columns(alone)
        vectors = (alone + self._read(_find_contexts(text, spans))) / 2
        if self.reading == "separate":
            return _Columns(vectors)
        return _Columns(_weigh(vectors, whole) * vectors, adds_up=True)

    def _read(self, texts: Sequence[str]) -> Tensor:
        """Return (n, dim) unit vectors of texts."""
        batch = text_batch(collate([self._vocabulary.read(text) for text in texts]))
        return self._text(batch)


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
