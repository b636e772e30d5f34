"""One job: how far it has come, what came of each row, and its files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.caption_address import read_address
from pages.parts.caption_files import show_files
from pages.parts.caption_manage import show_delete, show_refusal, show_resume, write_date
from pages.parts.caption_rows import show_rows
from pages.parts.caption_runner import open_runner
from pages.parts.notices import show_error
from pages.parts.wording import escape

if TYPE_CHECKING:
    from textmol.jobs.folder import Job
    from textmol.jobs.runner import Progress

PAUSE = 2.0  # seconds between two looks at a job that runs
_STATES = {
    "waiting": "Waiting for another job",
    "running": "Running",
    "stopping": "Stopping after the rows in hand",
    "stopped": "Stopped",
    "finished": "Finished",
    "broken": "Broken off",
    "elsewhere": "Another TextMol on this machine works on it",
}


def show_job(job: Job) -> None:
    """Show a job; while it runs, this part is drawn anew every few seconds."""
    st.button(
        "Other molecules",
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=st.query_params.clear,
    )
    st.subheader(escape(job.source), anchor=False)
    st.caption(f"{job.total:,} rows, started {write_date(job.created)}")
    active = open_runner().is_active(job)
    st.fragment(_show_progress, run_every=PAUSE if active else None)(job, active)


def _show_progress(job: Job, was_active: bool) -> None:
    if read_address().job != job.identity:
        st.rerun()  # without the job: it may be deleted
    runner = open_runner()
    progress = runner.measure(job)
    if progress.active != was_active:
        st.rerun()  # with the clock, or without
    st.progress((progress.done + progress.failed) / max(progress.total, 1))
    st.markdown(describe(progress))
    show_refusal()
    if progress.error is not None:
        show_error(progress.error)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        if progress.active:
            st.button(
                "Stop the job",
                icon=":material/stop:",
                on_click=runner.stop,
                args=(job,),
                disabled=progress.state == "stopping",
                help="What is done stays, and the job can be resumed",
            )
        elif progress.state in ("stopped", "broken"):
            show_resume(job)
        if progress.done + progress.failed:
            show_files(job, progress.failed)
        if not progress.active and progress.state != "elsewhere":
            show_delete(job)
    show_rows(job, runner.read_outcomes(job))


def describe(progress: Progress) -> str:
    """Return how far a job has come, as Markdown."""
    parts = [
        f"**{_STATES[progress.state]}**",
        f"{progress.done + progress.failed:,} of {progress.total:,} rows",
        f"{progress.done:,} with captions",
        f"{progress.failed:,} without",
    ]
    if progress.active and progress.seconds_left is not None:
        parts.append(f"about {write_duration(progress.seconds_left)} left")
    return " · ".join(parts)


def write_duration(seconds: float) -> str:
    """Return a duration in the unit that fits it."""
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
