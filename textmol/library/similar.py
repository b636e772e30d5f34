"""Molecules of a library by their structural similarity to another molecule."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from textmol.molecules.similarity import compute_tanimoto, pack_morgan

if TYPE_CHECKING:
    from textmol.library.library import Library

_LOCK = threading.Lock()


def rank_similar(library: Library, smiles: str, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the ``count`` rows most similar to a canonical SMILES, and their Tanimoto.

    Rows are (k,) int64, similarities (k,) float32 from 0 to 1, best first; equal ones stand in
    the order of the library. The first call reads all structures, which takes some seconds.
    """
    scores = measure_similarity(library, smiles)
    rows = np.argsort(-scores, kind="stable")[:count]
    return rows.astype(np.int64), scores[rows]


def measure_similarity(library: Library, smiles: str) -> np.ndarray:
    """Return (n,) float32: the Tanimoto of every molecule of a library with a canonical SMILES.

    Fingerprints are Morgan's of radius 2 with 2,048 bits.
    """
    return compute_tanimoto(pack_morgan([smiles])[0], _read_fingerprints(library))


def _read_fingerprints(library: Library) -> np.ndarray:
    with _LOCK:
        return _compute_fingerprints(library)


# Ten megabytes for the bundled library; two libraries may be open while one takes over.
@lru_cache(maxsize=2)
def _compute_fingerprints(library: Library) -> np.ndarray:
    return pack_morgan(library.read_smiles())
