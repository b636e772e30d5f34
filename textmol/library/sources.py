"""Reading the files a library is built from: TSV, CSV, SMI and SDF, gzipped or not."""

from __future__ import annotations

import csv
import gzip
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TextIO

from textmol.errors import DataError

# Headers in small letters without blanks and signs, the best first.
_COLUMNS = {
    "smiles": ("smiles", "isomericsmiles", "canonicalsmiles", "structure", "smi"),
    "name": ("name", "title", "preferredname", "compoundname", "compound", "commonname"),
    "cid": ("cid", "pubchemcid", "pubchemcompoundcid", "compoundcid"),
    "inchikey": ("inchikey", "standardinchikey", "pubchemiupacinchikey"),
    "kind": ("kind",),
    "pool": ("chebi20pool", "pool"),
}
_DELIMITERS = {".tsv": "\t", ".tab": "\t", ".csv": None}
_LINES = (".smi", ".smiles", ".ism")
_SDF = (".sdf", ".sd")
_FIELD = re.compile(r">[^\n]*<([^>\n]+)>[^\n]*\n(.*?)(?=\n\s*\n|\n>|\Z)", re.DOTALL)


@dataclass(frozen=True)
class SourceRow:
    """One row as it was read, before any chemistry.

    Attributes:
        number: line of a table, or record of an SDF, from 1.
        structure: text of the structure.
        name: its name or title, empty where there is none.
        cid: PubChem compound identifier, None where there is none.
        inchikey: InChIKey as given, empty where there is none.
        kind: kind of the name ("title", "iupac"), empty where it is not told.
        pool: whether the row is marked as part of a benchmark's pool.
    """

    number: int
    structure: str
    name: str = ""
    cid: int | None = None
    inchikey: str = ""
    kind: str = ""
    pool: bool = False


def read_rows(path: Path) -> Iterator[SourceRow]:
    """Yield the rows of a file of molecules.

    Raises:
        DataError: where the file is missing, damaged, of an unknown kind, or a table without a
            column of SMILES.
    """
    suffixes = [suffix.lower() for suffix in path.suffixes]
    kind = suffixes[-2] if suffixes[-1:] == [".gz"] and len(suffixes) > 1 else path.suffix.lower()
    if kind not in (*_DELIMITERS, *_LINES, *_SDF):
        raise DataError(
            f'Could not tell what kind of file "{path.name}" is.',
            "Give a .tsv, .csv, .smi or .sdf file, as it is or gzipped (.gz).",
        )
    try:
        with _open(path) as lines:
            if kind in _SDF:
                yield from _read_sdf(lines)
            elif kind in _LINES:
                yield from _read_lines(lines)
            else:
                yield from _read_table(lines, _DELIMITERS[kind], path.name)
    except (OSError, EOFError, zlib.error, csv.Error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(
            f'Could not read "{path.name}": {reason.rstrip(".")}.',
            "Check that the file is there and complete.",
        ) from error


def _open(path: Path) -> TextIO:
    # A byte that is not UTF-8 can only stand in a name: it must not stop a build.
    if path.suffix.lower() == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", errors="replace", newline="")
    return path.open(encoding="utf-8-sig", errors="replace", newline="")


def _read_table(lines: TextIO, delimiter: str | None, name: str) -> Iterator[SourceRow]:
    header = lines.readline()
    if delimiter is None:
        delimiter = max(",;\t", key=header.count)
    # Names hold quotation marks, and tab-separated files are mostly written without quoting.
    quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    titles = next(csv.reader([header], delimiter=delimiter, quoting=quoting), [])
    columns = _find_columns(titles)
    if "smiles" not in columns:
        shown = ", ".join(title.strip() for title in titles if title.strip())[:200] or "none"
        raise DataError(
            f'"{name}" has no column of SMILES; its columns are: {shown}.',
            'Call the column of structures "smiles" in the first line.',
        )
    reader = csv.reader(lines, delimiter=delimiter, quoting=quoting)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield _make_row(1 + reader.line_num, columns, cells)


def _find_columns(titles: Sequence[str]) -> dict[str, int]:
    plain = [re.sub(r"[^a-z0-9]", "", title.lower()) for title in titles]
    found = {}
    for column, known in _COLUMNS.items():
        place = next((plain.index(title) for title in known if title in plain), None)
        if place is not None:
            found[column] = place
    return found


def _make_row(number: int, columns: dict[str, int], cells: Sequence[str]) -> SourceRow:
    def cell(column: str) -> str:
        place = columns.get(column)
        return "" if place is None or place >= len(cells) else cells[place].strip()

    return SourceRow(
        number=number,
        structure=cell("smiles"),
        name=cell("name"),
        cid=_read_cid(cell("cid")),
        inchikey=cell("inchikey"),
        kind=cell("kind"),
        pool=cell("pool").lower() in ("1", "true", "yes"),
    )


def _read_cid(text: str) -> int | None:
    found = re.fullmatch(r"(?:CID\s*:?\s*)?0*(\d{1,9})(?:\.0)?", text.strip(), re.IGNORECASE)
    return int(found[1]) if found else None


def _read_lines(lines: TextIO) -> Iterator[SourceRow]:
    for number, line in enumerate(lines, 1):
        structure, _, name = line.strip().replace("\t", " ", 1).partition(" ")
        if structure and not (number == 1 and structure.lower() == "smiles"):
            yield SourceRow(number, structure, name.strip())


def _read_sdf(lines: TextIO) -> Iterator[SourceRow]:
    record: list[str] = []
    number = 0
    for line in lines:
        if line.startswith("$$$$"):
            number += 1
            yield _read_record(number, record)
            record = []
        else:
            record.append(line.rstrip("\r\n"))
    if any(line.strip() for line in record):
        yield _read_record(number + 1, record)


def _read_record(number: int, record: Sequence[str]) -> SourceRow:
    end = next((i + 1 for i, line in enumerate(record) if line.startswith("M  END")), len(record))
    fields = _FIELD.findall("\n".join(record[end:]))
    columns = _find_columns([title for title, _ in fields])
    # The structure is the MOL block, whatever a field of that name says.
    columns.pop("smiles", None)
    row = _make_row(number, columns, [value for _, value in fields])
    title = record[0].strip() if record else ""
    structure = "\n".join(record[:end]) + "\n"
    cid = row.cid if row.cid is not None else _read_cid(title)
    name = row.name or ("" if title.isdigit() else title)
    return SourceRow(number, structure, name, cid, row.inchikey, row.kind, row.pool)
