"""The files of a job: all rows in their order, and those that have no captions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.caption_runner import open_runner
from pages.parts.wording import slug

if TYPE_CHECKING:
    from textmol.jobs.folder import Job

_FILES = {
    "CSV": ("csv", "text/csv", "A line for each row, in order, with status and reason"),
    "SDF": ("sdf", "chemical/x-mdl-sdfile", "A record for each molecule, captions as fields"),
    "JSON": (
        "json",
        "application/json",
        "All rows, as the command line writes them",
    ),
}


def show_files(job: Job, failed: int) -> None:
    """Show the buttons that hand over what is done; ``failed`` rows have no captions."""
    for label, (form, mime, told) in _FILES.items():
        _show_file(job, label, form, mime, told, rejects=False)
    if failed:
        told = "The rows without captions, each with its reason"
        _show_file(job, "Rejects", "csv", "text/csv", told, rejects=True)


def _show_file(job: Job, label: str, form: str, mime: str, told: str, *, rejects: bool) -> None:
    what = "rejects" if rejects else "captions"
    st.download_button(
        label,
        data=partial(write_file, job, form, rejects=rejects),
        file_name=f"textmol-{what}-{slug(job.source)}.{form}",
        mime=mime,
        icon=":material/download:",
        on_click="ignore",
        key=f"job_{what}_{form}",
        help=told,
    )


def write_file(job: Job, form: str, *, rejects: bool = False) -> bytes:
    """Return what is done of a job as the bytes of a file; ``rejects`` leaves out what worked."""
    from textmol import exports

    outcomes = [
        outcome
        for outcome in open_runner().read_outcomes(job).values()
        if not (rejects and outcome.done)
    ]
    return exports.encode_file(exports.write_captions(outcomes, form), form)
