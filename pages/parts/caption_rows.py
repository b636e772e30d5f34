"""The rows of a job in their order, a page at a time, and all captions of the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts.caption_cards import show_captions
from pages.parts.caption_table import HEIGHT, MISSING, WIDTH, draw, size_table
from pages.parts.drawing import show_drawing
from pages.parts.engine import open_engine
from pages.parts.wording import escape

if TYPE_CHECKING:
    from textmol.jobs.folder import Job
    from textmol.jobs.records import Outcome

ROWS_A_PAGE = 25
ALL, WITH, WITHOUT = KINDS = ("All rows", "With captions", "Without captions")


def show_rows(job: Job, outcomes: dict[int, Outcome]) -> None:
    """Show what is done of a job."""
    if not outcomes:
        st.caption("The first rows come in a few seconds.")
        return
    kind = st.segmented_control(
        "Which rows",
        KINDS,
        default=ALL,
        required=True,
        key=f"job_kind_{job.identity}",
        label_visibility="collapsed",
    )
    chosen = [one for one in outcomes.values() if kind == ALL or one.done == (kind == WITH)]
    shown = _turn(chosen, f"job_page_{job.identity}_{kind}")
    if not shown:
        st.caption("There are none.")
        return
    picked = st.dataframe(
        list_columns(shown),
        key=f"job_rows_{job.identity}_{kind}",
        hide_index=True,
        placeholder=MISSING,
        row_height=HEIGHT,
        height=size_table(len(shown)),
        column_config=_describe_columns(),
        selection_mode="single-row",
        on_select="rerun",
        alt="What came of each row: its status, its first caption, or the reason why there is none",
    )
    places = picked["selection"]["rows"]
    if places and places[0] < len(shown):
        _show_one(shown[places[0]])
    else:
        st.caption("Tick the box before a row to see all its captions.")


def _turn(outcomes: list[Outcome], key: str) -> list[Outcome]:
    count = -(-len(outcomes) // ROWS_A_PAGE)
    page = st.pagination(count, key=key) if count > 1 else 1
    first = ((page or 1) - 1) * ROWS_A_PAGE
    return outcomes[first : first + ROWS_A_PAGE]


def list_columns(outcomes: list[Outcome]) -> dict[str, list[Any]]:
    """Return the columns of the table by their keys, one entry for each row."""
    best = [one.captioned.candidates[0] if one.done else None for one in outcomes]
    return {
        "number": [one.row.number for one in outcomes],
        "status": ["done" if one.done else "not captioned" for one in outcomes],
        "drawing": [draw(one.captioned.smiles) for one in outcomes],
        "name": [one.name for one in outcomes],
        "caption": [
            first.text if first else one.captioned.error
            for one, first in zip(outcomes, best, strict=True)
        ],
        "rank": [first.rank_when_searched if first else None for first in best],
        "known": [_tell_known(one) for one in outcomes],
        "input": [one.row.shown for one in outcomes],
    }


def _tell_known(outcome: Outcome) -> str | None:
    """Return whether the library has the molecule of a row, None where there is no molecule."""
    known = outcome.captioned.known
    if known is None:
        return "new" if outcome.done else None
    return "known" if known.cid is None else f"CID {known.cid}"


def _describe_columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "number": column.NumberColumn("Row", width=55),
        "status": column.TextColumn("Status", width=105),
        "drawing": column.ImageColumn("Structure", width=WIDTH + 10),
        "name": column.TextColumn("Name", width=130),
        "caption": column.TextColumn("Best caption, or reason", width=480),
        "rank": column.NumberColumn("Rank", width=65, help="When the library is searched with it"),
        "known": column.TextColumn("Known", width=100, help="Whether the library has the molecule"),
        "input": column.TextColumn("As it stood there", width=220),
    }


def _show_one(outcome: Outcome) -> None:
    """Show a row with all its captions."""
    captioned = outcome.captioned
    st.subheader(escape(outcome.name or f"Row {outcome.row.number}"), anchor=False)
    if not outcome.done:
        st.error(f"Row {outcome.row.number}: {escape(captioned.error)}", icon=":material/error:")
        st.code(outcome.row.structure, language=None, wrap_lines=True)
        return
    left, right = st.columns([1, 1.6], gap="large")
    with left:
        st.caption(f"Row {outcome.row.number} · {_tell_known(outcome)}")
        show_drawing(captioned.smiles, outcome.name, captioned.smiles, width=420, height=300)
    with right:
        size = open_engine().library.size
        show_captions(captioned.candidates, captioned.smiles, size, captioned.known is not None)
