"""Reading the tab-separated files that evaluations take."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Sequence
from pathlib import Path

from textmol.errors import DataError

GZIP_MAGIC = b"\x1f\x8b"


def read_columns(path: Path, needed: Sequence[str]) -> dict[str, list[str]]:
    """Return the columns of a tab-separated file with a header, by name in small letters.

    A file that is gzipped is recognised by its first bytes. Quotation marks mean nothing. Blank
    lines are left out, and so is blank space around a cell.

    Args:
        path: the file.
        needed: names of columns that must be there and must have a value in every row.

    Raises:
        DataError: where the file cannot be read, a needed column or value is missing, a row has
            more or fewer cells than the header, or there is no row.
    """
    rows = _read_rows(path)
    if not rows:
        raise DataError(f'"{path.name}" is empty.', _ask_for(needed))
    header = [title.strip().lower() for title in rows[0][1]]
    for title in needed:
        if title not in header:
            shown = ", ".join(header)[:200]
            raise DataError(
                f'"{path.name}" has no column "{title}"; its columns are: {shown}.',
                _ask_for(needed),
            )
    columns: dict[str, list[str]] = {title: [] for title in header}
    for number, cells in rows[1:]:
        if len(cells) != len(header):
            raise DataError(
                f'Line {number} of "{path.name}" has {len(cells)} cells where the header has '
                f"{len(header)}.",
                "Separate the cells by single tabs.",
            )
        for title, cell in zip(header, cells, strict=True):
            if title in needed and not cell.strip():
                raise DataError(
                    f'Line {number} of "{path.name}" has nothing in the column "{title}".',
                    "Fill the cell or remove the line.",
                )
            columns[title].append(cell.strip())
    if len(rows) == 1:
        raise DataError(f'"{path.name}" has a header and no rows.', "Add at least one row.")
    return columns


def _read_rows(path: Path) -> list[tuple[int, list[str]]]:
    """Return the number and the cells of every line that is not blank."""
    try:
        content = path.read_bytes()
        if content.startswith(GZIP_MAGIC):
            content = gzip.decompress(content)
        text = content.decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(
            f'Could not read "{path.name}": {reason.rstrip(".")}.',
            "Give a tab-separated UTF-8 text file, as it is or gzipped (.gz).",
        ) from error
    lines = io.StringIO(text, newline=None)
    return [
        (number, line.rstrip("\n").split("\t"))
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]


def _ask_for(columns: Sequence[str]) -> str:
    return f"The first line must name the columns {' and '.join(columns)}, separated by tabs."
