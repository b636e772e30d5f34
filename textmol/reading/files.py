"""Files of molecules: TSV, CSV, SMI, SDF and MOL, gzipped or not, on disk or uploaded."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TextIO

from textmol.errors import DataError
from textmol.reading.rows import SourceRow
from textmol.reading.tables import Table, open_table, read_table
from textmol.reading.texts import read_lines, read_records

ENDINGS = ("smi", "csv", "tsv", "sdf", "sdf.gz", "mol")  # that an upload may have
MOST_MEGABYTES = 50  # of an upload
MOST_UNPACKED = 200  # megabytes of a gzipped one
MOST_ROWS = 20_000  # of an upload

_DELIMITERS = {".tsv": "\t", ".tab": "\t", ".csv": None}
_LINES = (".smi", ".smiles", ".ism")
_RECORDS = (".sdf", ".sd", ".mol")
_KINDS = (*_DELIMITERS, *_LINES, *_RECORDS)
_LEAD = 4096  # bytes in which the encoding is looked for
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_ARCHIVE = b"PK\x03\x04"  # what a workbook begins with
_MEGABYTE = 2**20
_OLD_WINDOWS = "textmol-windows-1252"  # what to do with bytes that are not UTF-8


def read_rows(path: Path) -> Iterator[SourceRow]:
    """Yield the rows of a file of molecules.

    Raises:
        DataError: where the file is missing, damaged, of an unknown kind, or a table without a
            column of structures.
    """
    kind, packed = find_kind(path.name)
    with _telling(path.name), path.open("rb") as file:
        stream: Any = gzip.GzipFile(fileobj=file) if packed else file
        yield from _read(_open_text(stream, path.name), kind, path.name, None)


def read_upload(data: bytes, name: str, chosen: Mapping[str, int] | None = None) -> list[SourceRow]:
    """Return the rows of an uploaded file.

    Args:
        data: its bytes.
        name: its name, whose ending says what kind of file it is.
        chosen: places of the columns of a table, by what they hold (``tables.STRUCTURE``).

    Raises:
        DataError: as ``read_rows`` does, and where it is too large or holds no row.
    """
    kind, lines = _open_upload(data, name)
    rows: list[SourceRow] = []
    with _telling(name):
        for row in _read(lines, kind, name, chosen):
            rows.append(row)
            if len(rows) > MOST_ROWS:
                raise DataError(
                    f'"{name}" has more than {MOST_ROWS:,} rows.',
                    "Split it, or use `python -m textmol caption FILE`, which takes any number.",
                )
    if not rows:
        raise DataError(f'"{name}" holds no molecule.', "Check that the file was saved whole.")
    return rows


def open_upload(data: bytes, name: str) -> Table | None:
    """Return the table that an uploaded file is, None for a file of another kind.

    Raises:
        DataError: where it cannot be read.
    """
    kind, lines = _open_upload(data, name)
    with _telling(name):
        return open_table(lines, _DELIMITERS[kind]) if kind in _DELIMITERS else None


def find_kind(name: str) -> tuple[str, bool]:
    """Return the ending that says what kind of file it is, and whether it is gzipped.

    Raises:
        DataError: for a file of another kind.
    """
    suffixes = [suffix.lower() for suffix in Path(name).suffixes]
    packed = suffixes[-1:] == [".gz"]
    kind = (suffixes[:-1] if packed else suffixes)[-1:]
    if not kind or kind[0] not in _KINDS:
        raise DataError(
            f'Could not tell what kind of file "{Path(name).name}" is.',
            "Give a .tsv, .csv, .smi, .sdf or .mol file, as it is or gzipped (.gz).",
        )
    return kind[0], packed


@contextmanager
def _telling(name: str) -> Iterator[None]:
    """Turn what goes wrong while a file is read into a DataError."""
    try:
        yield
    except (OSError, EOFError, UnicodeError, zlib.error, csv.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(
            f'Could not read "{name}": {reason.rstrip(".")}.',
            "Check that the file is there and complete.",
        ) from error


def _read(
    lines: TextIO, kind: str, name: str, chosen: Mapping[str, int] | None
) -> Iterator[SourceRow]:
    if kind in _RECORDS:
        return read_records(lines)
    if kind in _LINES:
        return read_lines(lines)
    return read_table(open_table(lines, _DELIMITERS[kind], chosen), name)


def _open_upload(data: bytes, name: str) -> tuple[str, TextIO]:
    kind, packed = find_kind(name)
    if len(data) > MOST_MEGABYTES * _MEGABYTE:
        raise DataError(
            f'"{name}" has {len(data) / _MEGABYTE:.0f} MB; an upload may have {MOST_MEGABYTES} MB.',
            "Split it, gzip it (.sdf.gz), or use `python -m textmol caption FILE`.",
        )
    if not data.strip():
        raise DataError(f'"{name}" is empty.', "Check that the file was saved whole.")
    with _telling(name):
        return kind, _open_text(io.BytesIO(_unpack(data, name) if packed else data), name)


def _unpack(data: bytes, name: str) -> bytes:
    most = MOST_UNPACKED * _MEGABYTE
    unpacked = gzip.GzipFile(fileobj=io.BytesIO(data)).read(most + 1)
    if len(unpacked) > most:
        raise DataError(
            f'"{name}" unpacks to more than {MOST_UNPACKED} MB.',
            "Split it, or use `python -m textmol caption FILE`.",
        )
    return unpacked


def _open_text(file: IO[bytes], name: str) -> TextIO:
    """Return the text of a file; raises DataError for one that is no text."""
    lead = file.read(_LEAD)
    file.seek(0)
    encoding = next((one for mark, one in _MARKS.items() if lead.startswith(mark)), "utf-8")
    if (b"\0" in lead and encoding != "utf-16") or lead.startswith(_ARCHIVE):
        raise DataError(
            f'"{name}" is no text file.', "Save the spreadsheet or drawing as CSV, SMI or SDF."
        )
    # A byte that is not UTF-8 can only stand in a name: it must not stop the reading.
    return io.TextIOWrapper(file, encoding=encoding, errors=_OLD_WINDOWS, newline="")


def _read_as_windows(error: UnicodeError) -> tuple[str, int]:
    """Return the signs of bytes that are not UTF-8 as spreadsheets on Windows mean them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    encoding = "cp1252" if error.encoding.startswith("utf-8") else "ascii"
    return wrong.decode(encoding, "replace"), error.end


codecs.register_error(_OLD_WINDOWS, _read_as_windows)
