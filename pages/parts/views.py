"""The views of one result: cards, a table and a map, which share the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.card import show_card
from pages.parts.parameters import PAGE
from pages.parts.selection import show_selection

if TYPE_CHECKING:
    from textmol.engine import SearchResult

CARDS_A_PAGE = 20
CARDS, TABLE, MAP = VIEWS = ("Cards", "Table", "Map")


@st.fragment
def show_views(result: SearchResult) -> None:
    """Show the hits in the chosen view; choosing, selecting and paging redraw this part alone."""
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
        _show_cards(result)


def _show_cards(result: SearchResult) -> None:
    count = -(-len(result.hits) // CARDS_A_PAGE)
    cards = st.container()
    page = 1
    if count > 1:
        shown = hash(tuple(hit.record.row for hit in result.hits))
        key = f"page_{shown}"
        with st.container(horizontal_alignment="center"):
            page = st.pagination(
                count,
                default=_read_page(shown, count),
                key=key,
                on_change=_remember_page,
                args=(key,),
            )
    first = (page - 1) * CARDS_A_PAGE
    with cards, st.grid(4, min_column_width=250, border=True, key="hits") as grid:
        for hit in result.hits[first : first + CARDS_A_PAGE]:
            with grid.cell():
                show_card(hit, result)


def _read_page(shown: int, count: int) -> int:
    """Return the page that the URL names; other hits than it was made for start at the first."""
    if st.session_state.setdefault("page_of", shown) != shown:
        st.session_state["page_of"] = shown
        st.query_params.pop(PAGE, None)
    text = st.query_params.get(PAGE, "")
    return min(max(int(text), 1), count) if text.isdecimal() and text.isascii() else 1


def _remember_page(key: str) -> None:
    if st.session_state[key] > 1:
        st.query_params[PAGE] = str(st.session_state[key])
    else:
        st.query_params.pop(PAGE, None)
