"""Records of some rows, taken from the columns of a library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

import numpy as np
import pyarrow as pa

from textmol.library.folder import DECIMALS, view
from textmol.library.records import Record
from textmol.molecules.properties import Properties

_TEXTS = ("cid", "inchikey", "smiles", "name", "formula")
_PROPERTIES = tuple(field.name for field in fields(Properties))


def view_numbers(columns: Mapping[str, pa.Array]) -> dict[str, np.ndarray]:
    """Return the (n,) numbers of each property that is one, by its name, without copying them."""
    return {name: view(columns[name]) for name in _PROPERTIES if name not in _TEXTS}


def take_records(
    columns: Mapping[str, pa.Array],
    numbers: Mapping[str, np.ndarray],
    rows: Sequence[int] | np.ndarray,
) -> list[Record]:
    """Return molecules in the order of ``rows``.

    Args:
        columns: those of the table of molecules.
        numbers: ``view_numbers`` of it.
        rows: which molecules.

    Raises:
        IndexError: where there is no such row.
    """
    wanted, size = np.asarray(rows, np.int64), len(columns["smiles"])
    if len(wanted) and not (wanted.min() >= 0 and wanted.max() < size):
        raise IndexError(f"The library has the rows 0 to {size - 1}, not {list(rows)}.")
    # Not pa.array(): it would import pandas to ask whether it was given a series.
    taken = pa.Array.from_buffers(pa.int64(), len(wanted), [None, pa.py_buffer(wanted)])
    cells = {name: columns[name].take(taken).to_pylist() for name in _TEXTS}
    # Numbers are taken several times faster by NumPy than by Arrow.
    cells |= {name: values[wanted].tolist() for name, values in numbers.items()}
    for name, places in DECIMALS.items():
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
