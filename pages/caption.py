"""Caption: molecules in, descriptions out, each checked by searching with it."""

from __future__ import annotations

import streamlit as st

from pages.parts.caption_address import read_address
from pages.parts.caption_boxes import show_ways
from pages.parts.caption_job import show_job
from pages.parts.caption_limits import show_limits, show_limits_aside
from pages.parts.caption_manage import show_jobs
from pages.parts.caption_result import caption, show_result
from pages.parts.caption_runner import find_job
from pages.parts.engine import warm_structures
from pages.parts.notices import show_error
from textmol.errors import TextMolError


def show_molecules() -> None:
    """Show the ways in, and the captions of one molecule where there is one."""
    asked = show_ways()
    if not asked.molecule:
        warm_structures()
        show_jobs()
        show_limits()
        return
    try:
        subject, captioned = caption(asked.molecule)
    except TextMolError as error:
        show_error(error)
    else:
        show_result(subject, captioned)
    show_jobs()
    show_limits_aside()


st.title("Caption", anchor=False)
st.markdown(
    "Draw, paste or upload molecules, and the model describes them. Each caption is searched with, "
    "and what RDKit can check in it is marked."
)
job = None
identity = read_address().job
if identity:
    try:
        job = find_job(identity)
    except TextMolError as error:
        show_error(error)
if job is not None:
    show_job(job)
    show_limits_aside()
else:
    show_molecules()
