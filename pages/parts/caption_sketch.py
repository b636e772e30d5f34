"""The sketcher: a structure is drawn, Apply hands it over, and its canonical SMILES comes back."""

from __future__ import annotations

import streamlit as st

from pages.parts.caption_address import DRAW, go_to_molecule
from pages.parts.notices import show_error
from textmol.errors import MoleculeError, TextMolError

HEIGHT = 480  # pixels
_SHOWN, _DRAWN, _MADE = "sketch_shown", "sketch_drawn", "sketch_made"


def show_sketcher(molecule: str) -> None:
    """Show the sketcher with the molecule of the page; what is applied there becomes it.

    The sketcher reads a structure only when it is made, so another molecule of the page makes
    another one; what was drawn in it stays as it was drawn.
    """
    from streamlit_ketcher import st_ketcher  # its files are large: only those who draw load them

    if molecule != st.session_state.get(_DRAWN) or _SHOWN not in st.session_state:
        st.session_state[_SHOWN] = _find_smiles(molecule)
        st.session_state[_DRAWN] = molecule
        st.session_state[_MADE] = st.session_state.get(_MADE, 0) + 1
    shown: str = st.session_state[_SHOWN]
    st.caption("Draw a structure and press **Apply** below it.")
    applied = st_ketcher(shown, height=HEIGHT, key=f"sketcher_{st.session_state[_MADE]}")
    if applied and applied != shown:
        _take(applied)


def _take(applied: str) -> None:
    """Make what was drawn the molecule of the page, by its canonical SMILES."""
    from textmol.molecules import parse_molecule

    try:
        smiles = parse_molecule(applied).smiles
    except MoleculeError as error:
        show_error(error)
        return
    if smiles != st.session_state[_DRAWN]:
        st.session_state[_DRAWN] = smiles
        go_to_molecule(smiles, DRAW)
        st.rerun()


def _find_smiles(molecule: str) -> str:
    """Return the SMILES of what was typed, empty where it is none that can be drawn."""
    from pages.parts.subject import find_subject

    if not molecule:
        return ""
    try:
        return find_subject(molecule).smiles
    except TextMolError:
        return ""
