"""What is done with a job as a whole: resumed, deleted; and the list of all jobs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.caption_address import go_to_job
from pages.parts.caption_runner import list_jobs, open_runner
from pages.parts.notices import show_error
from pages.parts.wording import escape
from textmol.errors import TextMolError

if TYPE_CHECKING:
    from textmol.jobs.folder import Job

SHOWN = 8  # jobs
_WRONG = "job_wrong"


def show_jobs() -> None:
    """Show the jobs that are kept on this machine, newest first."""
    jobs = list_jobs()
    if not jobs:
        return
    st.subheader("Jobs on this machine", anchor=False)
    show_refusal()
    for job in jobs[:SHOWN]:
        _show_line(job)
    if len(jobs) > SHOWN:
        with st.expander(f"{len(jobs) - SHOWN} older jobs"):
            for job in jobs[SHOWN:]:
                _show_line(job)


def show_refusal() -> None:
    """Say once why the last thing asked of a job could not be done."""
    error = st.session_state.pop(_WRONG, None)
    if error is not None:
        show_error(error)


def show_resume(job: Job) -> None:
    """Show the button that goes on with a job."""
    st.button(
        "Resume",
        icon=":material/play_arrow:",
        key=f"resume_{job.identity}",
        on_click=_try,
        args=(_resume, job),
    )


def show_delete(job: Job) -> None:
    """Show the button that deletes a job, after asking once more."""
    with st.popover(
        "Delete", icon=":material/delete:", type="tertiary", key=f"delete_{job.identity}"
    ):
        st.markdown("Its rows and all that was written for them go from this machine.")
        st.button(
            "Delete the job",
            key=f"delete_{job.identity}_now",
            on_click=_try,
            args=(_delete, job),
        )


def write_date(created: str) -> str:
    """Return when something was made, in the time of this machine."""
    made = datetime.fromisoformat(created).astimezone()
    return f"{made.day} {made:%b %Y, %H:%M}"


def _show_line(job: Job) -> None:
    active = open_runner().is_active(job)
    done = job.count_outcomes()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            escape(job.source),
            key=f"open_{job.identity}",
            icon=":material/folder_open:",
            type="tertiary",
            on_click=go_to_job,
            args=(job.identity,),
            help="Its rows, captions and files",
        )
        said = "running, " if active else "" if done >= job.total else "stopped, "
        st.caption(f"{write_date(job.created)} · {said}{done:,} of {job.total:,} rows")
        if not active:
            if done < job.total:
                show_resume(job)
            show_delete(job)


def _resume(job: Job) -> None:
    open_runner().start(job)
    go_to_job(job.identity)


def _delete(job: Job) -> None:
    from textmol.jobs.folder import delete_job

    open_runner().forget(job)
    delete_job(job)
    st.query_params.clear()


def _try(act: Callable[[Job], None], job: Job) -> None:
    try:
        act(job)
    except TextMolError as error:
        st.session_state[_WRONG] = error
