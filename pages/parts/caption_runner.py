"""The one worker of the app, shared by all sessions, and the jobs that it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.engine import open_engine

if TYPE_CHECKING:
    from textmol.jobs.folder import Job
    from textmol.jobs.runner import Runner
    from textmol.reading.rows import SourceRow

CANDIDATES = 4


@st.cache_resource(show_spinner=False)
def open_runner() -> Runner:
    """Return the worker."""
    from textmol.jobs.runner import Runner

    return Runner(open_engine)


def start_job(rows: list[SourceRow], source: str) -> Job:
    """Begin to caption rows in the background; raises TextMolError where that is not possible."""
    from textmol.jobs.folder import create_job
    from textmol.jobs.places import find_home

    job = create_job(find_home(), rows, source, CANDIDATES)
    open_runner().start(job)
    return job


def find_job(identity: str) -> Job:
    """Return a job that is kept on this machine; raises TextMolError where there is none."""
    from textmol.jobs.folder import open_job
    from textmol.jobs.places import find_home

    return open_job(find_home(), identity)


def list_jobs() -> list[Job]:
    """Return the jobs that are kept on this machine, newest first."""
    from textmol.jobs import folder
    from textmol.jobs.places import find_home

    return folder.list_jobs(find_home())
