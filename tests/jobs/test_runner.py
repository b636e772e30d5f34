"""Jobs at work: in order, stopped, gone on with, and never lost."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.jobs.conftest import FATAL, StandIn, make_rows
from textmol.engine import TextMol
from textmol.errors import CheckpointError, DataError
from textmol.jobs.folder import Job, create_job, open_job
from textmol.jobs.runner import (
    BROKEN,
    CHUNK,
    ELSEWHERE,
    FINISHED,
    RUNNING,
    STOPPED,
    STOPPING,
    Runner,
)

PATIENCE = 60.0  # seconds on a busy machine


def wait_for(runner: Runner, job: Job, *states: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while runner.measure(job).state not in states:
        assert time.monotonic() < deadline, runner.measure(job)
        time.sleep(0.01)


@pytest.fixture
def runner(stand_in_engine: TextMol) -> Runner:
    return Runner(lambda: stand_in_engine)


def test_every_row_gets_its_captions_or_its_reason(runner: Runner, job: Job) -> None:
    runner.start(job)
    wait_for(runner, job, FINISHED)
    progress = runner.measure(job)
    assert (progress.done, progress.failed, progress.total) == (19, 1, 20)
    outcomes = list(runner.read_outcomes(job).values())
    assert [one.row.number for one in outcomes] == list(range(1, 21))
    assert "never closed" in outcomes[2].captioned.error
    assert outcomes[3].captioned.candidates[0].text == "It has 4 heavy atoms."
    assert {one.checkpoint for one in outcomes} == {"captioner@1"}
    assert job.read_outcomes() == dict(enumerate(outcomes))


def test_a_stopped_job_keeps_what_is_done_and_goes_on_from_there(
    runner: Runner, job: Job, stand_in: StandIn
) -> None:
    stand_in.gate.clear()
    runner.start(job)
    assert stand_in.called.wait(PATIENCE)
    assert runner.measure(job).state == RUNNING
    runner.stop(job)
    assert runner.measure(job).state == STOPPING
    with pytest.raises(DataError, match="being worked on"):
        runner.forget(job)
    stand_in.gate.set()
    wait_for(runner, job, STOPPED)
    assert len(job.read_outcomes()) == CHUNK
    runner.start(job)
    wait_for(runner, job, FINISHED)
    assert len(stand_in.asked) == job.total  # nothing was done twice


def test_after_a_restart_a_job_is_found_where_it_stood(
    runner: Runner, job: Job, stand_in: StandIn, stand_in_engine: TextMol, tmp_path: Path
) -> None:
    runner.start(job)
    wait_for(runner, job, FINISHED)
    outcomes = job.folder / "outcomes.jsonl"
    kept = outcomes.read_text(encoding="utf-8").splitlines(keepends=True)[:5]
    outcomes.write_text("".join(kept) + '{"place": 5, "cap', encoding="utf-8")
    stand_in.asked.clear()
    later, found = Runner(lambda: stand_in_engine), open_job(tmp_path, job.identity)
    assert later.measure(found).state == STOPPED
    assert len(later.read_outcomes(found)) == 5
    later.start(found)
    wait_for(later, found, FINISHED)
    assert len(stand_in.asked) == 15
    assert list(found.read_outcomes()) == list(range(20))
    assert Runner(lambda: stand_in_engine).measure(found).state == FINISHED


def test_a_row_on_which_textmol_fails_does_not_stop_the_others(
    runner: Runner, tmp_path: Path
) -> None:
    job = create_job(tmp_path, make_rows("CC", FATAL, "CCO"), "x", 1)
    runner.start(job)
    wait_for(runner, job, FINISHED)
    first, second, third = runner.read_outcomes(job).values()
    assert first.done
    assert third.done
    assert second.captioned.error == (
        "TextMol failed on this structure (RuntimeError: out of luck)."
    )


def test_a_missing_captioner_breaks_the_job_off_with_a_sentence(job: Job) -> None:
    def fail() -> TextMol:
        raise CheckpointError("There is no captioner.", "Fetch it.")

    runner = Runner(fail)
    runner.start(job)
    wait_for(runner, job, BROKEN)
    assert str(runner.measure(job).error) == "There is no captioner. Fetch it."
    assert not runner.is_active(job)


def test_a_job_that_another_process_works_on_is_left_alone(runner: Runner, job: Job) -> None:
    lock = job.lock
    assert lock.take()
    assert runner.measure(job).state == ELSEWHERE
    with pytest.raises(DataError, match="Another TextMol"):
        runner.start(job)
    lock.free()
    assert runner.measure(job).state == STOPPED


def test_two_jobs_take_turns(runner: Runner, job: Job, tmp_path: Path) -> None:
    other = create_job(tmp_path, make_rows(*["CC"] * 20), "other", 1)
    runner.start(job)
    runner.start(other)
    runner.start(other)
    wait_for(runner, job, FINISHED)
    wait_for(runner, other, FINISHED)
    assert len(other.read_outcomes()) == 20
    runner.forget(job)
    assert runner.measure(job).state == FINISHED
