"""Running a search once, however often the page is drawn again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.demands import read_removed
from pages.parts.engine import open_engine
from pages.parts.notices import tell_of_waiting
from textmol.errors import QueryError

if TYPE_CHECKING:
    from pages.parts.filters import FilterRow
    from textmol.engine import SearchResult
    from textmol.library.filters import Filters

MOST_HITS = 200


def find(query: str, row: FilterRow) -> SearchResult:
    """Return what fits a query and the filters; a SMARTS that cannot be read is left out.

    What the description is read into is kept to, but for what was taken away on the page.

    Raises:
        TextMolError: for a query that cannot be searched, or an engine that cannot be opened.
    """
    filters = row.read()
    with tell_of_waiting("Searching. The first structure from outside takes some seconds."):
        try:
            return _search(query, filters)
        except QueryError as error:
            if filters.smarts is None:
                raise
            # Whether the pattern or the query is at fault shows in searching without the pattern.
            result = _search(query, replace(filters, smarts=None))
            row.reject(error)
            return result


def _search(query: str, filters: Filters) -> SearchResult:
    """Search, or return the last result of this session where it answers the same question."""
    removed = read_removed(query)
    asked = (query, filters, removed)
    last: SearchResult | None = st.session_state.get("result")
    if last is not None and st.session_state.get("asked") == asked:
        return last
    result = open_engine().search(query, top_k=MOST_HITS, filters=filters, ignore=removed)
    st.session_state["asked"], st.session_state["result"] = asked, result
    return result
