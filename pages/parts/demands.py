"""What the description was read into: chips that take a part of it away and restore it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.parameters import REMOVED, put
from pages.parts.wording import escape

if TYPE_CHECKING:
    from textmol.engine import SearchResult

LABEL = "Read from your words. Press one to take it away, again to restore it"


def read_removed() -> frozenset[str]:
    """Return the keys of what was taken away."""
    return frozenset(filter(None, st.query_params.get(REMOVED, "").split(",")))


def show_demands(result: SearchResult) -> None:
    """Show a chip for each requirement; those that were taken away stay, not pressed."""
    read = sorted((*result.requirements, *result.removed), key=lambda item: item.start)
    if not read:
        return
    wordings = {item.key: escape(item.wording) for item in read}
    key = f"demands_{hash((result.query, *wordings))}"
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
    put(REMOVED, ",".join(item for item in shown if item not in st.session_state[key]))
