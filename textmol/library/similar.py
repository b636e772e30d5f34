"""How similar the molecules of a library are to another one, by their structure."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from textmol.library.counts import CountIndex
from textmol.molecules.parse import Molecule
from textmol.molecules.similarity import find_morgan_bits


class FingerprintIndex:
    """Compares a molecule with every molecule of a library by Morgan fingerprints."""

    def __init__(self, table: pa.Table, size: int) -> None:
        """Take a table of ``tabulate_counts`` that names bits, and the library's size."""
        self._bits = CountIndex(table, size)
        self._numbers = self._bits.count(table["name"].to_pylist())

    def compare(self, molecule: Molecule) -> np.ndarray:
        """Return (n,) float32: the Tanimoto similarity of every molecule to another one.

        Bits in common over bits in either, from 0 to 1; what has no bits is like nothing.
        """
        own = list(find_morgan_bits(molecule.mol))
        common = self._bits.count(own)
        either = self._numbers + len(own) - common
        return np.asarray(common / np.maximum(either, 1), np.float32)
