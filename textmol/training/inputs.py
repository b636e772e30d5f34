"""Rows of a prepared corpus as the batches that a family's towers take."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.random import Generator

from textmol.models.batches import MoleculeBatch, PieceBatch, TextBatch
from textmol.models.config import Sizes
from textmol.models.families import Family
from textmol.models.inputs import (
    BAG,
    PIECES,
    piece_batch,
    read_bags,
    read_graphs,
    read_pieces,
    read_smiles,
)
from textmol.text.pieces import Pieces
from textmol.training.corpus import Corpus
from textmol.training.start import Start


class Inputs:
    """What a family's towers read, the same as its readers give of what is typed later.

    Attributes:
        texts: (rows, rng, keep) to a batch of texts, see ``Corpus.texts``.
        molecules: rows to a batch of molecules.
    """

    def __init__(self, family: Family, corpus: Corpus, start: Start | None = None) -> None:
        self._family, self._corpus, self._start = family, corpus, start
        self.config: Any = None
        takers: dict[Callable, Callable] = {
            read_bags: self._take_bags,
            read_pieces: self._take_pieces,
            read_graphs: self._take_graphs,
            read_smiles: self._take_smiles,
        }
        self.texts = takers[family.read_texts]
        self.molecules = takers[family.read_molecules]

    def size_model(self, model: dict[str, Any]) -> Any:
        """Return the architecture of a recipe's sizes for this corpus, and read as it asks."""
        facts = self._corpus.facts
        data = Sizes(
            vocabulary=len(self._corpus.vocabulary),
            pieces=len(Pieces(self._tokeniser, 1)) if self._reads_pieces else 0,
            fingerprint=facts["fingerprint"],
            descriptors=self._corpus.descriptor_size,
            atom_values=tuple(facts["atom_values"]),
            bond_values=tuple(facts["bond_values"]),
            start=self._start.architecture if self._start else None,
        )
        self.config = self._family.config.from_sizes(model, data)
        return self.config

    @property
    def files(self) -> dict[str, bytes]:
        """Return what a checkpoint needs to read texts and structures, by file name."""
        files = {}
        if self._family.read_texts is read_bags:
            files[BAG] = self._corpus.vocabulary.to_json()
        if self._reads_pieces:
            files[PIECES] = self._tokeniser
        return {name: text.encode() for name, text in files.items()}

    @property
    def _reads_pieces(self) -> bool:
        return self._family.read_texts is read_pieces or self._family.read_molecules is read_smiles

    @cached_property
    def _tokeniser(self) -> str:
        return self._start.pieces if self._start else self._corpus.read_pieces()

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(self._tokeniser, self.config.text.longest)

    @cached_property
    def _structures(self) -> Pieces:
        return Pieces(self._tokeniser, self.config.molecule.longest, structures=True)

    def _take_bags(
        self, rows: np.ndarray, rng: Generator | None = None, keep: float = 1.0
    ) -> TextBatch:
        return self._corpus.texts(rows, rng, keep)

    def _take_pieces(
        self, rows: np.ndarray, rng: Generator | None = None, keep: float = 1.0
    ) -> PieceBatch:
        return piece_batch(self._pieces, self._corpus.strings(rows, rng, keep))

    def _take_graphs(self, rows: np.ndarray) -> MoleculeBatch:
        return self._corpus.molecules(rows)

    def _take_smiles(self, rows: np.ndarray) -> PieceBatch:
        return piece_batch(self._structures, self._corpus.smiles(rows))
