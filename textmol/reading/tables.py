"""Tables of molecules: which column holds the structures, found by its title or its cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Literal, TextIO

from textmol.errors import DataError, MoleculeError
from textmol.molecules.parse import parse_molecule
from textmol.reading.rows import SourceRow

STRUCTURE, NAME = "smiles", "name"
# Headers in small letters without blanks and signs, the best first.
_COLUMNS = {
    STRUCTURE: (
        *("smiles", "isomericsmiles", "canonicalsmiles", "structure", "smi"),
        *("inchi", "standardinchi"),
    ),
    NAME: ("name", "title", "preferredname", "compoundname", "compound", "commonname"),
    "cid": ("cid", "pubchemcid", "pubchemcompoundcid", "compoundcid"),
    "inchikey": ("inchikey", "standardinchikey", "pubchemiupacinchikey"),
    "kind": ("kind",),
    "pool": ("chebi20pool", "pool"),
}
_LOOKED_AT = 5  # rows in which structures are looked for
_LEAST_SHARE = 0.6  # of the cells of a column that are structures
_DELIMITERS = ",;\t"

Cells = tuple[int, list[str]]  # number of the line, and what it holds


@dataclass(frozen=True)
class Table:
    """A table whose first rows were read.

    Attributes:
        titles: of its columns; "column 1" and so on where it has no header.
        columns: place of each column that is known, by what it holds.
        rows: the rows below the header, each with its line from 1; they can be read once.
    """

    titles: tuple[str, ...]
    columns: dict[str, int]
    rows: Iterator[Cells]


def open_table(
    lines: TextIO, delimiter: str | None = None, chosen: Mapping[str, int] | None = None
) -> Table:
    """Return a table with what its columns hold, as far as that can be told.

    Args:
        lines: of the table.
        delimiter: between its cells; by default that of the header.
        chosen: places of columns, where they are known better than by their titles.

    Raises:
        csv.Error: where the lines are no table.
    """
    lead = next((line for line in lines if line.strip()), "")
    if delimiter is None:
        delimiter = max(_DELIMITERS, key=lead.count)
    # Names hold quotation marks, and tab-separated files are mostly written without quoting.
    quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    reader = csv.reader(chain([lead], lines), delimiter=delimiter, quoting=quoting)
    filled = ((reader.line_num, row) for row in reader if any(cell.strip() for cell in row))
    first = list(islice(filled, 1 + _LOOKED_AT))
    titles = [title.strip() for title in first[0][1]] if first else []
    known = find_columns(titles)
    columns = known | dict(chosen or {})
    if STRUCTURE not in columns:
        place = _find_structures([cells for _, cells in first[1:] or first])
        columns |= {} if place is None else {STRUCTURE: place}
    if known or not _is_structure(titles, columns.get(STRUCTURE)):
        return Table(tuple(titles), columns, chain(first[1:], filled))
    numbered = tuple(f"column {number}" for number in range(1, 1 + len(titles)))
    return Table(numbered, columns, chain(first, filled))


def find_columns(titles: Sequence[str]) -> dict[str, int]:
    """Return the places of the columns whose titles are known, by what they hold."""
    plain = [re.sub(r"[^a-z0-9]", "", title.lower()) for title in titles]
    found = {}
    for column, known in _COLUMNS.items():
        place = next((plain.index(title) for title in known if title in plain), None)
        if place is not None:
            found[column] = place
    return found


def read_table(table: Table, file: str) -> Iterator[SourceRow]:
    """Yield the rows of a table; raises DataError where no column holds structures.

    ``file`` is the name that the error says.
    """
    if not table.titles:
        raise DataError(f'"{file}" is empty.', "Check that the file was saved whole.")
    if STRUCTURE not in table.columns:
        shown = ", ".join(title for title in table.titles if title)[:200] or "none"
        raise DataError(
            f'"{file}" has no column of structures; its columns are: {shown}.',
            'Call the column of SMILES "smiles" in the first line.',
        )
    for number, cells in table.rows:
        yield make_row(number, table.columns, cells)


def make_row(number: int, columns: Mapping[str, int], cells: Sequence[str]) -> SourceRow:
    """Return the row that cells stand for."""

    def cell(column: str) -> str:
        place = columns.get(column)
        return "" if place is None or place >= len(cells) else cells[place].strip()

    return SourceRow(
        number=number,
        structure=cell(STRUCTURE),
        name=cell(NAME),
        cid=read_cid(cell("cid")),
        inchikey=cell("inchikey"),
        kind=cell("kind"),
        pool=cell("pool").lower() in ("1", "true", "yes"),
    )


def read_cid(text: str) -> int | None:
    """Return the CID that a text is, None for any other text."""
    found = re.fullmatch(r"(?:CID\s*:?\s*)?0*(\d{1,9})(?:\.0)?", text.strip(), re.IGNORECASE)
    return int(found[1]) if found else None


def _find_structures(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the column most of whose cells are structures, of several the longest."""
    found: list[tuple[int, int]] = []
    for place in range(max(map(len, rows), default=0)):
        cells = [row[place].strip() for row in rows if place < len(row)]
        good = [cell for cell in cells if _reads(cell)]
        if len(good) >= max(1, _LEAST_SHARE * len(rows)):
            found.append((sum(map(len, good)), -place))
    return -max(found)[1] if found else None


def _is_structure(titles: Sequence[str], place: int | None) -> bool:
    return place is not None and place < len(titles) and _reads(titles[place])


def _reads(cell: str) -> bool:
    try:
        parse_molecule(cell)
    except MoleculeError:
        return False
    return True
