"""How a molecule looks: its drawing in the page's theme, its formula, a chemist's notes on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import streamlit as st

from pages.parts.frame import is_dark

if TYPE_CHECKING:
    from textmol.engine import Hit, SearchResult
    from textmol.molecules.depiction import Theme
    from textmol.molecules.properties import Properties

WIDTH, HEIGHT = 280, 200  # of a drawing in pixels, near the size at which a card shows it


@dataclass(frozen=True)
class Look:
    """How a structure is shown: its drawing as SVG, its formula, a chemist's notes on it."""

    drawing: str
    formula: str
    notes: tuple[str, ...]


class Shown(Protocol):
    """What is shown: a record of the library, a molecule as the tray keeps it."""

    @property
    def name(self) -> str | None:
        """The name to show."""

    @property
    def smiles(self) -> str:
        """Canonical SMILES."""

    @property
    def properties(self) -> Properties:
        """Formula and computed properties."""


def look_at_hit(hit: Hit, result: SearchResult, width: int, height: int) -> Look:
    """Return how a hit looks in ``width`` by ``height`` pixels, with what was searched for lit."""
    return look_at(hit.record, result.pattern, width, height)


def draw_hit(hit: Hit, result: SearchResult, width: int, height: int) -> Look:
    """Return the same in the light palette, for a browser that takes ``list_palettes`` too."""
    record = hit.record
    return _look_at(record.smiles, record.properties.formula, False, result.pattern, width, height)


def list_palettes() -> tuple[list[str], list[str]]:
    """Return the colours of the light drawings and, in the same order, of the dark ones."""
    from textmol.molecules.depiction import list_colours

    return list_colours(_choose_theme(dark=False)), list_colours(_choose_theme(dark=True))


def look_at(shown: Shown, smarts: str | None, width: int, height: int) -> Look:
    """Return how a molecule looks, with the atoms of a pattern lit."""
    formula = shown.properties.formula
    return _look_at(shown.smiles, formula, is_dark(), smarts, width, height)


def show_look(look: Look, shown: Shown) -> None:
    """Show the drawing of a molecule as wide as its place."""
    from textmol.molecules import describe_alt

    alt = describe_alt(shown.name, shown.properties.formula, shown.smiles)
    st.image(look.drawing, alt=alt, width="stretch")


# The looks of some screens in two themes are kept, not those of the whole library. Streamlit's
# own cache takes longer to answer than the rest of a card to write.
@lru_cache(maxsize=2000)
def _look_at(
    smiles: str, formula: str, dark: bool, smarts: str | None, width: int, height: int
) -> Look:
    from textmol.molecules.depiction import compact, depict
    from textmol.molecules.notes import write_notes
    from textmol.molecules.parse import read_smiles
    from textmol.molecules.properties import format_formula

    theme = _choose_theme(dark=dark)
    drawing = depict(smiles, width=width, height=height, smarts=smarts, aligned=True, theme=theme)
    # The charge stands beside the other properties.
    notes = (note for note in write_notes(read_smiles(smiles)) if not note.startswith("charge "))
    return Look(
        drawing=compact(drawing),
        formula=format_formula(formula),
        notes=tuple(notes),
    )


def _choose_theme(*, dark: bool) -> Theme:
    from textmol.molecules.depiction import DARK, LIGHT

    background = st.get_option(f"theme.{'dark' if dark else 'light'}.backgroundColor")
    return replace(DARK if dark else LIGHT, background=background)
