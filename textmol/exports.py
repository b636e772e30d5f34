"""Search results and the tray as files: CSV, SDF, SMI and JSON, each row with its provenance."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from textmol.molecules.depiction import write_mol_block
from textmol.molecules.properties import Properties
from textmol.tray.records import Kept, Tray, keep_hit

if TYPE_CHECKING:
    from textmol.engine import SearchResult

# A cell that begins so is run as a formula by spreadsheets (OWASP, "CSV injection").
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_UNITS = {"mw": "mw_da", "tpsa": "tpsa_a2"}
_NOTE = "note"


def write_csv(result: SearchResult) -> str:
    """Return the hits as CSV (RFC 4180), one row each, with units in the header.

    Text that a spreadsheet would run as a formula is preceded by an apostrophe; numbers and
    structures are written as they are where they cannot be mistaken.
    """
    return _write_table(_list_hits(result), _header())


def write_sdf(result: SearchResult) -> str:
    """Return the hits as SDF with 2D coordinates and every identifier as a data field."""
    return "".join(_write_record(kept, _flatten(kept)) for kept in _list_hits(result))


def write_smi(result: SearchResult) -> str:
    """Return the hits as lines of fields parted by tabs, the structure first.

    SMILES, CID or InChIKey, name, rank, score, checkpoint, library, query, what it was read into.
    """
    return "".join(_write_line(_list_cells(kept)) for kept in _list_hits(result))


def write_json(result: SearchResult) -> str:
    """Return the result as the JSON object of the command line's ``search``."""
    hits = [
        {
            "rank": hit.rank,
            "score": round(hit.score, 6),
            "better_than": round(hit.better_than, 4),
            "exact": hit.exact,
            "cid": hit.record.cid,
            "inchikey": hit.record.inchikey,
            "smiles": hit.record.smiles,
            "name": hit.record.name,
            "properties": asdict(hit.record.properties),
        }
        for hit in result.hits
    ]
    data = {
        "query": result.query,
        "understood": result.understood,
        "read_as": [
            {
                "key": requirement.key,
                "wording": requirement.wording,
                "start": requirement.start,
                "end": requirement.end,
                "applied": result.applied,
            }
            for requirement in result.requirements
        ],
        "notes": list(result.notes),
        "filters": result.filters.to_query(),
        "checkpoint": result.checkpoint,
        "library": result.library,
        "elapsed_ms": round(result.elapsed_ms, 2),
        "hits": hits,
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def write_tray_csv(tray: Tray) -> str:
    """Return the tray as CSV with the columns of ``write_csv`` and the notes."""
    return _write_table(tray, [*_header(), _NOTE], notes=True)


def write_tray_sdf(tray: Tray) -> str:
    """Return the tray as SDF with the fields of ``write_sdf`` and the notes."""
    return "".join(_write_record(kept, _flatten(kept, notes=True)) for kept in tray)


def write_tray_smi(tray: Tray) -> str:
    """Return the tray as lines with the fields of ``write_smi`` and the note last."""
    return "".join(_write_line((*_list_cells(kept), kept.note)) for kept in tray)


def write_tray_json(tray: Tray) -> str:
    """Return the tray as a JSON list with the names of the columns of ``write_tray_csv``.

    What is not known is null.
    """
    rows = (_flatten(kept, notes=True) for kept in tray)
    data = [{name: None if cell == "" else cell for name, cell in row.items()} for row in rows]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def write_tray_tabs(tray: Tray) -> str:
    """Return the tray as a table parted by tabs, to be pasted into a spreadsheet."""
    rows = [[*_header(), _NOTE]]
    rows += [[str(_guard(cell)) for cell in _flatten(kept, notes=True).values()] for kept in tray]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def _list_hits(result: SearchResult) -> list[Kept]:
    return [keep_hit(hit, result) for hit in result.hits]


def _write_table(molecules: Iterable[Kept], header: Sequence[str], *, notes: bool = False) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(header)
    for kept in molecules:
        writer.writerow([_guard(value) for value in _flatten(kept, notes=notes).values()])
    return file.getvalue()


def _flatten(kept: Kept, *, notes: bool = False) -> dict[str, Any]:
    """Return one row: identity, rank, properties, then what found it; "" is not known."""
    properties = asdict(kept.properties)
    row = {
        "rank": "" if kept.rank is None else kept.rank,
        "score": "" if kept.score is None else round(kept.score, 6),
        "better_than_percent": "" if kept.better_than is None else round(kept.better_than, 4),
        "exact_match": kept.exact,
        "name": kept.name or "",
        "cid": "" if kept.cid is None else kept.cid,
        "inchikey": kept.inchikey,
        "smiles": kept.smiles,
        **{_UNITS.get(name, name): value for name, value in properties.items()},
        "query": kept.query,
        "read_as": kept.read_as,
        "filters": kept.filters,
        "checkpoint": kept.checkpoint,
        "library": kept.library,
    }
    return row | ({_NOTE: kept.note} if notes else {})


def _list_cells(kept: Kept) -> tuple[str, ...]:
    """Return the fields of a line of a SMI file."""
    return (
        kept.smiles,
        kept.inchikey if kept.cid is None else f"CID{kept.cid}",
        kept.name or "",
        "" if kept.rank is None else str(kept.rank),
        "" if kept.score is None else f"{kept.score:.6f}",
        kept.checkpoint,
        kept.library,
        kept.query,
        kept.read_as,
    )


def _write_line(cells: Iterable[str]) -> str:
    return "\t".join(_one_line(cell) for cell in cells) + "\n"


def _header() -> list[str]:
    """Return the columns of the rows of a search."""
    names = [_UNITS.get(item.name, item.name) for item in fields(Properties)]
    return [
        *("rank", "score", "better_than_percent", "exact_match", "name", "cid", "inchikey"),
        *("smiles", *names, "query", "read_as", "filters", "checkpoint", "library"),
    ]


def _guard(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value


def _write_record(kept: Kept, row: dict[str, Any]) -> str:
    identifier = f"CID{kept.cid}" if kept.cid else kept.inchikey
    title = _one_line(kept.name or "") or identifier
    block = write_mol_block(kept.smiles, title[:80])
    data = "".join(
        f">  <{name}>\n{_one_line(str(value))}\n\n" for name, value in row.items() if value != ""
    )
    return f"{block}{data}$$$$\n"


def _one_line(text: str) -> str:
    """Return the text without line breaks and tabs, which would end a field of SDF or SMI.

    A blank goes before signs that would end or begin a record at the start of a line.
    """
    line = " ".join(text.split())
    return f" {line}" if line.startswith(("$$$$", ">")) else line
