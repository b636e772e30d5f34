"""The tray of this session: what is in it, the button that keeps a hit, the count in the frame."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.errors import StreamlitAPIException

from pages.parts.notices import show_error
from textmol.errors import TextMolError

if TYPE_CHECKING:
    from textmol.engine import Hit, SearchResult
    from textmol.tray import Kept, Tray

PAGE = "pages/tray.py"
_COUNT = "tray_count"  # the part of the frame that shows the number
_TRAY, _BEFORE, _WRONG = "tray", "tray_before", "tray_wrong"
_CHANGED = "tray_changed"


def read_tray() -> Tray:
    """Return the tray of this session."""
    from textmol.tray import Tray

    tray: Tray | None = st.session_state.get(_TRAY)
    return tray or Tray()


def change_tray(change: Callable[[Tray], Tray]) -> None:
    """Change the tray and remember what was in it, so that one step can be undone.

    Where it cannot be changed, nothing is, and the reason waits for ``show_refusal``.
    """
    before = read_tray()
    try:
        after = change(before)
    except TextMolError as error:
        st.session_state[_WRONG] = error
        return
    # A note is committed again as its box goes: that is nothing to undo.
    if after != before:
        st.session_state[_TRAY], st.session_state[_BEFORE] = after, before
        st.session_state[_CHANGED] = len(before) != len(after)


def can_undo() -> bool:
    """Return whether there is a change of the tray to take back."""
    before = st.session_state.get(_BEFORE)
    return before is not None and before != read_tray()


def undo() -> None:
    """Put back what was in the tray before the last change; a second time does the change again."""
    st.session_state[_TRAY], st.session_state[_BEFORE] = st.session_state[_BEFORE], read_tray()
    st.session_state[_CHANGED] = True


def show_refusal() -> None:
    """Say once why the last change could not be made."""
    error = st.session_state.pop(_WRONG, None)
    if error is not None:
        show_error(error)


def show_keep(kept: Kept, *, place: str) -> None:
    """Show the button that keeps a molecule in the tray, or takes it out; only it is drawn again.

    ``place`` tells buttons for one molecule apart where two parts of a page show it at once.
    """
    key = f"keep_{place}_{kept.smiles}"
    # Named, so that the button and the count in the frame can be drawn again and nothing else.
    st.fragment(_show_button, key=key)(kept, key)


def _show_button(kept: Kept, key: str) -> None:
    inside = kept.smiles in read_tray()
    st.button(
        "In the tray" if inside else "Keep",
        key=f"{key}_button",
        icon=":material/bookmark_added:" if inside else ":material/bookmark:",
        type="tertiary",
        help="Press to take it out of the tray" if inside else "Keep it in the tray",
        on_click=_toggle,
        args=(kept, key),
    )
    show_refusal()


def _toggle(kept: Kept, key: str) -> None:
    if kept.smiles in read_tray():
        change_tray(lambda tray: tray.remove(kept.smiles))
    else:
        change_tray(lambda tray: tray.add(kept))
    draw_with_count(key)


def list_kept(hits: Sequence[Hit]) -> tuple[int, ...]:
    """Return the rows of those hits that are in the tray."""
    tray = read_tray()
    return tuple(hit.record.row for hit in hits if hit.record.smiles in tray)


def keep_among(hits: Sequence[Hit], chosen: Collection[int], result: SearchResult) -> bool:
    """Keep of these hits the ``chosen`` rows alone; return whether that was any change."""
    from textmol.tray import keep_hit

    tray = read_tray()
    wanted = {hit.record.smiles: hit for hit in hits if hit.record.row in chosen}
    new = [keep_hit(hit, result) for smiles, hit in wanted.items() if smiles not in tray]
    gone = {hit.record.smiles for hit in hits} - set(wanted)
    gone = {smiles for smiles in gone if smiles in tray}
    if new or gone:
        change_tray(lambda tray: tray.remove(*gone).add(*new))
    return bool(new or gone)


def draw_with_count(key: str) -> None:
    """From a callback, have the part of the page that is named ``key`` and the count drawn again.

    Where one of them is not there, what was pressed is drawn again by itself.
    """
    with suppress(StreamlitAPIException):
        st.rerun([key, _COUNT])


@st.fragment(key=_COUNT)
def show_count() -> None:
    """Show in the frame how many molecules are in the tray, with the way to them."""
    st.session_state[_CHANGED] = False
    st.page_link(PAGE, label=f"Tray: {len(read_tray())}", icon=":material/bookmarks:")


def update_count() -> None:
    """Draw the page anew where a part that is drawn alone has changed the number in the frame."""
    if st.session_state.get(_CHANGED):
        st.session_state[_CHANGED] = False
        st.rerun()
