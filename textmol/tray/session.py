"""A session as a file: the tray with its notes, and the search that was last made.

The file is JSON with a version. What is read is checked field by field, and taken whole or not
at all.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from textmol.errors import DataError, MoleculeError
from textmol.molecules.parse import read_smiles
from textmol.molecules.properties import Properties
from textmol.tray.records import LONGEST_NOTE, MOST_KEPT, Kept, Tray

FORMAT, VERSION = "textmol session", 1
LARGEST = 20_000_000  # bytes; 200 molecules of the longest kind take a tenth
LONGEST_TEXT = 50_000  # characters of any one field

_REMEDY = "Choose a file that TextMol saved; what is in the tray stays as it is."
_TEXTS = ("smiles", "inchikey", "query", "read_as", "filters", "checkpoint", "library", "note")
_PROPERTY_TYPES = {item.name: item.type for item in fields(Properties)}


@dataclass(frozen=True)
class Session:
    """What is saved.

    Attributes:
        tray: molecules with their provenance and notes.
        search: parameters of the URL of the last search, such as (("q", "a steroid"),).
    """

    tray: Tray = field(default_factory=Tray)
    search: tuple[tuple[str, str], ...] = ()


def write_session(session: Session) -> str:
    """Return a session as JSON text that ``read_session`` reads back."""
    data = {
        "format": FORMAT,
        "version": VERSION,
        "search": [list(pair) for pair in session.search],
        "molecules": [asdict(one) for one in session.tray],
    }
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def read_session(data: bytes | str) -> Session:
    """Return the session in a file.

    Raises:
        DataError: where it is no session, of a later version, or damaged; one sentence says
            where.
    """
    found = _parse(data)
    if found.get("format") != FORMAT:
        raise DataError("This file is no session of TextMol.", _REMEDY)
    version = found.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise DataError("This session does not say its version.", _REMEDY)
    if version > VERSION:
        raise DataError(
            f"This session was saved by a later TextMol (version {version} of the format).",
            "Update TextMol; what is in the tray stays as it is.",
        )
    molecules = found.get("molecules")
    if not isinstance(molecules, list):
        raise DataError("This session has no list of molecules.", _REMEDY)
    if len(molecules) > MOST_KEPT:
        raise DataError(
            f"This session has {len(molecules):,} molecules; the tray holds {MOST_KEPT}.", _REMEDY
        )
    kept = [_read_molecule(one, place) for place, one in enumerate(molecules, 1)]
    if len({one.smiles for one in kept}) < len(kept):
        raise DataError("This session lists a molecule twice.", _REMEDY)
    return Session(Tray(tuple(kept)), _read_search(found.get("search", [])))


def _parse(data: bytes | str) -> dict[str, Any]:
    if len(data) > LARGEST:
        raise DataError(f"This file is larger than {LARGEST // 1_000_000} MB.", _REMEDY)
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        found = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise DataError("This file is not JSON, or is cut off.", _REMEDY) from error
    if not isinstance(found, dict):
        raise DataError("This file is no session of TextMol.", _REMEDY)
    return found


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _read_search(found: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(found, list) or not all(map(_is_pair, found)):
        raise DataError("The search in this session cannot be read.", _REMEDY)
    return tuple((name, value) for name, value in found)


def _is_pair(found: Any) -> bool:
    texts = isinstance(found, list) and all(isinstance(part, str) for part in found)
    return texts and len(found) == 2 and all(map(_is_text, found))


def _read_molecule(found: Any, place: int) -> Kept:
    if not isinstance(found, dict) or set(found) != {item.name for item in fields(Kept)}:
        raise _damaged(place, "its fields")
    for name in _TEXTS:
        if not isinstance(found[name], str) or not _is_text(found[name]):
            raise _damaged(place, name)
    _check(place, "name", _is_optional(found["name"], str) and _is_text(found["name"] or ""))
    _check(place, "note", len(found["note"]) <= LONGEST_NOTE)
    _check(place, "cid", _is_optional(found["cid"], int) and (found["cid"] or 1) > 0)
    _check(place, "rank", _is_optional(found["rank"], int) and (found["rank"] or 1) > 0)
    for name in ("score", "better_than"):
        _check(place, name, found[name] is None or _is_number(found[name]))
    _check(place, "exact", isinstance(found["exact"], bool))
    try:
        read_smiles(found["smiles"])
    except MoleculeError as error:
        raise _damaged(place, "smiles") from error
    return Kept(**{**found, "properties": _read_properties(found["properties"], place)})


def _read_properties(found: Any, place: int) -> Properties:
    if not isinstance(found, dict) or set(found) != set(_PROPERTY_TYPES):
        raise _damaged(place, "properties")
    for name, kind in _PROPERTY_TYPES.items():
        value = found[name]
        fits = {
            "str": isinstance(value, str) and _is_text(value),
            "int": isinstance(value, int) and not isinstance(value, bool),
            "float": _is_number(value),
        }
        _check(place, f"properties, {name}", fits[str(kind)])
    return Properties(**found)


def _is_text(value: str) -> bool:
    """Return whether a text is short enough and can be written to a file again."""
    try:
        value.encode()  # JSON can hold half of a pair of surrogates
    except UnicodeEncodeError:
        return False
    return len(value) <= LONGEST_TEXT


def _is_number(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and abs(value) < 1e15 and math.isfinite(value)


def _is_optional(value: Any, kind: type) -> bool:
    return value is None or (isinstance(value, kind) and not isinstance(value, bool))


def _check(place: int, name: str, fits: bool) -> None:
    if not fits:
        raise _damaged(place, name)


def _damaged(place: int, name: str) -> DataError:
    return DataError(f"Molecule {place} of this session cannot be read ({name}).", _REMEDY)
