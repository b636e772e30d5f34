"""Find molecules: a description in, ranked structures out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.engine import warm_structures
from pages.parts.filters import FilterRow, make_filters
from pages.parts.last_search import remember_search
from pages.parts.notices import show_error
from pages.parts.query import Query, show_query
from pages.parts.results import Places, make_places, show_results
from pages.parts.search import find, read_asked
from pages.parts.welcome import show_welcome
from textmol.errors import TextMolError

if TYPE_CHECKING:
    from textmol.engine import SearchResult

_ANEW = "find_anew"  # the page is drawn, not the search alone


@st.fragment
def show_search(query: Query) -> None:
    """Show filters and what is found; a change of them draws neither the box nor the frame anew."""
    # What comes and goes has a place of its own, so that what stands below keeps its.
    wrong = st.container()
    row = make_filters()
    places = make_places()
    # The URL may have other filters than the session. Afterwards the session knows them, and what
    # they leave is waited for: it is drawn before them.
    if st.session_state[_ANEW]:
        row.draw()
        st.session_state[_ANEW] = False
    try:
        result = show_found(query, row, places)
    except TextMolError as error:
        result = None
        with wrong:
            show_error(error)
    row.draw()
    if result is not None:
        row.show_histograms([hit.record.properties for hit in result.hits])
        remember_search()
        warm_structures()


def show_found(query: Query, row: FilterRow, places: Places) -> SearchResult | None:
    """Show what is found and return it, or say what can be asked; raises TextMolError."""
    if not query.asked:
        with places.head:
            show_welcome()
        return None
    asked = read_asked(query, row)
    with places.head:
        result = find(asked, row)
    show_results(asked, result, places)
    return result


st.title("Find molecules", anchor=False)
st.markdown("Type what a molecule is, does or smells like. The library answers with structures.")
st.session_state[_ANEW] = True
show_search(show_query())
