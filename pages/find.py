"""Find molecules: a description in, ranked structures out."""

from __future__ import annotations

import streamlit as st

from pages.parts.engine import warm_structures
from pages.parts.filters import show_filters
from pages.parts.notices import show_error
from pages.parts.query import show_query
from pages.parts.results import show_results
from pages.parts.search import find, read_asked
from pages.parts.welcome import show_welcome
from textmol.errors import TextMolError

st.title("Find molecules", anchor=False)
st.markdown("Type what a molecule is, does or smells like. The library answers with structures.")
query = show_query()
wrong = st.container()
row = show_filters()
if query.asked:
    try:
        asked = read_asked(query, row)
        result = find(asked, row)
    except TextMolError as error:
        with wrong:
            show_error(error)
    else:
        row.show_histograms([hit.record.properties for hit in result.hits])
        show_results(asked, result)
        warm_structures()
else:
    show_welcome()
