"""Which hits are selected: one selection for cards, table and map, and what is done with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.compared import link_to_comparison_of
from pages.parts.tray import change_tray, draw_with_count, show_refusal

if TYPE_CHECKING:
    from textmol.engine import Hit, SearchResult

VIEWS = "views"  # the part of the page that shows the hits, so that it can be drawn again alone
_SELECTED = "selected"


def read_selection(result: SearchResult) -> tuple[Hit, ...]:
    """Return the selected hits in the order of their ranks; others are not in this result."""
    chosen = st.session_state.get(_SELECTED, frozenset())
    return tuple(hit for hit in result.hits if hit.record.row in chosen)


def is_selected(hit: Hit) -> bool:
    """Return whether a hit is selected."""
    return hit.record.row in st.session_state.get(_SELECTED, frozenset())


def set_selection(rows: Iterable[int]) -> None:
    """Select the molecules of these rows of the library and no others."""
    st.session_state[_SELECTED] = frozenset(rows)
    # A table shows another selection than its own only under another key.
    st.session_state["table_version"] = table_version() + 1


def add_selection(rows: Iterable[int]) -> None:
    """Select the molecules of these rows too."""
    set_selection({*st.session_state.get(_SELECTED, frozenset()), *rows})


def store_table_selection(rows: Iterable[int]) -> None:
    """Take over what was selected in the table, which shows it already."""
    st.session_state[_SELECTED] = frozenset(rows)


def table_version() -> int:
    """Return how often the selection was changed outside the table."""
    return int(st.session_state.get("table_version", 0))


def list_selected(hits: Sequence[Hit]) -> tuple[int, ...]:
    """Return the rows of those hits that are selected."""
    return tuple(hit.record.row for hit in hits if is_selected(hit))


def select_among(hits: Sequence[Hit], chosen: Iterable[int]) -> None:
    """Select of these hits the ``chosen`` rows alone; what is selected elsewhere stays."""
    before = st.session_state.get(_SELECTED, frozenset())
    after = before - {hit.record.row for hit in hits} | frozenset(chosen)
    if after != before:
        set_selection(after)


def show_selection(result: SearchResult) -> None:
    """Show how many hits are selected and what can be done with them."""
    chosen = read_selection(result)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="selection"):
        if not chosen:
            st.caption("Select hits in any view to keep them in the tray.")
            return
        st.markdown(f"**{len(chosen):,} selected**")
        st.button(
            "Keep them in the tray",
            icon=":material/bookmark:",
            type="tertiary",
            key="keep_selected",
            on_click=_keep,
            args=(result,),
        )
        link_to_comparison_of([hit.record for hit in chosen])
        st.button(
            "Clear selection",
            icon=":material/close:",
            type="tertiary",
            key="clear_selected",
            on_click=set_selection,
            args=((),),
        )
    show_refusal()


def _keep(result: SearchResult) -> None:
    from textmol.tray import keep_hit

    kept = [keep_hit(hit, result) for hit in read_selection(result)]
    change_tray(lambda tray: tray.add(*kept))
    draw_with_count(VIEWS)
