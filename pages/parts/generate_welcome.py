"""What the page of generating says before anything was asked for."""

from __future__ import annotations

import streamlit as st

from pages.parts.help import PAGES


def show_welcome() -> None:
    """Show what to type, what comes back, and what it cannot do."""
    st.space("small")
    with st.grid(3, min_column_width=260, gap="medium") as grid:
        with grid.cell():
            st.markdown("##### Describe it")
            st.markdown(
                "Write as in a compound's definition: its class, its groups and where they stand, "
                "what it derives from. The more is said of the structure, the nearer it comes."
            )
        with grid.cell():
            st.markdown("##### What comes back")
            st.markdown(
                "Valid structures, each once, best first: known ones with their CID, new ones "
                "with the nearest known molecule. Counts and groups of a short description are "
                "checked. What was invalid, empty or repeated is counted."
            )
        with grid.cell():
            st.markdown("##### What it cannot do")
            st.markdown(PAGES["generate"].cannot)
