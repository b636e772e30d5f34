"""The one worker of a process: it captions the rows of jobs, chunk by chunk."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textmol.errors import DataError, TextMolError
from textmol.jobs.folder import Job
from textmol.jobs.lock import Lock
from textmol.jobs.outcomes import caption_outcomes
from textmol.jobs.records import Outcome
from textmol.reading.rows import SourceRow

if TYPE_CHECKING:
    from textmol.engine import TextMol

CHUNK = 16  # rows: after each a job can be stopped, and what is done is on the disk
WAITING, RUNNING, STOPPING = "waiting", "running", "stopping"
STOPPED, FINISHED, BROKEN, ELSEWHERE = "stopped", "finished", "broken", "elsewhere"
ACTIVE = (WAITING, RUNNING, STOPPING)


@dataclass(frozen=True)
class Progress:
    """How far a job has come.

    Attributes:
        state: one of the words above.
        total: rows of the job.
        done: rows with captions.
        failed: rows without, each with its reason.
        seconds_left: at the pace so far, None where that is not known.
        error: what stopped it, where it broke off.
    """

    state: str
    total: int
    done: int
    failed: int
    seconds_left: float | None = None
    error: TextMolError | None = None

    @property
    def active(self) -> bool:
        """Whether more will be done without anybody's asking."""
        return self.state in ACTIVE


@dataclass
class _Run:
    """A job that is worked on."""

    job: Job
    lock: Lock
    rows: list[SourceRow]
    outcomes: dict[int, Outcome]
    state: str = WAITING
    error: TextMolError | None = None
    started: float = 0.0
    before: int = field(init=False)

    def __post_init__(self) -> None:
        self.before = len(self.outcomes)

    def next_places(self) -> list[int]:
        waiting = (place for place in range(len(self.rows)) if place not in self.outcomes)
        return [place for place, _ in zip(waiting, range(CHUNK), strict=False)]


class Runner:
    """Works on jobs in the background of one process, several by turns.

    The thread ends with the process after the chunk in hand; nothing that was done is lost.
    """

    def __init__(self, open_engine: Callable[[], TextMol]) -> None:
        self._open_engine = open_engine
        self._runs: dict[str, _Run] = {}
        self._lock = threading.Lock()
        self._known: tuple[str, int] | None = None
        self._outcomes: dict[int, Outcome] = {}  # of the job that was read last
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="textmol-jobs")

    def start(self, job: Job) -> None:
        """Begin a job, or go on with one that was stopped; one that runs already goes on.

        Raises:
            DataError: where its rows cannot be read, or another TextMol works on it.
        """
        with self._lock:
            if self.is_active(job):
                return
            rows, outcomes, lock = job.read_rows(), job.read_outcomes(), job.lock
            if not lock.take():
                raise DataError(
                    "Another TextMol on this machine works on this job.", "Wait until it is done."
                )
            run = _Run(job, lock, rows, outcomes)
            self._runs[job.identity] = run
        self._pool.submit(self._work, run)

    def stop(self, job: Job) -> None:
        """Stop a job after the chunk in hand."""
        with self._lock:
            if self.is_active(job):
                self._runs[job.identity].state = STOPPING

    def forget(self, job: Job) -> None:
        """Let go of a job that is to be deleted; raises DataError while it is worked on."""
        with self._lock:
            if self.is_active(job):
                raise DataError("This job is being worked on.", "Stop it first.")
            self._runs.pop(job.identity, None)

    def is_active(self, job: Job) -> bool:
        """Return whether this process works on a job or is about to."""
        run = self._runs.get(job.identity)
        return run is not None and run.state in ACTIVE

    def read_outcomes(self, job: Job) -> dict[int, Outcome]:
        """Return what is done of a job, by the place of the row, in the order of the rows."""
        run = self._runs.get(job.identity)
        if run is not None:
            return dict(run.outcomes)
        known = (job.identity, job.size)
        if known != self._known:
            self._known, self._outcomes = known, job.read_outcomes()
        return dict(self._outcomes)

    def measure(self, job: Job) -> Progress:
        """Return how far a job has come."""
        run = self._runs.get(job.identity)
        outcomes = self.read_outcomes(job)
        done = sum(outcome.done for outcome in outcomes.values())
        failed = len(outcomes) - done
        if run is None:
            return Progress(_find_state(job, len(outcomes)), job.total, done, failed)
        fresh, left = len(outcomes) - run.before, job.total - len(outcomes)
        seconds = (time.monotonic() - run.started) / fresh * left if fresh else None
        return Progress(run.state, job.total, done, failed, seconds, run.error)

    def _work(self, run: _Run) -> None:
        """Do one chunk of a job and line up the next."""
        run.started = run.started or time.monotonic()
        with self._lock:
            going = run.state != STOPPING
            run.state = RUNNING if going else run.state
        try:
            if going:
                self._caption(run, run.next_places())
        except TextMolError as error:
            run.error = error
        except OSError as error:
            run.error = DataError(
                f"The results cannot be written: {error.strerror}.", "Make room, then resume."
            )
        if run.error is None and run.state == RUNNING and run.next_places():
            # After the interpreter began to end, nothing more is taken on.
            with suppress(RuntimeError):
                self._pool.submit(self._work, run)
                return
        run.lock.free()
        run.state = _judge(run)

    def _caption(self, run: _Run, places: list[int]) -> None:
        rows = [run.rows[place] for place in places]
        outcomes = caption_outcomes(self._open_engine(), rows, run.job.candidates)
        fresh = dict(zip(places, outcomes, strict=True))
        run.job.append(fresh.items())
        with self._lock:
            run.outcomes = dict(sorted((run.outcomes | fresh).items()))


def _find_state(job: Job, done: int) -> str:
    """Return the state of a job that this process does not work on."""
    if done >= job.total:
        return FINISHED
    lock = job.lock
    if not lock.take():
        return ELSEWHERE
    lock.free()
    return STOPPED


def _judge(run: _Run) -> str:
    if run.error is not None:
        return BROKEN
    return STOPPED if run.next_places() else FINISHED
