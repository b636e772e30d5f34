"""The molecule in 3D, coloured by the chosen word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts.frame import is_dark
from pages.parts.notices import show_error
from pages.parts.viewer import has_script, show_viewer
from pages.parts.wording import escape
from textmol.errors import MoleculeError

if TYPE_CHECKING:
    from textmol.aligning import Alignment

# Atoms that add nothing; the ground of the page itself would hide them.
_PLAIN = {False: "#c3c8cf", True: "#4b5563"}


def show_shape(alignment: Alignment, chosen: dict[str, Any] | None) -> None:
    """Show the molecule in space, where the person asks for it."""
    if not st.toggle("3D, coloured by the chosen word or by all words", key="align_3d"):
        return
    from textmol.molecules.conformers import compute_conformer

    if not has_script():
        st.info(
            "The viewer of 3D structures is not here yet: `make run` fetches it once, from npm.",
            icon=":material/cloud_off:",
        )
        return
    try:
        with st.spinner("Computing a shape."):
            conformer = compute_conformer(alignment.smiles)
    except MoleculeError as error:
        show_error(error)
        return
    said, colours = _colour(alignment, chosen)
    show_viewer(conformer, f"{alignment.smiles} in 3D, coloured by {said}", atom_colours=colours)
    st.caption(
        escape(f"Coloured by {said}, from grey (nothing) to the full shade. One possible shape.")
    )


def _colour(alignment: Alignment, chosen: dict[str, Any] | None) -> tuple[str, list[str]]:
    """Return what the colours show, and "#rrggbb" for each atom."""
    from textmol.alignment_figure import choose_shade, find_top, list_shades, shade_atoms

    shades = list_shades(_PLAIN[is_dark()], dark=is_dark())
    if chosen is not None and chosen["kind"] == "row":
        fragment = alignment.fragments[chosen["row"]]
        atoms = range(len(shade_atoms(alignment)))
        return fragment.label, [shades[-1 if n in fragment.atoms else 0] for n in atoms]
    column = None if chosen is None else int(chosen["column"])
    values = shade_atoms(alignment, column)
    top = find_top(values if column is None else alignment.matrix)
    said = "all words" if column is None else f"“{alignment.words[column].text}”"
    return said, [choose_shade(shades, float(value), top) for value in values]
