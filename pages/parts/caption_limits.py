"""What TextMol does with structures that captions are less sure of, a sentence each."""

from __future__ import annotations

import streamlit as st

from pages.parts.wording import escape


def show_limits() -> None:
    """Show the limits side by side, where there is nothing else to show."""
    from textmol.molecules.limits import LIMITS

    st.space("small")
    with st.grid(4, min_column_width=220, gap="medium") as grid:
        for title, sentence in LIMITS.items():
            with grid.cell():
                st.markdown(f"##### {escape(title)}\n\n{escape(sentence)}")


def show_limits_aside() -> None:
    """Show the limits where there are captions to look at."""
    from textmol.molecules.limits import LIMITS

    with st.expander("No carbon, very large molecules, polymers, mixtures: what happens to them"):
        st.markdown("\n".join(f"- **{escape(k)}.** {escape(v)}" for k, v in LIMITS.items()))


def show_limits_met(smiles: str) -> None:
    """Show the limits that a structure meets."""
    from textmol.molecules.limits import LIMITS, find_limits

    for limit in find_limits(smiles):
        st.caption(f":material/info: {escape(limit)}: {escape(LIMITS[limit])}")
