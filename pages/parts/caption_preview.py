"""Rows before they are captioned: which can be read, and why the others cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts.caption_address import go_to_job, go_to_molecule
from pages.parts.caption_runner import start_job
from pages.parts.caption_table import HEIGHT, MISSING, WIDTH, draw, size_table
from pages.parts.engine import open_engine
from pages.parts.notices import show_error
from textmol.errors import TextMolError

if TYPE_CHECKING:
    from textmol.reading.rows import CheckedRow, SourceRow

SHOWN = 5  # rows
LOOKED_AT = 200  # rows that are read before a job begins
_WRONG = "caption_wrong"


def show_preview(rows: list[SourceRow], source: str) -> None:
    """Show the first rows and how many can be read, and what begins the job.

    ``source`` is what the rows were read from, in the words of the person.
    """
    checked = _check(tuple(rows[:LOOKED_AT]))
    broken = [one for one in checked if one.reason]
    st.markdown(_count(len(rows), len(checked), len(broken)))
    st.dataframe(
        list_columns(checked[:SHOWN]),
        hide_index=True,
        placeholder=MISSING,
        row_height=HEIGHT,
        height=size_table(min(SHOWN, len(checked))),
        column_config=_describe_columns(),
        alt="The first rows as they were read",
    )
    hidden = [one for one in broken if one not in checked[:SHOWN]]
    if hidden:
        with st.expander(f"{len(hidden):,} more that cannot be read"):
            st.dataframe(
                {
                    "number": [one.row.number for one in hidden],
                    "structure": [one.row.shown for one in hidden],
                    "reason": [one.reason for one in hidden],
                },
                hide_index=True,
            )
    _show_start(rows, checked, source)


@st.cache_data(max_entries=20, show_spinner=False)
def _check(rows: tuple[SourceRow, ...]) -> list[CheckedRow]:
    from textmol.reading.rows import check_rows

    return list(check_rows(rows, open_engine().read_molecule))


def _count(total: int, looked_at: int, broken: int) -> str:
    rows = "1 row" if total == 1 else f"{total:,} rows"
    if looked_at < total:
        rows = f"{rows}. Of the first {looked_at:,}, **{looked_at - broken:,}** can be read"
        return f"{rows}; the others get their reason in the job." if broken else f"{rows}."
    if not broken:
        return f"{rows}, all can be read." if total > 1 else f"{rows}, which can be read."
    cannot = "1 cannot" if broken == 1 else f"{broken:,} cannot"
    return (
        f"{rows}: **{total - broken:,}** can be read, **{cannot}**. Those stay in their place, "
        "with the reason."
    )


def list_columns(checked: list[CheckedRow]) -> dict[str, list[Any]]:
    """Return the columns of the preview by their keys, one entry for each row."""
    return {
        "number": [one.row.number for one in checked],
        "status": ["cannot be read" if one.reason else "can be read" for one in checked],
        "drawing": [draw(one.smiles) for one in checked],
        "name": [one.row.name for one in checked],
        "structure": [one.row.shown for one in checked],
        "reason": [one.reason for one in checked],
    }


def _describe_columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "number": column.NumberColumn("Row", width=60),
        "status": column.TextColumn("Status", width=115),
        "drawing": column.ImageColumn("Structure", width=WIDTH + 10),
        "name": column.TextColumn("Name", width=160),
        "structure": column.TextColumn("As it stands there", width=240),
        "reason": column.TextColumn("Reason", width=320),
    }


def _show_start(rows: list[SourceRow], checked: list[CheckedRow], source: str) -> None:
    error = st.session_state.pop(_WRONG, None)
    if error is not None:
        show_error(error)
    if len(rows) == 1 and checked[0].smiles:
        st.button(
            "Caption this molecule",
            type="primary",
            on_click=go_to_molecule,
            args=(checked[0].smiles, "paste"),
        )
    elif any(one.smiles for one in checked) or len(checked) < len(rows):
        st.button(
            f"Caption {len(rows):,} rows", type="primary", on_click=_start, args=(rows, source)
        )
        st.caption(
            "It runs in the background, row by row; you can leave the page meanwhile. Rows and "
            "captions are kept on this machine until you delete the job."
        )


def _start(rows: list[SourceRow], source: str) -> None:
    try:
        go_to_job(start_job(rows, source).identity)
    except TextMolError as error:
        st.session_state[_WRONG] = error
