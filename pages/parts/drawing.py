"""Drawings of molecules on the ground of the page, in its theme."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.frame import is_dark, read_ground

if TYPE_CHECKING:
    from textmol.molecules.depiction import Theme


def choose_theme() -> Theme:
    """Return the colours of drawings on the page as the person sees it."""
    from textmol.molecules.depiction import DARK, LIGHT

    return replace(DARK if is_dark() else LIGHT, background=read_ground())


def show_drawing(
    smiles: str,
    name: str | None,
    formula: str,
    *,
    width: int,
    height: int,
    lit: tuple[int, ...] = (),
    numbers: bool = False,
) -> None:
    """Show a drawing as wide as its place, with its alternative text; sizes are in pixels."""
    from textmol.molecules import depict, describe_alt

    drawing = depict(
        smiles,
        width=width,
        height=height,
        highlight=lit,
        numbers=numbers,
        theme=choose_theme(),
    )
    st.image(drawing, alt=describe_alt(name, formula, smiles), width="stretch")
