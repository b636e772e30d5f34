"""Which hits are selected: one selection for cards, table and map, and what is done with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.compared import link_to_comparison_of
from pages.parts.tray import change_tray, show_refusal, update_count

if TYPE_CHECKING:
    from textmol.engine import Hit, SearchResult

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


def show_tick(hit: Hit) -> None:
    """Show the box that selects a hit."""
    key = f"tick_{hit.record.row}"
    st.session_state[key] = is_selected(hit)
    st.checkbox(
        f"Select rank {hit.rank}",
        key=key,
        label_visibility="collapsed",
        on_change=_tick,
        args=(key, hit.record.row),
    )


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
    update_count()


def _tick(key: str, row: int) -> None:
    chosen = set(st.session_state.get(_SELECTED, frozenset()))
    (chosen.add if st.session_state[key] else chosen.discard)(row)
    set_selection(chosen)


def _keep(result: SearchResult) -> None:
    from textmol.tray import keep_hit

    kept = [keep_hit(hit, result) for hit in read_selection(result)]
    change_tray(lambda tray: tray.add(*kept))
