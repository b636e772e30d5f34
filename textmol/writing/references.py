"""Known molecules that may be copied from: those of the library that a checkpoint lists."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

import numpy as np

from textmol.library import Library
from textmol.library.index import restore
from textmol.molecules.relatives import Names, group_names

NEAREST = 8  # references that are found for a vector
CHUNK = 256


class References:
    """Structures, names and vectors of the molecules of a library that training knew.

    Others of the library are left out: a molecule that the models were measured on must not be
    copied from the library it stands in.
    """

    def __init__(self, library: Library, keys: Collection[str]) -> None:
        """Take the library, and the InChIKeys of the molecules that may be copied from."""
        self.library = library.identity
        records = library.records(np.arange(library.size))
        rows = [record.row for record in records if record.inchikey in keys]
        self.keys = [records[row].inchikey for row in rows]
        self.smiles = [records[row].smiles for row in rows]
        self.names = [records[row].name or "" for row in rows]
        self._vectors = restore(library.read_vectors()[rows])

    def __len__(self) -> int:
        return len(self.keys)

    def describe(self) -> list[tuple[str, str, str]]:
        """Return InChIKey, SMILES and name of each."""
        return list(zip(self.keys, self.smiles, self.names, strict=True))

    @cached_property
    def names_by_skeleton(self) -> Names:
        """Return the names by the first block of the InChIKey."""
        pairs = zip(self.keys, self.names, strict=True)
        return group_names({key: name for key, name in pairs if name})

    @cached_property
    def _rows(self) -> dict[str, list[int]]:
        """Return where each InChIKey stands."""
        own: dict[str, list[int]] = {}
        for row, key in enumerate(self.keys):
            own.setdefault(key, []).append(row)
        return own

    def take(self, rows: np.ndarray) -> dict[str, np.ndarray]:
        """Return the (d,) vectors of some references by their SMILES."""
        return {self.smiles[row]: self._vectors[row] for row in rows}

    def find_near(self, vectors: np.ndarray, keys: Sequence[str]) -> np.ndarray:
        """Return (n, 8) int32 references nearest to the (n, d) unit vectors, nearest first.

        ``keys`` are the InChIKeys of the molecules themselves, which are not among them; where
        there are too few references, the last places hold -1.
        """
        found = np.full((len(vectors), NEAREST), -1, np.int32)
        for start in range(0, len(vectors) if self.keys else 0, CHUNK):
            scores = vectors[start : start + CHUNK] @ self._vectors.T
            for place, key in enumerate(keys[start : start + CHUNK]):
                scores[place, self._rows.get(key, [])] = -np.inf
            rows = np.argpartition(-scores, min(NEAREST, len(self)) - 1, axis=1)[:, :NEAREST]
            for place, best in enumerate(rows):
                best = best[np.argsort(-scores[place, best], kind="stable")]
                best = best[np.isfinite(scores[place, best])]
                found[start + place, : len(best)] = best
        return found
