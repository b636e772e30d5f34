"""What the search page says before anything was searched for."""

from __future__ import annotations

import streamlit as st

from pages.parts.help import PAGES
from pages.parts.tour import show_invitation


def show_welcome() -> None:
    """Show what to type, and what the search can and cannot do."""
    st.space("small")
    with st.grid(3, min_column_width=260, gap="medium") as grid:
        with grid.cell():
            st.markdown("##### Describe it")
            st.markdown(
                "Write as in a compound's definition: what the molecule **is** (“a macrolide "
                "antibiotic”), what it **does** (“inhibits xanthine oxidase”), where it is "
                "**found** or what it **smells** like."
            )
        with grid.cell():
            st.markdown("##### Or name it")
            st.markdown(
                "A name, CID, CAS number, InChIKey, SMILES, InChI or MOL block is recognised: the "
                "molecule itself stands first, its relatives follow. A SMARTS pattern finds what "
                "contains it; **C9H8O4** or **exact mass 180.0423 ± 5 ppm**, alone or beside "
                "words, what has it. Where it is read wrongly, say how to read it beside Search."
            )
        with grid.cell():
            st.markdown("##### What it cannot do")
            st.markdown(PAGES[""].cannot)
    show_invitation()
