"""The session saved and restored."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.last_search import Parameters, read_search, restore_search
from pages.parts.notices import show_error
from pages.parts.tray import change_tray, read_tray
from textmol.errors import TextMolError

if TYPE_CHECKING:
    from textmol.tray import Tray

_UPLOADS = "session_uploads"
_SAID = "session_said"


def show_session() -> None:
    """Show how the session is saved and restored."""
    st.subheader("Session", anchor=False)
    st.markdown(
        "The tray lives in this browser tab and ends with it. Save it with its notes and your "
        "last search in one file, and restore it here later or on another machine."
    )
    st.download_button(
        "Save the session",
        data=partial(write_file, read_tray(), read_search()),
        file_name="textmol-session.json",
        mime="application/json",
        icon=":material/save:",
        on_click="ignore",
        key="save_session",
    )
    # A new key empties the box, so that one file is read once.
    key = f"session_{st.session_state.get(_UPLOADS, 0)}"
    st.file_uploader(
        "Restore a session",
        type="json",
        key=key,
        max_upload_size=20,
        help="Its molecules join those in the tray; nothing is taken out",
        on_change=_restore,
        args=(key,),
    )
    _tell()


def write_file(tray: Tray, search: Parameters) -> bytes:
    """Return a session as the bytes of a file."""
    from textmol.tray.session import Session, write_session

    return write_session(Session(tray, search)).encode()


def _restore(key: str) -> None:
    from textmol.tray.session import read_session

    upload = st.session_state[key]
    if upload is None:
        return
    st.session_state[_UPLOADS] = st.session_state.get(_UPLOADS, 0) + 1
    before = len(read_tray())
    try:
        session = read_session(upload.getvalue())
        merged = read_tray().add(*session.tray)
    except TextMolError as error:
        st.session_state[_SAID] = error
        return
    change_tray(lambda _: merged)
    restore_search(session.search)
    new, known = len(merged) - before, len(session.tray) - (len(merged) - before)
    there = f"; {known} were in the tray already" if known else ""
    st.session_state[_SAID] = f"{new} of {len(session.tray)} molecules restored{there}."


def _tell() -> None:
    """Say once what came of restoring."""
    said = st.session_state.pop(_SAID, None)
    if isinstance(said, TextMolError):
        show_error(said)
    elif said:
        st.success(said, icon=":material/check:")
