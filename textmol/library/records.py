"""Records of the library: what a molecule is there, what a search returns, what was refused."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from textmol.molecules.properties import Properties


@dataclass(frozen=True)
class Record:
    """One molecule of a library.

    Attributes:
        row: its row in the library, 0-based.
        cid: PubChem compound identifier, None where it has none.
        inchikey: standard InChIKey, empty where InChI has none.
        smiles: canonical isomeric SMILES, with salts, charges and stereo as they were given.
        name: the name to show, None where none is known.
        properties: formula and computed properties.
    """

    row: int
    cid: int | None
    inchikey: str
    smiles: str
    name: str | None
    properties: Properties


@dataclass(frozen=True, eq=False)
class Ranking:
    """The best rows of a search, best first; equal scores stand in the order of the rows.

    Attributes:
        rows: (k,) int64 rows of the library.
        scores: (k,) float32 inner products with the query vector.
        library_ranks: (k,) int64 ranks, from 1, among all molecules of the library, filtered or
            not; molecules with an equal score count as ranked before.
        passing: how many molecules pass the filters. None without filters, and with a SMARTS
            filter when the search had enough hits before it had looked at every molecule.
    """

    rows: np.ndarray
    scores: np.ndarray
    library_ranks: np.ndarray
    passing: int | None

    def list_rows(self) -> list[tuple[int, float, int]]:
        """Return row, score and rank in the library of each, best first."""
        columns = (self.rows, self.scores, self.library_ranks)
        return list(zip(*(column.tolist() for column in columns), strict=True))


@dataclass(frozen=True)
class Reject:
    """One row of a source file that did not become a molecule of the library.

    Attributes:
        number: line of a table or record of an SDF, from 1.
        text: what was read as the structure, cut where it is long.
        reason: a sentence that says why it was left out.
    """

    number: int
    text: str
    reason: str
