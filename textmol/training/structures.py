"""Structures of a prepared folder, so that many checkpoints need not read them anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from textmol.encoder import Encoder
from textmol.models.inputs import read_graphs
from textmol.training.corpus import Corpus

BATCH = 512


class PreparedStructures:
    """Encodes SMILES from prepared features where there are any, and reads the others."""

    def __init__(self, folder: Path) -> None:
        self._corpus = Corpus.open(folder)
        rows = np.arange(len(self._corpus.keys))
        self._rows = {smiles: row for row, smiles in enumerate(self._corpus.smiles(rows))}

    def __call__(self, encoder: Encoder, smiles: Sequence[str]) -> np.ndarray:
        """Return (n, d) float32 unit rows, as ``encoder.encode_molecules`` does.

        Prepared features are kept in half precision: vectors differ by some 1e-4.
        """
        if not self._fits(encoder):
            return encoder.encode_molecules(smiles)
        rows = np.asarray([self._rows.get(one, -1) for one in smiles])
        vectors = np.empty((len(rows), encoder.dim), np.float32)
        known, unknown = np.flatnonzero(rows >= 0), np.flatnonzero(rows < 0)
        for start in range(0, len(known), BATCH):
            places = known[start : start + BATCH]
            vectors[places] = encoder.encode_batch(self._corpus.molecules(rows[places]))
        if len(unknown):
            vectors[unknown] = encoder.encode_molecules([smiles[int(place)] for place in unknown])
        return vectors

    def _fits(self, encoder: Encoder) -> bool:
        same = tuple(self._corpus.facts["groups"]) == encoder.groups
        return same and encoder.family.read_molecules is read_graphs
