"""Running a search once, however often the page is drawn again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.asked import MOST_HITS, Asked
from pages.parts.demands import read_removed
from pages.parts.engine import open_engine
from pages.parts.notices import tell_of_waiting
from pages.parts.parameters import LIKE
from pages.parts.refine import read_refinement
from textmol.errors import QueryError

if TYPE_CHECKING:
    from pages.parts.filters import FilterRow
    from pages.parts.query import Query
    from textmol.engine import SearchResult


def read_asked(query: Query, row: FilterRow) -> Asked:
    """Return what is asked for, from the box, the filters and the URL.

    Raises:
        TextMolError: for a refinement that cannot be used.
    """
    return Asked(
        typed=query.text,
        filters=row.read(),
        removed=read_removed(),
        read_as=query.read_as,
        like=st.query_params.get(LIKE) or None,
        refinement=read_refinement(),
    )


def find(asked: Asked, row: FilterRow) -> SearchResult:
    """Return what fits; a SMARTS filter that cannot be read is told of and left out.

    Raises:
        TextMolError: for a query that cannot be searched, or an engine that cannot be opened.
    """
    with tell_of_waiting("Searching. The first structure from outside takes some seconds."):
        try:
            return _search(asked)
        except QueryError as error:
            if asked.filters.smarts is None:
                raise
            # Whether the pattern or the query is at fault shows in searching without the pattern.
            result = _search(replace(asked, filters=replace(asked.filters, smarts=None)))
            row.reject(error)
            return result


def _search(asked: Asked) -> SearchResult:
    """Search, or return the last result of this session where it answers the same question."""
    last: SearchResult | None = st.session_state.get("result")
    if last is not None and st.session_state.get("asked") == asked:
        return last
    result = open_engine().search(
        asked.query,
        top_k=MOST_HITS,
        filters=asked.filters,
        ignore=asked.removed,
        read_as=asked.reading,
        refinement=asked.refinement,
    )
    st.session_state["asked"], st.session_state["result"] = asked, result
    return result
