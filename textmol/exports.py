"""Molecules and maps as files, each row of molecules with its provenance.

One molecule is written alike wherever it comes from: the hits of a search, the tray, which adds
the notes, or a generation, which adds how near the known molecules are. Captioned rows are
written with their captions.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from textmol.jobs.sheets import describe_outcome, list_cells
from textmol.library.folder import DECIMALS
from textmol.molecules.alerts import find_alerts
from textmol.molecules.depiction import write_mol_block
from textmol.molecules.properties import Properties
from textmol.tray.records import Kept, Tray, keep_generated, keep_hit
from textmol.writing.checks import check_description

if TYPE_CHECKING:
    from textmol.aligning import Alignment
    from textmol.engine import SearchResult
    from textmol.jobs.records import Outcome
    from textmol.library.records import Record
    from textmol.writing.records import Generated, Generation

# A cell that begins so is run as a formula by spreadsheets (OWASP, "CSV injection").
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_UNITS = {"mw": "mw_da", "tpsa": "tpsa_a2"}
_NOTE = "note"
# What is known of a generated molecule alone, and of a hit alone.
_NEARNESS = ("known", "nearest_similarity", "nearest_cid", "nearest_name", "nearest_smiles")
_WRITTEN = ("origin", *_NEARNESS, "met", "not_met", "alerts")
_FOUND = ("better_than_percent", "exact_match", "read_as")
# The columns of a table of molecules, and where each is found.
_COLUMNS = {
    "rank": "rank",
    "score": "score",
    "better_than_percent": "better_than",
    "exact_match": "exact",
    **{name: name for name in ("name", "cid", "inchikey", "smiles", *_WRITTEN)},
    **{_UNITS.get(item.name, item.name): f"properties.{item.name}" for item in fields(Properties)},
    **{name: name for name in ("query", "read_as", "filters", "checkpoint", "library", _NOTE)},
}
# Of properties as a library stores them, so that a molecule reads the same wherever it is from.
_DECIMALS = {
    **{"score": 6, "better_than": 4, "nearest_similarity": 4},
    **{f"properties.{name}": places for name, places in DECIMALS.items()},
}

Molecules = Sequence[Kept]


def write_hits(result: SearchResult, form: str) -> str:
    """Return the hits of a search as "csv", "sdf", "smi", or the "json" of the command line."""
    molecules = [keep_hit(hit, result) for hit in result.hits]
    if form == "json":
        hits = [
            _describe(one) | _describe_source(one) | {"contradicts": list(hit.contradicts)}
            for one, hit in zip(molecules, result.hits, strict=True)
        ]
        return _write_json(_describe_search(result) | {"hits": hits})
    return _WRITERS[form](molecules, _list_columns(*_WRITTEN, _NOTE))


def write_tray(tray: Tray, form: str) -> str:
    """Return the tray with its notes as "csv", "sdf", "smi", "json" or "tabs", to be pasted."""
    if form == "json":
        return _write_json([_describe(one) | _describe_origin(one) for one in tray])
    return _WRITERS[form](tray.kept, _list_columns(*_WRITTEN))


def write_generation(generation: Generation, form: str) -> str:
    """Return generated molecules as "csv", "sdf", "smi", "tabs" or the command line's "json"."""
    molecules = [_compare(one, generation) for one in generation.molecules]
    if form == "json":
        told = _describe_generation(generation)
        return _write_json(told | {"molecules": list(map(_describe_generated, molecules))})
    return _WRITERS[form](molecules, _list_columns(*_FOUND, _NOTE))


def write_captions(outcomes: Sequence[Outcome], form: str) -> str:
    """Return captioned rows as "csv", "sdf" or the "json" of the command line, in their order.

    An SDF holds the rows that have captions; the others, all rows with status and reason.
    """
    if form == "json":
        return _write_json([describe_outcome(one) for one in outcomes])
    rows = list_cells(outcomes)
    if form == "csv":
        return _write_rows([list(rows[0]) if rows else [], *(row.values() for row in rows)])
    return "".join(
        _write_record(row["smiles"], _write_line(one.name) or row["smiles"], row)
        for one, row in zip(outcomes, rows, strict=True)
        if one.done
    )


def write_matrix(alignment: Alignment) -> str:
    """Return a map as CSV: a line for each row of it, and the words as the header."""
    rows = [["fragment", "SMILES", "atoms", *(word.text for word in alignment.words)]]
    for one, values in zip(alignment.fragments, alignment.matrix.tolist(), strict=True):
        atoms = " ".join(str(atom + 1) for atom in one.atoms)
        rows.append([one.label, one.smiles, atoms, *(round(value, 6) for value in values)])
    return _write_rows(rows)


def encode_file(text: str, form: str) -> bytes:
    """Return the bytes of a file in UTF-8."""
    # Excel takes a CSV for UTF-8 only where a byte order mark says so.
    return text.encode("utf-8-sig" if form == "csv" else "utf-8")


@dataclass(frozen=True)
class _Compared(Kept):
    """A generated molecule with the nearest known one, and what was checked of it in words.

    ``origin`` is how it came up, ``met`` and ``not_met`` are parts of the description.
    """

    origin: str = ""
    known: bool = False
    nearest: Record | None = None
    nearest_similarity: float = 0.0
    met: str = ""
    not_met: str = ""
    alerts: str = ""

    @property
    def nearest_cid(self) -> int | None:
        return self.nearest.cid if self.nearest else None

    @property
    def nearest_name(self) -> str | None:
        return self.nearest.name if self.nearest else None

    @property
    def nearest_smiles(self) -> str | None:
        return self.nearest.smiles if self.nearest else None


def _compare(one: Generated, generation: Generation) -> _Compared:
    alerts = (f"{alert.catalogue}: {alert.name}" for alert in find_alerts(one.smiles))
    checks = check_description(generation.query, one.smiles)
    # The library is named for new molecules, too: it is what they are new to.
    kept = vars(keep_generated(one, generation)) | {"library": generation.library}
    return _Compared(
        **kept,
        origin=one.origin,
        known=one.known is not None,
        nearest=one.nearest,
        nearest_similarity=one.nearest_similarity,
        met="; ".join(check.wording for check in checks if check.holds),
        not_met="; ".join(check.wording for check in checks if not check.holds),
        alerts="; ".join(alerts),
    )


def _list_columns(*absent: str) -> list[str]:
    return [name for name in _COLUMNS if name not in absent]


def _write_csv(molecules: Molecules, columns: Sequence[str]) -> str:
    """Return a table by RFC 4180, with units in the header; what is not known is empty."""
    return _write_rows([columns, *(_read(one, columns).values() for one in molecules)])


def _write_tabs(molecules: Molecules, columns: Sequence[str]) -> str:
    rows = [columns, *(_read(one, columns).values() for one in molecules)]
    return "\n".join("\t".join(_fold(str(_guard(cell))) for cell in row) for row in rows)


def _write_sdf(molecules: Molecules, columns: Sequence[str]) -> str:
    """Return records with 2D coordinates and every column that is known as a data field."""
    return "".join(
        _write_record(one.smiles, _write_line(one.name or "") or _identify(one), row)
        for one, row in ((one, _read(one, columns)) for one in molecules)
    )


def _write_record(smiles: str, title: str, values: Mapping[str, Any]) -> str:
    known = ((name, _write_line(str(value))) for name, value in values.items() if value != "")
    data = "".join(f">  <{name}>\n{value}\n\n" for name, value in known)
    return f"{write_mol_block(smiles, title[:80])}{data}$$$$\n"


def _write_smi(molecules: Molecules, columns: Sequence[str]) -> str:
    """Return lines of fields parted by tabs, the structure first.

    SMILES, CID or InChIKey, name, rank, score, checkpoint, library, query, what it was read
    into, and the note where the columns have one.
    """
    lines = []
    for one in molecules:
        cells = [one.smiles, _identify(one), one.name or ""]
        cells += ["" if one.rank is None else str(one.rank)]
        cells += ["" if one.score is None else f"{one.score:.6f}"]
        cells += [one.checkpoint, one.library, one.query, one.read_as]
        cells += [one.note] if _NOTE in columns else []
        lines.append("\t".join(map(_write_line, cells)) + "\n")
    return "".join(lines)


_WRITERS: dict[str, Callable[[Molecules, Sequence[str]], str]] = {
    "csv": _write_csv,
    "sdf": _write_sdf,
    "smi": _write_smi,
    "tabs": _write_tabs,
}


def _write_rows(rows: Iterable[Iterable[Any]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows(map(_guard, row) for row in rows)
    return file.getvalue()


def _write_json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _read(kept: Kept, columns: Sequence[str]) -> dict[str, Any]:
    """Return one row of a table; "" is not known."""
    row = {name: _round(kept, _COLUMNS[name]) for name in columns}
    return {name: "" if value is None else value for name, value in row.items()}


def _describe(kept: Kept) -> dict[str, Any]:
    """Return one molecule as the command line's JSON has it."""
    names = ("rank", "score", "better_than", "exact", "cid", "inchikey", "smiles", "name")
    found = {name: _round(kept, name) for name in names}
    return found | {"properties": _describe_properties(kept)}


def _describe_source(kept: Kept) -> dict[str, str]:
    """Return what cites one molecule where it is taken out of its file."""
    return {name: getattr(kept, name) for name in ("query", "checkpoint", "library")}


def _describe_origin(kept: Kept) -> dict[str, str]:
    names = ("query", "read_as", "filters", "checkpoint", "library", _NOTE)
    return {name: getattr(kept, name) for name in names}


def _describe_search(result: SearchResult) -> dict[str, Any]:
    return {
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
    }


def _describe_properties(kept: Kept) -> dict[str, Any]:
    return {item.name: _round(kept, f"properties.{item.name}") for item in fields(Properties)}


def _describe_generated(kept: _Compared) -> dict[str, Any]:
    """Return one molecule as the contract has it, and what a chemist asks next."""
    names = ("rank", "smiles", "inchikey", "score", *_WRITTEN, "name")
    found = {name: _round(kept, name) for name in names}
    return found | {
        **_describe_source(kept),
        "valid": True,  # others are counted, not listed
        "known_cid": kept.cid,
        "properties": _describe_properties(kept),
    }


def _describe_generation(generation: Generation) -> dict[str, Any]:
    counts = ("drawn", "empty", "invalid", "repeated", "derived", "shown", "changed")
    names = ("query", *counts, "filters", "checkpoint", "library")
    return {
        **{name: getattr(generation, name) for name in names},
        "notes": list(generation.notes),
        "elapsed_ms": round(generation.elapsed_ms, 2),
    }


def _round(kept: Kept, path: str) -> Any:
    value = attrgetter(path)(kept)
    return round(value, _DECIMALS[path]) if path in _DECIMALS and value is not None else value


def _identify(kept: Kept) -> str:
    return kept.inchikey if kept.cid is None else f"CID{kept.cid}"


def _guard(value: Any) -> Any:
    """Return a cell that a spreadsheet shows; text it would run has an apostrophe before it."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value


def _fold(text: str) -> str:
    return " ".join(text.split())


def _write_line(text: str) -> str:
    """Return the text without line breaks and tabs, which would end a field of SDF or SMI.

    A blank goes before signs that would end or begin a record at the start of a line.
    """
    line = _fold(text)
    return f" {line}" if line.startswith(("$$$$", ">")) else line
