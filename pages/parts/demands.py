"""What the description was read into: chips that take a part of it away and restore it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.wording import escape

if TYPE_CHECKING:
    from textmol.engine import SearchResult

REMOVED = "without"
LABEL = "Read from your words. Press one to take it away, again to restore it"
# Streamlit writes a pressed pill in the primary colour, which is too dim to read on dark ground.
_READABLE = """<style>
.st-key-demands button[aria-pressed="true"] p { color: light-dark(#0f1817, #e6ebe8); }
</style>"""


def read_removed(query: str) -> frozenset[str]:
    """Return the keys of what was taken away; they count for the query they were made for."""
    if st.session_state.setdefault("demands_of", query) != query:
        st.session_state["demands_of"] = query
        st.query_params.pop(REMOVED, None)
    return frozenset(filter(None, st.query_params.get(REMOVED, "").split(",")))


def show_demands(result: SearchResult) -> None:
    """Show a chip for each requirement; those that were taken away stay, not pressed."""
    read = sorted((*result.requirements, *result.removed), key=lambda item: item.start)
    if not read:
        return
    wordings = {item.key: escape(item.wording) for item in read}
    key = f"demands_{hash((result.query, *wordings))}"
    st.html(_READABLE)
    with st.container(key="demands"):
        st.pills(
            LABEL,
            list(wordings),
            selection_mode="multi",
            default=[item.key for item in result.requirements],
            format_func=lambda item: wordings[item],
            key=key,
            on_change=_remember,
            args=(key, list(wordings)),
        )


def _remember(key: str, shown: Sequence[str]) -> None:
    """Keep what is not pressed in the URL, so that a shared link finds the same."""
    removed = [item for item in shown if item not in st.session_state[key]]
    if removed:
        st.query_params[REMOVED] = ",".join(removed)
    else:
        st.query_params.pop(REMOVED, None)
