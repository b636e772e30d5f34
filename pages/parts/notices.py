"""Sentences to the person: what went wrong and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from pages.parts.engine import is_engine_open
from pages.parts.wording import escape
from textmol.errors import MoleculeError, TextMolError

_WINDOW = 60
_OPENING = "Opening the model and the library. This takes a few seconds, once."


@contextmanager
def tell_of_waiting(work: str) -> Iterator[None]:
    """Say what the person waits for, where they have to: quick work shows nothing."""
    opening = not is_engine_open()
    with st.spinner(_OPENING if opening else work):
        # Something stands here in every run, so that what follows keeps its place.
        room = st.skeleton(height=400) if opening else st.empty()
        try:
            yield
        finally:
            room.empty()


def show_error(error: TextMolError) -> None:
    """Show an error's sentence and remedy, and where in a structure reading stopped."""
    st.error(f"**{escape(error.message)}** {escape(error.remedy)}", icon=":material/error:")
    if isinstance(error, MoleculeError) and error.position is not None and error.text:
        st.code(point_at(error.text, error.position), language=None)


def point_at(text: str, position: int) -> str:
    """Return the line of ``text`` around a 0-based position, with a caret below it."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    line, column = text[start : end if end >= 0 else None], position - start
    first = max(0, column - _WINDOW)
    before, after = "…" if first else "", "…" if column + _WINDOW < len(line) else ""
    caret = " " * (len(before) + column - first) + "^"
    return f"{before}{line[first : column + _WINDOW]}{after}\n{caret}"
