"""Find molecules: a description in, ranked structures out."""

from __future__ import annotations

import streamlit as st

from pages.parts.engine import warm_structures
from pages.parts.filters import show_filters
from pages.parts.last_search import remember_search
from pages.parts.notices import show_error
from pages.parts.query import Query, show_query
from pages.parts.results import make_places, show_results
from pages.parts.search import find, read_asked
from pages.parts.welcome import show_welcome
from textmol.errors import TextMolError


@st.fragment
def show_search(query: Query) -> None:
    """Show filters and what is found; a change of them draws neither the box nor the frame anew."""
    # What comes and goes has a place of its own, so that what stands below keeps its.
    wrong = st.container()
    row = show_filters()
    places = make_places()
    if not query.asked:
        with places.head:
            show_welcome()
        return
    try:
        asked = read_asked(query, row)
        with places.head:
            result = find(asked, row)
    except TextMolError as error:
        with wrong:
            show_error(error)
        return
    row.show_histograms([hit.record.properties for hit in result.hits])
    show_results(asked, result, places)
    remember_search()
    warm_structures()


st.title("Find molecules", anchor=False)
st.markdown("Type what a molecule is, does or smells like. The library answers with structures.")
show_search(show_query())
