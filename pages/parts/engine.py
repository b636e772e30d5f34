"""The one engine of the app, opened in the background and shared by all sessions."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

if TYPE_CHECKING:
    from textmol.engine import TextMol

Result = TypeVar("Result")

LIBRARY = "TEXTMOL_LIBRARY"  # environment variable: a folder with a library of one's own
PAUSE = 3.0  # seconds
_TURN = sys.getswitchinterval()  # seconds


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


def warm_structures() -> None:
    """Start loading what reads structures and names that the library lacks, and return at once."""
    _start_warming()


# A future rather than the engine itself is cached, so that the first of two sessions that
# come at once starts the one thread and both wait for it.
@st.cache_resource(show_spinner=False)
def _start_engine() -> Future[TextMol]:
    return _run_aside(_open)


@st.cache_resource(show_spinner=False)
def _start_warming() -> Future[None]:
    return _run_aside(_warm_later)


def _run_aside(work: Callable[[], Result]) -> Future[Result]:
    executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="textmol-engine")
    future = executor.submit(_give_way, work)
    executor.shutdown(wait=False)
    return future


def _give_way(work: Callable[[], Result]) -> Result:
    """Do work that imports for seconds, while requests wait less for their turn than usual.

    What is imported and opened stays, and is a million objects. Python would look for garbage
    among them every time that some more are there, for a fifth of the time that importing takes,
    and Streamlit at the end of every run of a script: without them, a press is answered in a
    fraction of the time.
    """
    sys.setswitchinterval(_TURN / 10)
    gc.disable()
    try:
        return work()
    finally:
        sys.setswitchinterval(_TURN)
        gc.freeze()
        gc.enable()


def _warm_later() -> None:
    # It takes seconds of computing, which the browser needs to draw the first results.
    time.sleep(PAUSE)
    # The first table would import it, and leave it among what is searched for garbage.
    import_module("pandas")
    open_engine().warm()


def write_open() -> str:
    """Return the Python that opens what this app has open."""
    named = os.environ.get(LIBRARY)
    return f"TextMol.open(library={named!r})" if named else "TextMol.open()"


def _open() -> TextMol:
    from textmol.engine import TextMol

    named = os.environ.get(LIBRARY)
    return TextMol.open(library=Path(named) if named else None)
