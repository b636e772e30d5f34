"""The folder of a job: its rows, and what came of them, line by line as it comes.

``job.json`` says what the job is, ``rows.jsonl`` holds its rows, and ``outcomes.jsonl`` grows by
a line for each row that is done. A line once written is never lost, wherever the app stops.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from textmol.errors import DataError
from textmol.jobs.lock import Lock
from textmol.jobs.records import Outcome, read_outcomes, read_row, write_outcome, write_row
from textmol.reading.rows import SourceRow

FORMAT = 1
_JOB, _ROWS, _OUTCOMES, _LOCK = "job.json", "rows.jsonl", "outcomes.jsonl", "lock"
_IDENTITY = re.compile(r"\d{8}-\d{6}-[0-9a-f]{6}")


@dataclass(frozen=True)
class Job:
    """Rows that captions are wanted for.

    Attributes:
        folder: where it is kept; the name of the folder is the job's identity.
        source: what the rows were read from, as the person called it.
        created: when, in ISO 8601 with the zone.
        total: how many rows there are.
        candidates: how many captions are written for each.
    """

    folder: Path
    source: str
    created: str
    total: int
    candidates: int

    @property
    def identity(self) -> str:
        """The name of the job, as URLs have it."""
        return self.folder.name

    @property
    def lock(self) -> Lock:
        """What the process holds that works on the job."""
        return Lock(self.folder / _LOCK)

    @property
    def size(self) -> int:
        """Bytes that are written of what came of the rows."""
        path = self.folder / _OUTCOMES
        return path.stat().st_size if path.exists() else 0

    def count_outcomes(self) -> int:
        """Return how many lines are written of what came of the rows, without reading them."""
        path = self.folder / _OUTCOMES
        return path.read_bytes().count(b"\n") if path.exists() else 0

    def read_rows(self) -> list[SourceRow]:
        """Return the rows in their order; raises DataError where they cannot be read."""
        try:
            with (self.folder / _ROWS).open(encoding="utf-8") as lines:
                return [read_row(line) for line in lines]
        except (OSError, ValueError, TypeError) as error:
            raise DataError(
                f'The rows of the job "{self.source}" cannot be read.', "Delete the job."
            ) from error

    def read_outcomes(self) -> dict[int, Outcome]:
        """Return what is done, by the 0-based place of the row, in the order of the rows."""
        path = self.folder / _OUTCOMES
        found: dict[int, Outcome] = {}
        if path.exists():
            with path.open(encoding="utf-8", errors="replace") as lines:
                for place, outcome in read_outcomes(lines, self.read_rows()):
                    found.setdefault(place, outcome)
        return dict(sorted(found.items()))

    def append(self, outcomes: Iterable[tuple[int, Outcome]]) -> None:
        """Write down what came of rows, by their places, so that nothing takes it away again."""
        path = self.folder / _OUTCOMES
        lines = "".join(write_outcome(place, outcome) for place, outcome in outcomes)
        with path.open("a+b") as file:
            file.seek(max(file.seek(0, os.SEEK_END) - 1, 0))
            # A line that was cut when the machine stopped must not swallow the next one.
            torn = file.read(1) not in (b"", b"\n")
            file.write(b"\n" * torn + lines.encode())
            file.flush()
            os.fsync(file.fileno())


def create_job(home: Path, rows: Sequence[SourceRow], source: str, candidates: int) -> Job:
    """Write a new job into the folder of jobs and return it.

    Raises:
        DataError: where the folder cannot be written.
    """
    now = datetime.now(UTC)
    folder = home / f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
    made = folder.with_suffix(".new")
    job = Job(folder, source, now.isoformat(timespec="seconds"), len(rows), candidates)
    card = {
        "format": FORMAT,
        "source": source,
        "created": job.created,
        "total": job.total,
        "candidates": candidates,
    }
    try:
        made.mkdir(parents=True)
        (made / _ROWS).write_text("".join(map(write_row, rows)), encoding="utf-8")
        (made / _JOB).write_text(json.dumps(card, ensure_ascii=False, indent=2), encoding="utf-8")
        made.rename(folder)
    except OSError as error:
        raise DataError(
            f'The job cannot be kept in "{home}": {error.strerror}.',
            "Make room there, or name another folder with TEXTMOL_DATA.",
        ) from error
    return job


def open_job(home: Path, identity: str) -> Job:
    """Return a job; raises DataError where there is none of this identity."""
    if not _IDENTITY.fullmatch(identity):
        raise DataError("This address names no job.", "Choose one of the jobs below.")
    try:
        card = json.loads((home / identity / _JOB).read_text(encoding="utf-8"))
        return Job(
            home / identity,
            str(card["source"]),
            str(card["created"]),
            int(card["total"]),
            int(card["candidates"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"There is no job {identity} on this machine, or it is damaged.",
            "It may have been deleted: choose one of the jobs below.",
        ) from error


def list_jobs(home: Path) -> list[Job]:
    """Return the jobs that are kept, newest first; what is no job is passed over."""
    found = []
    for folder in sorted(home.glob("*"), reverse=True):
        if _IDENTITY.fullmatch(folder.name):
            try:
                found.append(open_job(home, folder.name))
            except DataError:
                continue
    return found


def delete_job(job: Job) -> None:
    """Delete a job with all that came of it; raises DataError where it cannot be deleted."""
    try:
        shutil.rmtree(job.folder)
    except OSError as error:
        raise DataError(
            f'The job "{job.source}" cannot be deleted: {error.strerror}.',
            f'Delete the folder "{job.folder}" by hand.',
        ) from error
