"""The linked view: sentence, drawing and heatmap in one component that lights itself."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from pages.parts.drawing import choose_theme
from pages.parts.frame import is_dark

if TYPE_CHECKING:
    from collections.abc import Callable

    from textmol.aligning import Alignment
    from textmol.alignment_figure import Choice

WIDTH, HEIGHT = 620, 440  # pixels of the drawing
UNITS = {
    "atom": ("atom", "word"),
    "fragment": ("fragment", "phrase"),
    "molecule": ("molecule", "sentence"),
}
_HERE = Path(__file__).parent
_SCRIPTS = ("align_linked.js", "align_linked_parts.js", "align_linked_light.js")


def show_linked(
    alignment: Alignment,
    choice: Choice,
    threshold: float,
    chosen: dict[str, Any] | None,
    *,
    key: str,
    alt: str,
    on_choice: Callable[[], None],
) -> None:
    """Show the view; ``st.session_state[key]`` holds what was pressed, as ``chosen``.

    Args:
        alignment: the map.
        choice: rows and columns of the heatmap.
        threshold: cells below it stay blank, in units of the score.
        chosen: what is held, a row or a column of the matrix.
        key: of the component.
        alt: alternative text of the drawing.
        on_choice: called when a word, an atom or a row is pressed.
    """
    data = _list_data(alignment, choice, threshold, alt)
    data["token"] = sha256(repr(data).encode()).hexdigest()
    _register()(key=key, data=data | {"chosen": chosen}, on_chosen_change=on_choice)


@st.cache_resource(show_spinner=False)
def _register() -> ComponentRenderer:
    return st.components.v2.component(
        "textmol.align_linked",
        html='<div class="linked"></div>',
        css=_read("align_linked.css"),
        js="\n".join(map(_read, _SCRIPTS)),
    )


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _list_data(alignment: Alignment, choice: Choice, threshold: float, alt: str) -> dict[str, Any]:
    from textmol.alignment_figure import find_top, list_shades
    from textmol.molecules.levels import split_level
    from textmol.molecules.parse import read_smiles
    from textmol.molecules.shading import draw_shaded

    theme = choose_theme()
    names = [one.label for one in split_level(read_smiles(alignment.smiles), "atom")]
    plain = dict.fromkeys(range(len(names)), theme.background)
    row, column = UNITS[alignment.level]
    return {
        "text": alignment.text,
        "columns": [
            {"text": word.text, "start": word.start, "end": word.end} for word in alignment.words
        ],
        "rows": [{"label": one.label, "atoms": one.atoms} for one in alignment.fragments],
        "names": names,
        "matrix": alignment.matrix.round(5).tolist(),
        "overall": {
            "rows": alignment.row_strength().round(5).tolist(),
            "columns": alignment.column_strength().round(5).tolist(),
            "topOfRows": find_top(alignment.row_strength()),
            "topOfColumns": find_top(alignment.column_strength()),
        },
        "drawing": draw_shaded(alignment.smiles, plain, width=WIDTH, height=HEIGHT, theme=theme),
        "alt": alt,
        "unit": {"row": row, "column": column},
        "shown": {"rows": choice.rows, "columns": choice.columns},
        "shades": list_shades(theme.background, dark=is_dark()),
        "top": find_top(alignment.matrix),
        "threshold": threshold,
        "flat": alignment.flat,
    }
