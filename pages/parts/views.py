"""The views of one result: cards, a table and a map, which share the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.filters import are_answered
from pages.parts.hit_cards import show_cards
from pages.parts.paging import show_pages
from pages.parts.selection import VIEWS as KEY
from pages.parts.selection import show_selection

if TYPE_CHECKING:
    from textmol.engine import SearchResult

_SHOWN = "hits_shown"
CARDS, TABLE, MAP = VIEWS = ("Cards", "Table", "Map")


def hide_views() -> None:
    """Let hits that are to be drawn alone stay away, until others are shown."""
    st.session_state[_SHOWN] = None


def show_views(result: SearchResult) -> None:
    """Show the hits in the chosen view; choosing, selecting and paging redraw this part alone."""
    st.session_state[_SHOWN] = result
    _show_views(result)


@st.fragment(key=KEY)
def _show_views(result: SearchResult) -> None:
    if st.session_state[_SHOWN] is not result:
        return
    # A filter and a press on a card that come at once are one request, which names the hits alone.
    if not are_answered():
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        view = st.segmented_control(
            "View of the hits",
            VIEWS,
            default=CARDS,
            required=True,
            key="view",
            bind="query-params",
            label_visibility="collapsed",
        )
        show_selection(result)
    if view == TABLE:
        from pages.parts.hit_table import show_table

        show_table(result)
    elif view == MAP:
        from pages.parts.hit_map import show_map

        show_map(result)
    else:
        rows = [hit.record.row for hit in result.hits]
        show_pages(result.hits, rows, lambda hits: show_cards(hits, result))
