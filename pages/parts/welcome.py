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
                "A name, CID, InChIKey, SMILES, InChI or MOL block is recognised: the molecule "
                "itself stands first, its relatives follow."
            )
        with grid.cell():
            st.markdown("##### What it cannot do")
            st.markdown(
                "It ranks the molecules of its library and invents none. It reads English, does "
                "not count atoms or understand “not”, and a high rank is no measured activity."
            )
