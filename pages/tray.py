"""Tray: the molecules that were kept, compared, exported, and saved."""

from __future__ import annotations

import streamlit as st

from pages.parts import tray
from pages.parts.downloads import show_tray_downloads
from pages.parts.last_search import show_way_back
from pages.parts.saving import show_session
from pages.parts.side_by_side import show_comparison
from pages.parts.tray_list import show_list
from textmol.tray import MOST_KEPT, Tray


@st.fragment
def show_tray() -> None:
    """Show what is in the tray; a change of notes or of what is compared draws only this anew."""
    tray.update_count()
    kept = tray.read_tray()
    # What comes and goes has a place of its own: what stands below keeps its, and is not built
    # anew while somebody presses it.
    with st.container():
        tray.show_refusal()
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="tray_bar"):
        st.markdown(f"**{len(kept)} of {MOST_KEPT} molecules**", width="content")
        if kept:
            show_tray_downloads(kept)
            st.button(
                "Clear",
                type="tertiary",
                icon=":material/delete:",
                help="Take all molecules out; Undo puts them back",
                on_click=tray.change_tray,
                args=(lambda _: Tray(),),
            )
        if tray.can_undo():
            st.button("Undo", type="tertiary", icon=":material/undo:", on_click=tray.undo)
    with st.container():
        if kept:
            show_list()
        else:
            st.markdown(
                "Press **Keep** on a hit or on a molecule’s page and it waits here, with the "
                "query, rank and score that found it. Notes, files and comparisons are made from "
                "the tray."
            )
    with st.container():
        show_comparison()
    show_session()


st.title("Tray", anchor=False)
show_way_back()
show_tray()
