"""The hits of a search: how it was read, downloads, and cards page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.card import show_card
from pages.parts.demands import show_demands
from pages.parts.downloads import show_downloads
from pages.parts.engine import open_engine
from pages.parts.wording import escape

if TYPE_CHECKING:
    from textmol.engine import SearchResult

CARDS_A_PAGE = 20


def show_results(result: SearchResult) -> None:
    """Show what was found, or say that the filters leave nothing."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="found"):
        with st.container(gap="xxsmall", width="stretch"):
            st.subheader(_count(result), anchor=False)
            st.caption(escape(result.reading.sentence))
            for note in result.notes:
                st.caption(f":material/info: {escape(note)}")
        if result.hits:
            show_downloads(result)
    show_demands(result)
    if result.hits:
        _show_pages(result)
    elif not result.filters.is_empty():
        st.info(
            f"None of {open_engine().library.size:,} molecules has "
            f"{escape(result.filters.describe())}. Widen a range, or clear the filters.",
            icon=":material/filter_alt_off:",
        )


def _count(result: SearchResult) -> str:
    found, size = len(result.hits), open_engine().library.size
    if not found:
        return "Nothing found" if result.filters.is_empty() else "No molecule passes the filters"
    if result.filters.is_empty() and result.passing is None:
        return f"The {found:,} closest of {size:,} molecules"
    one = found == 1
    if result.filters.is_empty():
        verb = "has what was read" if one else "have what was read"
    else:
        verb = "passes the filters" if one else "pass the filters"
    if result.passing is None:
        return f"The {found:,} closest molecules that {verb}"
    if result.passing <= found:
        return f"{found:,} of {size:,} molecules {verb}"
    return f"The {found:,} closest of {result.passing:,} molecules that {verb}"


@st.fragment
def _show_pages(result: SearchResult) -> None:
    """Show one page of cards; turning pages redraws the cards alone."""
    count = -(-len(result.hits) // CARDS_A_PAGE)
    cards = st.container()
    page = 1
    if count > 1:
        # Another question starts again at its first page.
        with st.container(horizontal_alignment="center"):
            page = st.pagination(
                count, key=f"page_{hash((result.query, result.filters, result.requirements))}"
            )
    first = (page - 1) * CARDS_A_PAGE
    with cards, st.grid(4, min_column_width=250, border=True, key="hits") as grid:
        for hit in result.hits[first : first + CARDS_A_PAGE]:
            with grid.cell():
                show_card(hit, smarts=result.filters.smarts)
