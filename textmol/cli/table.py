"""Plain-text tables for the terminal."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textmol.engine import Hit, SearchResult

_HEADER = ("rank", "score", "better than", "CID", "formula", "MW/Da", "name", "SMILES")
_NUMERIC = frozenset({"rank", "score", "better than", "CID", "MW/Da"})
_NAME_WIDTH = 40


def format_table(result: SearchResult) -> str:
    """Return the hits as aligned columns under a sentence on how the query was read."""
    lines = [result.understood]
    if result.hits:
        lines += ["", align_columns(_HEADER, [_cells(hit) for hit in result.hits])]
    elif not result.filters.is_empty():
        lines.append(f"No molecule of the library passes the filters: {result.filters.describe()}.")
    lines += [f"Note: {note}" for note in result.notes]
    facts = [result.library, result.checkpoint, f"{result.elapsed_ms:.0f} ms"]
    if result.hits and not result.filters.is_empty():
        facts.append(f"filter: {result.filters.describe()}")
    lines.append(" · ".join(facts))
    return "\n".join(lines) + "\n"


def align_columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows of cells as lines, numbers to the right, cut to the terminal if there is one."""
    widths = [max(len(row[column]) for row in (header, *rows)) for column in range(len(header))]
    lines = [_line(header, widths, header), "  ".join("-" * width for width in widths)]
    lines += [_line(row, widths, header) for row in rows]
    if sys.stdout.isatty():
        room = shutil.get_terminal_size().columns
        lines = [line if len(line) <= room else line[: room - 1] + "…" for line in lines]
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int], header: Sequence[str]) -> str:
    placed = (
        cell.rjust(width) if title in _NUMERIC else cell.ljust(width)
        for cell, width, title in zip(cells, widths, header, strict=True)
    )
    return "  ".join(placed).rstrip()


def _cells(hit: Hit) -> tuple[str, ...]:
    record = hit.record
    name = record.name or ""
    return (
        str(hit.rank),
        "exact" if hit.exact else f"{hit.score:.3f}",
        f"{floor(1000 * hit.better_than) / 1000:.3f} %",  # never "better than all" by rounding
        "" if record.cid is None else str(record.cid),
        record.properties.formula,
        f"{record.properties.mw:.2f}",
        name if len(name) <= _NAME_WIDTH else name[: _NAME_WIDTH - 1] + "…",
        record.smiles,
    )
