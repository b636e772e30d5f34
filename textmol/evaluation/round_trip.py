"""Searching with what was written: at which place of the library does the molecule come back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from statistics import fmean
from typing import Any

import numpy as np

from textmol.engine import TextMol
from textmol.errors import MoleculeError
from textmol.molecules import recognise
from textmol.molecules.claims.evidence import Evidence
from textmol.scoring import Scorer


def encode_known(engine: TextMol, smiles: Sequence[str]) -> tuple[np.ndarray, list[list[int]]]:
    """Return (n, dim) vectors of molecules and the rows of the library that each one has.

    A molecule of the library has the vector that a search compares with; others are encoded. One
    that TextMol does not take, being too large, has a vector of zeros.
    """
    vectors = np.zeros((len(smiles), engine.encoder.dim), np.float32)
    rows = [_find_rows(engine, one) for one in smiles]
    for place, (one, found) in enumerate(zip(smiles, rows, strict=True)):
        with suppress(MoleculeError):
            vectors[place] = (
                engine.library.vector(found[0]) if found else engine.encode_molecules([one])[0]
            )
    return vectors, rows


def _find_rows(engine: TextMol, smiles: str) -> list[int]:
    try:
        return engine.library.find_exact(recognise(smiles, "structure"))
    except MoleculeError:
        return []


def find_places(
    engine: TextMol,
    texts: Sequence[str],
    vectors: np.ndarray,
    rows: Sequence[list[int]],
    facts: Sequence[Evidence],
) -> list[int]:
    """Return (n,) the 1-based place of each molecule when the library is searched with its text.

    ``vectors`` (n, dim) and ``rows`` are those of ``encode_known``, ``facts`` what statements are
    checked on. An empty text finds nothing,
    and a molecule without a vector is not found: it comes last.
    """
    scorer = Scorer(engine.encoder, engine.library)
    encoded = engine.encode_descriptions([text or " " for text in texts])

    def place(text: str, one: np.ndarray, vector: np.ndarray, own: list[int], has: Evidence) -> int:
        if not text or not vector.any():
            return engine.library.size
        score = float(one @ vector) + scorer.penalise(text, has)[0]
        return scorer.find_places([text], one[None], [score], own)[0]

    return list(map(place, texts, encoded, vectors, rows, facts))


def summarise_places(places: Sequence[int], size: int) -> dict[str, Any]:
    """Return the mean percentile, which share comes first or among ten, and the pool.

    The percentile is the share of the other molecules that score lower, from 0 to 100.
    """
    others = max(size - 1, 1)
    return {
        "mean_percentile": fmean(100 * (size - place) / others for place in places),
        "first": fmean(place == 1 for place in places),
        "first_ten": fmean(place <= 10 for place in places),
        "pool": size,
    }
