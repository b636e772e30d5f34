"""The hits of a search: how it was read, what it is refined by, files, and views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.demands import show_demands
from pages.parts.downloads import show_hit_downloads
from pages.parts.engine import open_engine
from pages.parts.refine import show_refinement
from pages.parts.sharing import show_code
from pages.parts.views import hide_views, show_views
from pages.parts.wording import escape

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from pages.parts.asked import Asked
    from textmol.engine import SearchResult


@dataclass(frozen=True)
class Places:
    """Where results stand: above the hits, the hits, and below them."""

    head: DeltaGenerator
    hits: DeltaGenerator
    below: DeltaGenerator


def make_places() -> Places:
    """Make the places for results, which are there without any too.

    What is pressed on a card draws the hits alone again. If a search that leaves none came in
    between, they would be drawn where there is no place any more, which no browser survives.
    """
    hide_views()
    return Places(st.container(), st.container(), st.container())


def show_results(asked: Asked, result: SearchResult, places: Places) -> None:
    """Show what was found, or say that the filters leave nothing."""
    with places.head:
        _show_head(result)
    if result.hits:
        with places.hits:
            show_views(result)
        with places.below:
            show_code(asked.write_code(), asked.write_link(st.context.url or ""))
    elif not result.filters.is_empty():
        with places.below:
            st.info(
                f"None of {open_engine().library.size:,} molecules has "
                f"{escape(result.filters.describe())}. Widen a range, or clear the filters.",
                icon=":material/filter_alt_off:",
            )


def _show_head(result: SearchResult) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="found"):
        with st.container(gap="xxsmall", width="stretch"):
            st.subheader(_count(result), anchor=False)
            st.caption(escape(result.reading.sentence))
            for note in result.notes:
                st.caption(f":material/info: {escape(note)}")
        if result.hits:
            show_hit_downloads(result)
    show_demands(result)
    show_refinement(result)


def _count(result: SearchResult) -> str:
    found, size = len(result.hits), open_engine().library.size
    if not found:
        return "Nothing found" if result.filters.is_empty() else "No molecule passes the filters"
    if result.reading.kind == "smarts":
        return _count_containing(result)
    if result.filters.is_empty() and result.passing is None:
        return f"The {found:,} closest of {size:,} molecules"
    one = found == 1
    if result.filters.is_empty():
        verb = "has what was asked" if one else "have what was asked"
        if not result.refinement.exclude:
            verb = verb.replace("asked", "read")
    else:
        verb = "passes the filters" if one else "pass the filters"
    if result.passing is None:
        return f"The {found:,} closest molecules that {verb}"
    if result.passing <= found:
        return f"{found:,} of {size:,} molecules {verb}"
    return f"The {found:,} closest of {result.passing:,} molecules that {verb}"


def _count_containing(result: SearchResult) -> str:
    found = len(result.hits)
    verb = "contains" if found == 1 else "contain"
    if result.passing is not None and result.passing <= found:
        return f"{found:,} {'molecule' if found == 1 else 'molecules'} {verb} the pattern"
    return f"The first {found:,} molecules that {verb} the pattern"
