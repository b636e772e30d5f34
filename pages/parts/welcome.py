"""What the search page says before anything was searched for."""

from __future__ import annotations

import streamlit as st


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
                "contains it. Where it is read wrongly, say how to read it beside Search."
            )
        with grid.cell():
            st.markdown("##### What it cannot do")
            st.markdown(
                "It ranks the molecules of its library and invents none. It reads English. Counts "
                "and “no …” are checked where they become chips above the hits; a vector alone "
                "can do neither. A high rank is no measured activity."
            )
