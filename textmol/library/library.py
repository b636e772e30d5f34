"""A library of molecules, opened from its folder: records, identifiers, search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from textmol.errors import LibraryError
from textmol.library import folder as files
from textmol.library.counts import CountIndex
from textmol.library.filters import RANGES
from textmol.library.index import VectorIndex, restore
from textmol.library.measures import Measures
from textmol.library.names import NameIndex
from textmol.library.ranker import Ranker
from textmol.library.records import Record
from textmol.library.screen import SubstructureScreen
from textmol.library.similar import FingerprintIndex
from textmol.library.taking import take_records, view_numbers
from textmol.molecules.identity import skeleton_key
from textmol.molecules.requirements import Condition
from textmol.molecules.substructure import PATTERN_BITS
from textmol.once import Once

if TYPE_CHECKING:
    from textmol.library.derivations import Derivation, Derivations
    from textmol.library.statements import StatementIndex
    from textmol.molecules import Molecule
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
        has_counts: whether it knows how often its molecules have each group and element.
        has_statements: whether it knows which molecules contradict a statement.
    """

    def __init__(
        self, folder: Path, identity: str, card: dict[str, Any], molecules: pa.Table
    ) -> None:
        """Take what ``open`` has verified and read."""
        self.folder = folder
        self.identity = identity
        self.card = card
        self.size = int(molecules.num_rows)
        self.has_counts = (folder / files.COUNTS).is_file()
        self.has_statements = self.has_counts and (folder / files.STATEMENTS).is_file()
        self._columns = {name: molecules[name].chunk(0) for name in molecules.column_names}
        self._cids = files.view(self._columns["cid"].drop_null())
        self._rows_with_cid = files.view(pc.indices_nonzero(pc.is_valid(self._columns["cid"])))
        self._vectors = self._map_vectors()
        patterns = Once(
            lambda: files.read_patterns(folder / files.SCREEN, self.size, PATTERN_BITS // 8)
        )
        self._numbers = view_numbers(self._columns)
        smiles = self._columns["smiles"]
        self.ranker = Ranker(
            {name: self._numbers[name] for name in RANGES},
            self._numbers["heavy_atoms"],
            SubstructureScreen(patterns, smiles, self._columns["formula"]),
            Once(lambda: VectorIndex(self._need_vectors())),
            self.compare,
        )
        self._names = Once(lambda: NameIndex(files.read_table(folder / files.NAMES)))
        self._counts = Once(
            lambda: CountIndex(
                self._read_counted(files.COUNTS, "counts of groups and elements"), self.size
            )
        )
        self._measures = Measures(self._columns, self._counts, self.size)
        self._statements = Once(self._open_statements)
        self._unnamed: frozenset[int] = frozenset()
        self._derivations = Once(self._open_derivations)
        self._fingerprints = Once(
            lambda: FingerprintIndex(
                self._read_counted(files.FINGERPRINTS, "fingerprints"), self.size
            )
        )

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

    def without_names(self, keys: Iterable[str]) -> Library:
        """Return the library as it would be if molecules with some InChIKeys had no names.

        What is measured on them cannot look them up then (``find_name``, ``derive``).
        """
        other = copy(self)
        other._unnamed = frozenset(row for key in keys for row in self._find_text("inchikey", key))
        other._derivations = Once(other._open_derivations)
        return other

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
        return take_records(self._columns, self._numbers, rows)

    def read_smiles(self) -> list[str]:
        """Return the SMILES of all molecules in the order of the rows."""
        return list(self._columns["smiles"].to_pylist())

    def read_names(self) -> list[list[str]]:
        """Return all names of all molecules in the order of the rows."""
        return self._names().list_by_row(self.size)

    def find_exact(self, reading: Reading) -> list[int]:
        """Return the rows of the molecule that an identifier or a structure stands for.

        A structure is found by its InChIKey, which joins most tautomers; rows with the same
        SMILES come first. Without an InChIKey the SMILES decides. A description finds nothing.
        """
        if reading.kind == "cid":
            return self._find_cid(reading.value)
        if reading.kind == "inchikey" and "-" not in reading.value:
            return self.find_skeleton(reading.value)
        if reading.kind == "inchikey":
            return self._find_text("inchikey", reading.value)
        if reading.kind == "registry":
            # "CHEBI:15365" is also written without the colon.
            return self.find_name(reading.value) or self.find_name(reading.value.replace(":", ""))
        return self.find_molecule(reading.molecule) if reading.molecule else []

    def find_molecule(self, molecule: Molecule) -> list[int]:
        """Return the rows of a structure, those with the same SMILES first."""
        same = self._find_text("smiles", molecule.smiles)
        key = molecule.inchikey
        alike = self._find_text("inchikey", key) if key else []
        return same + [row for row in alike if row not in same]

    def find_skeleton(self, inchikey: str) -> list[int]:
        """Return the rows that share the first block of an InChIKey.

        Stereochemistry, isotopes and most charges make no difference.
        """
        begin = f"{inchikey.partition('-')[0]}-"
        found = pc.indices_nonzero(pc.starts_with(self._columns["inchikey"], begin))
        return [int(row) for row in found.to_pylist()]

    def find_name(self, text: str) -> list[int]:
        """Return the rows that have ``text`` as any of their names, written in whatever way."""
        rows = self._names().find(text)
        return [row for row in rows if row not in self._unnamed] if self._unnamed else rows

    def find_stereoisomers(self, text: str) -> list[int]:
        """Return the rows that have ``text`` as a name after a prefix such as "(-)-" or "DL-"."""
        return self._names().find_stereoisomers(text)

    def find_structures(self, name: str) -> list[str]:
        """Return the SMILES of the molecules that have a name, written in whatever way."""
        rows = np.asarray(self.find_name(name), np.int64)
        return [record.smiles for record in self.records(rows)] if len(rows) else []

    def find_named(self, text: str) -> list[int]:
        """Return the rows of a name; where none has it plainly, all stereoisomers that have it."""
        return self.find_name(text) or self.find_stereoisomers(text)

    def vector(self, row: int) -> np.ndarray:
        """Return the (d,) float32 vector of a molecule, of unit length.

        Raises:
            LibraryError: where the library has no vectors.
        """
        return restore(self._need_vectors()[row : row + 1])[0]

    def compare(self, molecule: Molecule) -> np.ndarray:
        """Return (n,) float32: the Tanimoto similarity of every molecule to another one.

        Of Morgan fingerprints of radius 2 with 2,048 bits, from 0 to 1.

        Raises:
            LibraryError: where the library has no fingerprints.
        """
        return self._fingerprints().compare(molecule)

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

    def rows_meeting(self, conditions: Iterable[Condition]) -> np.ndarray:
        """Return (n,) bool: the molecules that meet every condition.

        Raises:
            LibraryError: where a condition needs counts and the library has none.
        """
        return self._measures.meet(conditions)

    def contradict(self, text: str) -> tuple[tuple[str, np.ndarray], ...]:
        """Return the words of each statement of ``text`` that any molecule contradicts, and which.

        These are (n,) bool. Nothing is contradicted where the library does not know
        (``has_statements``). Where a name leaves few molecules (``derive``), all others
        contradict what was said, and these are (n,) float32 (``miss``).
        """
        if not self.has_statements:
            return ()
        others = [(one.words, self.miss(one)) for one in self.derive(text) if one.complete]
        return (*self._statements().contradict(text), *others)

    def derive(self, text: str) -> tuple[Derivation, ...]:
        """Return what a text leaves for its molecule by naming others."""
        return self._derivations().derive(text)

    def miss(self, derivation: Derivation) -> np.ndarray:
        """Return (n,) float32: how much of a contradiction each molecule is to what is left."""
        missing = np.ones(self.size, np.float32)
        for skeleton in set(map(skeleton_key, derivation.keys)):
            for row in self.find_skeleton(skeleton):
                missing[row] = derivation.miss(self._columns["inchikey"][row].as_py())
        return missing

    def find_within_names(self, fragment: str) -> np.ndarray:
        """Return (m,) int64: the rows with a name that contains ``fragment``, in any case."""
        return self._names().find_within(fragment)

    def info(self) -> dict[str, Any]:
        """Return what the library holds and where it comes from, for people to read."""
        from textmol.library.facts import tell_facts

        return tell_facts(self)

    def count_named(self) -> int:
        """Return how many molecules have a name to show."""
        return self.size - int(self._columns["name"].null_count)

    def count_names(self) -> int:
        """Return how many names there are in all."""
        return len(self._names())

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

    def _open_derivations(self) -> Derivations:
        from textmol.library.derivations import Derivations  # compiles for some milliseconds

        return Derivations(self.find_structures)

    def _open_statements(self) -> StatementIndex:
        from textmol.library.statements import StatementIndex  # compiles for some milliseconds

        def read() -> CountIndex:
            return CountIndex(self._read_counted(files.STATEMENTS, "statements"), self.size)

        return StatementIndex(Once(read), self.size, self.rows_meeting)

    def _read_counted(self, name: str, what: str) -> pa.Table:
        path = self.folder / name
        if not path.is_file():
            raise LibraryError(
                f'The library "{self.folder}" has no {what}.',
                "Add them: python -m textmol library count DIR.",
            )
        return files.read_table(path)
