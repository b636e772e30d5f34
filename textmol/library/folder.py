"""The folder of a library: its files, their tables, and the manifest that vouches for them."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from textmol.errors import LibraryError

FORMAT = 2
MOLECULES, NAMES, REJECTS = "molecules.parquet", "names.parquet", "rejects.tsv"
SCREEN, VECTORS = "screen.parquet", "vectors.npy"
COUNTS, FINGERPRINTS, MAP = "counts.parquet", "fingerprints.parquet", "map.npy"
STATEMENTS = "statements.parquet"
CARD, MANIFEST = "card.json", "manifest.json"
REQUIRED = (MOLECULES, NAMES, SCREEN, CARD)
FILES = (*REQUIRED, COUNTS, FINGERPRINTS, STATEMENTS, MAP, REJECTS, VECTORS, MANIFEST)

SCHEMA = pa.schema(
    [
        pa.field("cid", pa.int32()),
        pa.field("inchikey", pa.string(), nullable=False),
        pa.field("smiles", pa.string(), nullable=False),
        pa.field("name", pa.string()),
        pa.field("formula", pa.string(), nullable=False),
        pa.field("mw", pa.float32(), nullable=False),
        pa.field("clogp", pa.float32(), nullable=False),
        pa.field("tpsa", pa.float32(), nullable=False),
        pa.field("hbd", pa.int16(), nullable=False),
        pa.field("hba", pa.int16(), nullable=False),
        pa.field("rotatable_bonds", pa.int16(), nullable=False),
        pa.field("rings", pa.int16(), nullable=False),
        pa.field("charge", pa.int16(), nullable=False),
        pa.field("heavy_atoms", pa.int16(), nullable=False),
        pa.field("pool", pa.bool_(), nullable=False),
    ]
)

# Rounded so that single precision gives the same decimals back: Da, none, Å².
DECIMALS = {"mw": 3, "clogp": 4, "tpsa": 2}


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table as Parquet, as small as zstd makes it."""
    text = [field.name for field in table.schema if pa.types.is_string(field.type)]
    parquet.write_table(
        table,
        path,
        compression="zstd",
        compression_level=19,
        # Strings are nearly all different, and a dictionary would only be in the way.
        use_dictionary=[name for name in table.column_names if name not in text],
        write_statistics=False,
        row_group_size=1 << 20,
    )


def read_table(path: Path) -> pa.Table:
    """Return a table written by ``write_table``, each column in one piece.

    Raises:
        LibraryError: where the file is not readable Parquet.
    """
    try:
        return parquet.ParquetFile(path).read(use_threads=False).combine_chunks()
    except (OSError, pa.ArrowException) as error:
        raise _damaged(path.parent, f'"{path.name}" is not a readable table') from error


def view(column: pa.Array) -> np.ndarray:
    """Return the (n,) numbers of a column that has no nulls, without a copy."""
    # Not to_numpy(), which imports pandas: that would multiply the time to open a library.
    return np.from_dlpack(column)


def map_array(path: Path, dtype: np.dtype[Any], rows: int) -> np.ndarray:
    """Return a memory-mapped (rows, n) array.

    Raises:
        LibraryError: where the file is not an array of that type and length.
    """
    try:
        array = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise _damaged(path.parent, f'"{path.name}" is not a readable array') from error
    if array.dtype != dtype or array.ndim != 2 or array.shape[0] != rows:
        raise _damaged(path.parent, f'"{path.name}" does not fit the molecules')
    return array


def write_patterns(patterns: np.ndarray, path: Path) -> None:
    """Write (n, n_bytes) uint8 fingerprints, compressed to a fifth."""
    count, width = patterns.shape
    data = pa.py_buffer(np.ascontiguousarray(patterns, np.uint8))
    column = pa.Array.from_buffers(pa.binary(width), count, [None, data])
    parquet.write_table(
        pa.table({"pattern": column}),
        path,
        compression="zstd",
        compression_level=19,
        use_dictionary=False,
        write_statistics=False,
        row_group_size=1 << 20,
        data_page_size=1 << 26,  # one page: alike molecules may stand anywhere
    )


def read_patterns(path: Path, rows: int, width: int) -> np.ndarray:
    """Return the (width, rows) uint8 fingerprints of ``write_patterns``, a row for each byte.

    A pattern then reads only the bytes it has bits in.

    Raises:
        LibraryError: where the file does not hold so many fingerprints of that width.
    """
    column = read_table(path)["pattern"].chunk(0)
    if column.type != pa.binary(width) or len(column) != rows:
        raise _damaged(path.parent, f'"{path.name}" does not fit the molecules')
    data = np.frombuffer(column.buffers()[1], np.uint8, rows * width)
    return np.ascontiguousarray(data.reshape(rows, width).T)


def write_json(value: dict[str, Any], path: Path) -> None:
    """Write a JSON file that a person can read."""
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def write_manifest(folder: Path) -> None:
    """Write the size and sha256 of every file of the library to its manifest."""
    files = {
        name: {"bytes": path.stat().st_size, "sha256": hash_file(path)}
        for name in sorted(set(FILES) - {MANIFEST})
        if (path := folder / name).is_file()
    }
    temporary = folder / f"{MANIFEST}.new"
    write_json({"format": FORMAT, "files": files}, temporary)
    os.replace(temporary, folder / MANIFEST)


def verify_folder(folder: Path) -> tuple[dict[str, Any], str]:
    """Return the card of a library, and the sha256 of its manifest, once every file is checked.

    Raises:
        LibraryError: where the folder is no library, or a file is missing or was changed.
    """
    text = _read_manifest(folder)
    try:
        manifest = json.loads(text)
        files = {str(name): str(entry["sha256"]) for name, entry in manifest["files"].items()}
        version = manifest["format"]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _damaged(folder, f'"{MANIFEST}" is not a manifest') from error
    if version != FORMAT:
        raise LibraryError(
            f'The library "{folder}" has format {version}; this version of TextMol reads {FORMAT}.',
            "Build it again from its source: python -m textmol library build FILE --out DIR.",
        )
    _check_names(folder, list(files))
    for name, expected in files.items():
        path = folder / name
        if not path.is_file():
            raise _damaged(folder, f'"{name}" is missing')
        if hash_file(path) != expected:
            raise _damaged(folder, f'"{name}" is not the file that its manifest describes')
    return _read_card(folder), hashlib.sha256(text).hexdigest()


def hash_file(path: Path) -> str:
    """Return the sha256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_manifest(folder: Path) -> bytes:
    try:
        return (folder / MANIFEST).read_bytes()
    except OSError as error:
        raise LibraryError(
            f'There is no library in "{folder}": it has no readable {MANIFEST}.',
            "Name a folder made by: python -m textmol library build FILE --out DIR.",
        ) from error


def _check_names(folder: Path, names: Sequence[str]) -> None:
    for name in names:
        if name not in FILES:
            raise _damaged(folder, f'the manifest names "{name}", which is no file of a library')
    for name in REQUIRED:
        if name not in names:
            raise _damaged(folder, f'the manifest does not name "{name}"')


def _read_card(folder: Path) -> dict[str, Any]:
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        if isinstance(card["name"], str) and isinstance(card["molecules"], int):
            return dict(card)
    except (OSError, ValueError, TypeError, KeyError):
        pass
    raise _damaged(folder, f'"{CARD}" is not the card of a library')


def _damaged(folder: Path, what: str) -> LibraryError:
    return LibraryError(
        f'The library "{folder}" is damaged: {what}.',
        "Fetch the folder again, or build it again: "
        "python -m textmol library build FILE --out DIR.",
    )
