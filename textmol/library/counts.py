"""How often each molecule of a library has something: stored once, looked up fast."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from textmol.library.folder import view

_MOST = np.iinfo(np.int16).max
_LISTS = ("rows", "counts")


def tabulate_counts(counts: Iterable[Mapping[str, int]], names: Iterable[str] = ()) -> pa.Table:
    """Return a row for each thing that any molecule has, and each of ``names``, sorted by name.

    Columns: ``name``, ``rows`` (the gaps between the 0-based rows of the molecules that have it,
    which compress better than the rows) and ``counts`` (how often each of them has it).
    """
    found: dict[str, tuple[list[int], list[int]]] = {name: ([], []) for name in names}
    for row, items in enumerate(counts):
        for name, count in items.items():
            rows, numbers = found.setdefault(name, ([], []))
            rows.append(row)
            numbers.append(min(count, _MOST))
    order = sorted(found)
    gaps = [np.diff(np.asarray(found[name][0], np.int32), prepend=0) for name in order]
    times = [np.asarray(found[name][1], np.int16) for name in order]
    return pa.table(
        {
            "name": pa.array(order, pa.string()),
            "rows": _join(gaps, pa.int32()),
            "counts": _join(times, pa.int16()),
        }
    )


def write_counts(table: pa.Table, path: Path) -> None:
    """Write a table of ``tabulate_counts`` as Parquet, as small as zstd makes it."""
    parquet.write_table(
        table,
        path,
        compression="zstd",
        compression_level=19,
        use_dictionary=False,
        # High and low bytes apart: most gaps and counts are small.
        column_encoding={f"{name}.list.element": "BYTE_STREAM_SPLIT" for name in _LISTS},
        write_statistics=False,
    )


class CountIndex:
    """Looks up how often the molecules of a library have something."""

    def __init__(self, table: pa.Table, size: int) -> None:
        """Take a table of ``tabulate_counts``, each column in one piece, and the library's size."""
        self._places = {name: place for place, name in enumerate(table["name"].to_pylist())}
        self._size = size
        rows, counts = table["rows"].chunk(0), table["counts"].chunk(0)
        self._offsets = view(rows.offsets)
        self._gaps, self._counts = view(rows.values), view(counts.values)

    def __contains__(self, name: str) -> bool:
        """Return whether the table names it, be there molecules that have it or not."""
        return name in self._places

    def count(self, names: Sequence[str]) -> np.ndarray:
        """Return (n,) int32: how often each molecule has any of ``names``, added up.

        Nothing has what the table does not name.
        """
        total = np.zeros(self._size, np.int32)
        for name in names:
            place = self._places.get(name)
            if place is not None:
                part = slice(self._offsets[place], self._offsets[place + 1])
                total[np.cumsum(self._gaps[part])] += self._counts[part]
        return total


def _join(parts: Sequence[np.ndarray], item: pa.DataType) -> pa.ListArray:
    """Return a list column of one integer array for each row."""
    offsets = np.zeros(len(parts) + 1, np.int32)
    np.cumsum([len(part) for part in parts], out=offsets[1:])
    values = np.concatenate(parts) if parts else np.zeros(0, item.to_pandas_dtype())
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), pa.array(values, item))
