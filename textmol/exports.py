"""Search results as files: CSV, SDF, SMI and JSON, each row with its provenance."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from textmol.molecules.depiction import write_mol_block
from textmol.molecules.properties import Properties

if TYPE_CHECKING:
    from textmol.engine import Hit, SearchResult

# A cell that begins so is run as a formula by spreadsheets (OWASP, "CSV injection").
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_UNITS = {"mw": "mw_da", "tpsa": "tpsa_a2"}


def write_csv(result: SearchResult) -> str:
    """Return the hits as CSV (RFC 4180), one row each, with units in the header.

    Text that a spreadsheet would run as a formula is preceded by an apostrophe; numbers and
    structures are written as they are where they cannot be mistaken.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    rows = [_flatten(hit, result) for hit in result.hits]
    writer.writerow(rows[0] if rows else _header())
    for row in rows:
        writer.writerow([_guard(value) for value in row.values()])
    return file.getvalue()


def write_sdf(result: SearchResult) -> str:
    """Return the hits as SDF with 2D coordinates and every identifier as a data field."""
    return "".join(_write_record(hit, result) for hit in result.hits)


def write_smi(result: SearchResult) -> str:
    """Return the hits as lines of fields parted by tabs, the structure first.

    SMILES, CID or InChIKey, name, rank, score, checkpoint, library, query, what it was read into.
    """
    lines = []
    for hit in result.hits:
        record = hit.record
        cells = (
            record.smiles,
            record.inchikey if record.cid is None else f"CID{record.cid}",
            _one_line(record.name or ""),
            str(hit.rank),
            f"{hit.score:.6f}",
            result.checkpoint,
            result.library,
            _one_line(result.query),
            _one_line(result.read_as),
        )
        lines.append("\t".join(cells) + "\n")
    return "".join(lines)


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


def _flatten(hit: Hit, result: SearchResult) -> dict[str, Any]:
    """Return one row: identity, rank, properties, then what found it."""
    record = hit.record
    properties = asdict(record.properties)
    return {
        "rank": hit.rank,
        "score": round(hit.score, 6),
        "better_than_percent": round(hit.better_than, 4),
        "exact_match": hit.exact,
        "name": record.name or "",
        "cid": "" if record.cid is None else record.cid,
        "inchikey": record.inchikey,
        "smiles": record.smiles,
        **{_UNITS.get(name, name): value for name, value in properties.items()},
        "query": result.query,
        "read_as": result.read_as,
        "filters": result.filters.describe(),
        "checkpoint": result.checkpoint,
        "library": result.library,
    }


def _header() -> list[str]:
    """Return the columns of a file without rows."""
    names = [_UNITS.get(item.name, item.name) for item in fields(Properties)]
    return [
        *("rank", "score", "better_than_percent", "exact_match", "name", "cid", "inchikey"),
        *("smiles", *names, "query", "read_as", "filters", "checkpoint", "library"),
    ]


def _guard(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value


def _write_record(hit: Hit, result: SearchResult) -> str:
    row = _flatten(hit, result)
    identifier = f"CID{row['cid']}" if row["cid"] else row["inchikey"]
    title = _one_line(row["name"]) or identifier
    block = write_mol_block(hit.record.smiles, title[:80])
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
