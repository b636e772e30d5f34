"""A library of molecules, opened from its folder: records, identifiers, search."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from textmol.errors import LibraryError
from textmol.library import folder as files
from textmol.library.counts import CountIndex
from textmol.library.filters import RANGES, Filters
from textmol.library.index import VectorIndex, restore
from textmol.library.names import NameIndex
from textmol.library.ranker import Ranker, as_single
from textmol.library.records import Ranking, Record
from textmol.library.screen import SubstructureScreen
from textmol.molecules.properties import Properties
from textmol.molecules.requirements import Condition
from textmol.molecules.substructure import PATTERN_BITS

_TEXTS = ("cid", "inchikey", "smiles", "name", "formula")
_PROPERTIES = tuple(field.name for field in fields(Properties))

if TYPE_CHECKING:
    from textmol.molecules.recognise import Reading


class Library:
    """Molecules with their identifiers, names, properties and vectors; never changed once open.

    Any number of threads may use one library.

    Attributes:
        folder: where it was opened from.
        identity: its name and the first 8 digits of its manifest's sha256.
        size: how many molecules it holds.
        card: what it says about itself: sources, counts, checkpoint.
        ranker: what ranks its molecules.
    """

    def __init__(
        self, folder: Path, identity: str, card: dict[str, Any], molecules: pa.Table
    ) -> None:
        """Take what ``open`` has verified and read."""
        self.folder = folder
        self.identity = identity
        self.card = card
        self.size = int(molecules.num_rows)
        self._columns = {name: molecules[name].chunk(0) for name in molecules.column_names}
        self._cids = files.view(self._columns["cid"].drop_null())
        self._rows_with_cid = files.view(pc.indices_nonzero(pc.is_valid(self._columns["cid"])))
        patterns = files.map_array(folder / files.SCREEN, np.dtype(np.uint8), PATTERN_BITS // 8)
        self._vectors = self._map_vectors()
        if patterns.shape[1] != self.size:
            raise LibraryError(
                f'The library "{folder}" is damaged: "{files.SCREEN}" does not fit the molecules.',
                "Build it again: python -m textmol library build FILE --out DIR.",
            )
        self._lock = threading.Lock()
        numbers = (name for name in _PROPERTIES if name not in _TEXTS)
        self._numbers = {name: files.view(self._columns[name]) for name in numbers}
        smiles = self._columns["smiles"]
        self.ranker = Ranker(
            {name: self._numbers[name] for name in RANGES},
            self._numbers["heavy_atoms"],
            smiles,
            SubstructureScreen(patterns, smiles, self._columns["formula"]),
            self._load_index,
        )
        self._index: VectorIndex | None = None
        self._names: NameIndex | None = None
        self._counts: CountIndex | None = None

    @classmethod
    def open(cls, folder: Path) -> Library:
        """Return the library in a folder; arrays are memory-mapped and indexes made when used.

        Raises:
            LibraryError: where the folder is no library, or a file is missing or was changed.
        """
        folder = Path(folder)
        card, digest = files.verify_folder(folder)
        molecules = files.read_table(folder / files.MOLECULES)
        return cls(folder, f"{card['name']}@{digest[:8]}", card, molecules)

    @property
    def checkpoint(self) -> str | None:
        """Identity of the checkpoint its vectors come from, None where it has no vectors."""
        vectors = self.card.get("vectors")
        return None if vectors is None else str(vectors["checkpoint"])

    def record(self, row: int) -> Record:
        """Return one molecule.

        Raises:
            IndexError: where there is no such row.
        """
        return self.records([row])[0]

    def records(self, rows: Sequence[int] | np.ndarray) -> list[Record]:
        """Return molecules in the order of ``rows``.

        Raises:
            IndexError: where there is no such row.
        """
        wanted = np.asarray(rows, np.int64)
        if len(wanted) and not (wanted.min() >= 0 and wanted.max() < self.size):
            raise IndexError(f"The library has the rows 0 to {self.size - 1}, not {list(rows)}.")
        # Not pa.array(): it would import pandas to ask whether it was given a series.
        taken = pa.Array.from_buffers(pa.int64(), len(wanted), [None, pa.py_buffer(wanted)])
        cells = {name: self._columns[name].take(taken).to_pylist() for name in _TEXTS}
        # Numbers are taken several times faster by NumPy than by Arrow.
        cells |= {name: values[wanted].tolist() for name, values in self._numbers.items()}
        for name, places in files.DECIMALS.items():
            cells[name] = [round(value, places) for value in cells[name]]
        properties = zip(*(cells[name] for name in _PROPERTIES), strict=True)
        return [
            Record(row, cid, inchikey, smiles, name, Properties(*values))
            for row, cid, inchikey, smiles, name, values in zip(
                wanted.tolist(),
                cells["cid"],
                cells["inchikey"],
                cells["smiles"],
                cells["name"],
                properties,
                strict=True,
            )
        ]

    def read_smiles(self) -> list[str]:
        """Return the SMILES of all molecules in the order of the rows."""
        return list(self._columns["smiles"].to_pylist())

    def read_names(self) -> list[list[str]]:
        """Return all names of all molecules in the order of the rows."""
        return self._load_names().list_by_row(self.size)

    def find_exact(self, reading: Reading) -> list[int]:
        """Return the rows of the molecule that an identifier or a structure stands for.

        A structure is found by its InChIKey, which joins most tautomers; rows with the same
        SMILES come first. Without an InChIKey the SMILES decides. A description finds nothing.
        """
        if reading.kind == "cid":
            return self._find_cid(reading.value)
        if reading.kind == "inchikey":
            return self._find_text("inchikey", reading.value)
        if reading.kind == "registry":
            # "CHEBI:15365" is also written without the colon.
            return self.find_name(reading.value) or self.find_name(reading.value.replace(":", ""))
        if reading.molecule is None:
            return []
        same = self._find_text("smiles", reading.molecule.smiles)
        key = reading.molecule.inchikey
        alike = self._find_text("inchikey", key) if key else []
        return same + [row for row in alike if row not in same]

    def find_name(self, text: str) -> list[int]:
        """Return the rows that have ``text`` as any of their names, written in whatever way."""
        return self._load_names().find(text)

    def vector(self, row: int) -> np.ndarray:
        """Return the (d,) float32 vector of a molecule, of unit length.

        Raises:
            LibraryError: where the library has no vectors.
        """
        return restore(self._need_vectors()[row : row + 1])[0]

    def rows_passing(self, filters: Filters) -> np.ndarray:
        """Return (n,) bool: the molecules within all ranges of ``filters``, SMARTS left aside."""
        return self.ranker.rows_passing(filters)

    def search(
        self,
        vector: np.ndarray,
        count: int,
        filters: Filters | None = None,
        meeting: np.ndarray | None = None,
    ) -> Ranking:
        """Return the molecules nearest to a vector: see ``Ranker.search``."""
        return self.ranker.search(vector, count, filters, meeting)

    def score(
        self, rows: Sequence[int] | np.ndarray, vector: np.ndarray, filters: Filters | None = None
    ) -> Ranking:
        """Return those of ``rows`` that pass, scored as by a search: see ``Ranker.score``."""
        return self.ranker.score(rows, vector, filters)

    def read_vectors(self) -> np.ndarray:
        """Return the (n, d) int8 vectors as they are stored, memory-mapped.

        Raises:
            LibraryError: where the library has no vectors.
        """
        return self._need_vectors()

    def read_map(self) -> np.ndarray | None:
        """Return (n, 2) float32 coordinates between -1 and 1, None where it has no map.

        Raises:
            LibraryError: where the map does not fit the molecules.
        """
        path = self.folder / files.MAP
        if not path.is_file():
            return None
        return files.map_array(path, np.dtype(np.float16), self.size).astype(np.float32)

    @property
    def has_counts(self) -> bool:
        """Whether it knows how often its molecules have each group and element."""
        return (self.folder / files.COUNTS).is_file()

    def rows_meeting(self, conditions: Iterable[Condition]) -> np.ndarray:
        """Return (n,) bool: the molecules that meet every condition.

        Raises:
            LibraryError: where a condition needs counts and the library has none.
        """
        meeting = np.ones(self.size, bool)
        for condition in conditions:
            values = self._measure(condition)
            if condition.low is not None:
                meeting &= values >= as_single(condition.low)
            if condition.high is not None:
                meeting &= values <= as_single(condition.high)
        return meeting

    def find_within_names(self, fragment: str) -> np.ndarray:
        """Return (m,) int64: the rows with a name that contains ``fragment``, in any case."""
        return self._load_names().find_within(fragment)

    def info(self) -> dict[str, Any]:
        """Return what the library holds and where it comes from, for people to read."""
        from textmol.library.facts import tell_facts

        return tell_facts(self)

    def count_named(self) -> int:
        """Return how many molecules have a name to show."""
        return self.size - int(self._columns["name"].null_count)

    def count_names(self) -> int:
        """Return how many names there are in all."""
        return len(self._load_names())

    def count_pool(self) -> int:
        """Return how many molecules belong to the benchmark pool."""
        return int(pc.sum(self._columns["pool"]).as_py())

    def _find_cid(self, text: str) -> list[int]:
        return [int(row) for row in self._rows_with_cid[self._cids == int(text)]]

    def _find_text(self, column: str, text: str) -> list[int]:
        # A scan of Arrow strings takes a fraction of a millisecond and no memory for an index.
        strings = self._columns[column]
        alike = pc.indices_nonzero(pc.starts_with(strings, text)).to_pylist()
        return [row for row in alike if strings[row].as_py() == text]

    def _map_vectors(self) -> np.ndarray | None:
        path = self.folder / files.VECTORS
        if self.checkpoint is None:
            return None
        return files.map_array(path, np.dtype(np.int8), self.size)

    def _need_vectors(self) -> np.ndarray:
        if self._vectors is None:
            raise LibraryError(
                f'The library "{self.folder}" has no vectors and cannot be searched.',
                "Build it again with a checkpoint: "
                "python -m textmol library build FILE --out DIR --checkpoint DIR.",
            )
        return self._vectors

    def _load_index(self) -> VectorIndex:
        with self._lock:
            if self._index is None:
                self._index = VectorIndex(self._need_vectors())
            return self._index

    def _load_names(self) -> NameIndex:
        with self._lock:
            if self._names is None:
                self._names = NameIndex(files.read_table(self.folder / files.NAMES))
            return self._names

    def _measure(self, condition: Condition) -> np.ndarray:
        """Return (n,) numbers: a property, or counts added up."""
        if not condition.needs_counts:
            return np.sum([files.view(self._columns[name]) for name in condition.measures], axis=0)
        return self._load_counts().count(condition.measures)

    def _load_counts(self) -> CountIndex:
        with self._lock:
            if self._counts is None:
                if not self.has_counts:
                    raise LibraryError(
                        f'The library "{self.folder}" has no counts of groups and elements.',
                        "Add them: python -m textmol library count DIR.",
                    )
                table = files.read_table(self.folder / files.COUNTS)
                self._counts = CountIndex(table, self.size)
            return self._counts
