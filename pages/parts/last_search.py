"""The last search of this session, to which other pages lead back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from textmol.engine import SearchResult

PAGE = "pages/find.py"
_SEARCH = "last_search"

Parameters = tuple[tuple[str, str], ...]


def remember_search() -> None:
    """Remember the URL of the search page, so that other pages lead back to it."""
    names = list(st.query_params)
    parameters = tuple((name, value) for name in names for value in st.query_params.get_all(name))
    if parameters:
        st.session_state[_SEARCH] = parameters


def read_search() -> Parameters:
    """Return the parameters of the URL of the last search, none where there was none."""
    search: Parameters = st.session_state.get(_SEARCH, ())
    return search


def restore_search(search: Parameters) -> None:
    """Take a search from a file; one that was made in this session stays."""
    if search and not read_search():
        st.session_state[_SEARCH] = search


def read_described() -> SearchResult | None:
    """Return the result of the last search, where it was one by description."""
    result: SearchResult | None = st.session_state.get("result")
    return result if result and result.reading.kind == "description" else None


def show_way_back() -> None:
    """Show the link to the last search, where there was one."""
    search = read_search()
    if search:
        st.page_link(
            PAGE,
            label="Back to the search",
            icon=":material/arrow_back:",
            query_params=list(search),
        )
