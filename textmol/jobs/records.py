"""What came of each row of a job, and how it is written down."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from textmol.library.records import Record
from textmol.molecules.claims import Claim
from textmol.molecules.properties import Properties
from textmol.reading.rows import SourceRow
from textmol.writing.records import DONE, Caption, Captioned


@dataclass(frozen=True)
class Outcome:
    """One row and its captions.

    Attributes:
        row: as it was read.
        captioned: its captions, or why there are none.
        checkpoint: identity of the captioner.
        library: identity of the library it was searched in.
    """

    row: SourceRow
    captioned: Captioned
    checkpoint: str
    library: str

    @property
    def done(self) -> bool:
        """Whether the row has captions."""
        return self.captioned.status == DONE

    @property
    def name(self) -> str:
        """What the row is called: as it was given, else as the library knows it."""
        known = self.captioned.known
        return self.row.name or (known.name if known else None) or ""


def write_row(row: SourceRow) -> str:
    """Return a row as a line of JSON."""
    return _write({"number": row.number, "structure": row.structure, "name": row.name})


def read_row(line: str) -> SourceRow:
    """Return the row of a line that ``write_row`` wrote; raises ValueError for another."""
    return SourceRow(**json.loads(line))


def write_outcome(place: int, outcome: Outcome) -> str:
    """Return what came of the row at a 0-based place as a line of JSON."""
    return _write(
        {
            "place": place,
            "checkpoint": outcome.checkpoint,
            "library": outcome.library,
            "captioned": asdict(outcome.captioned),
        }
    )


def read_outcomes(lines: Iterable[str], rows: list[SourceRow]) -> Iterator[tuple[int, Outcome]]:
    """Yield place and outcome of each line that ``write_outcome`` wrote.

    A line that was cut when the machine stopped is left out: its row is done again.
    """
    for line in lines:
        try:
            data = json.loads(line)
            place = int(data["place"])
            captioned = _read_captioned(data["captioned"])
            yield place, Outcome(rows[place], captioned, data["checkpoint"], data["library"])
        except (ValueError, KeyError, TypeError, IndexError):
            continue


def _read_captioned(data: dict[str, Any]) -> Captioned:
    known = data["known"]
    if known is not None:
        known = Record(**known | {"properties": Properties(**known["properties"])})
    candidates = tuple(
        Caption(**one | {"claims": tuple(Claim(**claim) for claim in one["claims"])})
        for one in data["candidates"]
    )
    return Captioned(
        **data | {"known": known, "candidates": candidates, "notes": tuple(data["notes"])}
    )


def _write(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False) + "\n"
