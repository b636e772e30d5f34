"""Texts of molecules: a structure on each line, and the records of an SDF."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from io import StringIO

from textmol.molecules.molblock import is_mol_block
from textmol.molecules.naming import starts_with_name
from textmol.reading.rows import SourceRow
from textmol.reading.tables import (
    STRUCTURE,
    find_columns,
    make_row,
    open_table,
    read_cid,
    read_table,
)

# A SMILES holds no comma, semicolon or blank; an InChI holds commas.
_LINE = re.compile(r"(InChI=\S+|1S?/\S+|[^\s,;]+)[\s,;]*([^\t]*).*")
_FIELD = re.compile(r">[^\n]*<([^>\n]+)>[^\n]*\n(.*?)(?=\n\s*\n|\n>|\Z)", re.DOTALL)
_RECORD_END = "$$$$"


def read_lines(lines: Iterable[str]) -> Iterator[SourceRow]:
    """Yield a row for each line that is not empty: a structure, perhaps a name after it.

    A line that begins with words has the name in place of the structure.
    """
    for number, line in enumerate(lines, 1):
        found = _LINE.fullmatch(line.strip())
        if found and found[1].lower() != STRUCTURE and starts_with_name(line.strip()):
            name, _, rest = line.strip().partition("\t")
            yield SourceRow(number, name.strip(), rest.partition("\t")[0].strip())
        elif found is None:
            if line.strip():
                yield SourceRow(number, line.strip())
        elif number > 1 or found[1].lower() != STRUCTURE:
            yield SourceRow(number, found[1], found[2].strip())


def read_records(lines: Iterable[str]) -> Iterator[SourceRow]:
    """Yield a row for each record of an SDF, or for one MOL block."""
    record: list[str] = []
    number = 0
    for line in lines:
        if line.startswith(_RECORD_END):
            number += 1
            yield _read_record(number, record)
            record = []
        else:
            record.append(line.rstrip("\r\n"))
    if any(line.strip() for line in record):
        yield _read_record(number + 1, record)


def read_pasted(text: str) -> list[SourceRow]:
    """Return the rows of pasted text.

    One MOL block, records of an SDF, a table with a header, or a structure on each line.
    """
    if f"\n{_RECORD_END}" in text:
        return list(read_records(text.splitlines()))
    if is_mol_block(text):
        return [SourceRow(1, text)]
    header = re.split(r"[\t,;]", text.strip().partition("\n")[0])
    if len(header) > 1 and STRUCTURE in find_columns(header):
        # A cell too large for a table makes it lines, each with its own reason.
        with suppress(csv.Error):
            return list(read_table(open_table(StringIO(text, newline=None)), "The pasted table"))
    return list(read_lines(text.splitlines()))


def _read_record(number: int, record: Sequence[str]) -> SourceRow:
    end = next((i + 1 for i, line in enumerate(record) if line.startswith("M  END")), len(record))
    fields = _FIELD.findall("\n".join(record[end:]))
    columns = find_columns([title for title, _ in fields])
    # The structure is the MOL block, whatever a field of that name says.
    columns.pop(STRUCTURE, None)
    row = make_row(number, columns, [value for _, value in fields])
    title = record[0].strip() if record else ""
    structure = "\n".join(record[:end]) + "\n"
    cid = row.cid if row.cid is not None else read_cid(title)
    name = row.name or ("" if title.isdigit() else title)
    return SourceRow(number, structure, name, cid, row.inchikey, row.kind, row.pool)
