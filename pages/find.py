"""Find molecules: a description in, ranked structures out."""

from __future__ import annotations

import streamlit as st

from pages.parts.engine import warm_structures
from pages.parts.filters import show_filters
from pages.parts.notices import show_error
from pages.parts.query import show_query
from pages.parts.results import show_results
from pages.parts.search import find
from pages.parts.welcome import show_welcome
from textmol.errors import TextMolError

st.title("Find molecules", anchor=False)
st.markdown("Type what a molecule is, does or smells like. The library answers with structures.")
query = show_query()
wrong = st.container()
row = show_filters()
if query.asked:
    try:
        show_results(find(query.text, row))
        warm_structures()
    except TextMolError as error:
        with wrong:
            show_error(error)
else:
    show_welcome()
