"""The one engine of the app, opened in the background and shared by all sessions."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from textmol.engine import TextMol


def warm_engine() -> None:
    """Start opening the model and the library, once for the whole app, and return at once."""
    _start_engine()


def is_engine_open() -> bool:
    """Return whether ``open_engine`` would return without waiting."""
    return _start_engine().done()


def open_engine() -> TextMol:
    """Return the engine, waiting for it where it is still being opened.

    Raises:
        TextMolError: where the checkpoint or the library cannot be used; the next call tries
            again, so that a mended folder needs no restart.
    """
    future = _start_engine()
    if future.done() and future.exception() is not None:
        _start_engine.clear()
        future = _start_engine()
    return future.result()


def open_engine_aloud() -> TextMol:
    """Return the engine, saying so where the person has to wait for it; raises as the above."""
    if is_engine_open():
        return open_engine()
    with st.spinner("Opening the model and the library. This takes a few seconds, once."):
        return open_engine()


# A future rather than the engine itself is cached, so that the first of two sessions that
# come at once starts the one thread and both wait for it.
@st.cache_resource(show_spinner=False)
def _start_engine() -> Future[TextMol]:
    executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="textmol-engine")
    future = executor.submit(_open)
    executor.shutdown(wait=False)
    return future


def _open() -> TextMol:
    from textmol.engine import TextMol

    return TextMol.open()
