"""What URLs hold beside the values of widgets that are bound to them."""

from __future__ import annotations

import streamlit as st

# On the search page.
REMOVED, LIKE, PAGE = "without", "like", "page"
# On the page of a molecule: how it is shown, what is lit in it, and what nearness means.
SHOW, LIT, NEAREST = "show", "lit", "nearest"
# Ways to read a query (``textmol.molecules.recognise``), as the page and its URL say them.
READ = "read"
READINGS = {
    "description": "as a description",
    "name": "as a name",
    "structure": "as a structure",
    "smarts": "as a SMARTS pattern",
    "identifier": "as an identifier",
}


def put(name: str, value: str | None) -> None:
    """Put a value into the URL; without one, take the name out of it."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)
