"""The numbers of a map as a table, and the map as files."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from pages.parts.drawing import choose_theme
from pages.parts.frame import is_dark
from pages.parts.wording import slug

if TYPE_CHECKING:
    from textmol.aligning import Alignment
    from textmol.alignment_figure import Choice

_DRAWN = 60  # rows of the table that have a drawing: more take long to show

# The browser turns the SVG into dots; nothing on this machine has to be installed for it. It
# makes no canvas of more dots than these, and a null in its place.
_PNG = """
const SIDE = 16000, DOTS = 64e6;

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector(".png");
  if (!button) return; // called a moment late: another component may stand here by then
  button.onclick = () => {
    const image = new Image();
    image.onload = () => {
      const canvas = document.createElement("canvas");
      const { naturalWidth: wide, naturalHeight: high } = image;
      const scale = Math.min(2, SIDE / wide, SIDE / high, Math.sqrt(DOTS / (wide * high)));
      canvas.width = Math.floor(scale * wide);
      canvas.height = Math.floor(scale * high);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        link.download = data.name;
        link.click();
        URL.revokeObjectURL(link.href);
      });
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(data.svg)}`;
  };
}
"""
_PNG_STYLE = """
button {
  font: inherit; font-family: var(--st-font); font-size: 0.875rem;
  color: var(--st-text-color); cursor: pointer;
  background: none; border: 1px solid var(--st-border-color); min-height: 2.5rem;
  border-radius: var(--st-button-radius, 0.625rem); padding: 0 0.75rem;
}
button:hover { border-color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid var(--st-primary-color); }
"""


def show_saving(alignment: Alignment, choice: Choice) -> None:
    """Show the table twin, and the buttons that hand over the figure and the matrix."""
    st.subheader("Numbers and files", anchor=False)
    with st.expander("The map as a table"):
        st.dataframe(
            list_columns(alignment, choice),
            hide_index=True,
            column_config=_describe_columns(alignment, choice),
            alt="What each row and each word of the map add to the score",
        )
        st.caption("Click a heading to sort. The files hold all rows and columns.")
    name = f"textmol-alignment-{slug(alignment.text)}"
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        for ending, mime, what in (
            ("svg", "image/svg+xml", "The figure with its legend, as in this theme"),
            ("csv", "text/csv", "All numbers, a line for each row"),
            ("json", "application/json", "As the command line writes it"),
        ):
            st.download_button(
                ending.upper(),
                data=partial(_write, alignment, choice, ending),
                file_name=f"{name}.{ending}",
                mime=mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"align_{ending}",
                help=what,
            )
        _register()(
            key="align_png",
            data={"svg": _draw(alignment, choice), "name": f"{name}.png"},
            width="content",
        )


def list_columns(alignment: Alignment, choice: Choice) -> dict[str, list[Any]]:
    """Return the columns of the table by their keys, one entry for each row shown."""
    from textmol.molecules import depict

    theme = choose_theme()
    fragments = [alignment.fragments[row] for row in choice.rows]
    drawings = [
        depict(alignment.smiles, width=150, height=100, highlight=one.atoms, theme=theme)
        for one in fragments[:_DRAWN]
    ]
    table: dict[str, list[Any]] = {
        "drawing": [f"data:image/svg+xml,{quote(svg)}" for svg in drawings]
        + [None] * (len(fragments) - len(drawings)),
        "label": [one.label for one in fragments],
    }
    for column in choice.columns:
        table[f"word {column}"] = [float(alignment.matrix[row, column]) for row in choice.rows]
    return table


def _describe_columns(alignment: Alignment, choice: Choice) -> dict[str, Any]:
    column = st.column_config
    found: dict[str, Any] = {
        "drawing": column.ImageColumn("Structure", width=110),
        "label": column.TextColumn(alignment.level.capitalize(), pinned=True),
    }
    for place in choice.columns:
        text = alignment.words[place].text
        found[f"word {place}"] = column.NumberColumn(text[:40], format="%.4f", help=text[:200])
    return found


def _write(alignment: Alignment, choice: Choice, ending: str) -> bytes:
    if ending == "svg":
        return _draw(alignment, choice).encode()
    if ending == "json":
        return json.dumps(alignment.to_json(), ensure_ascii=False, indent=2).encode()
    from textmol import exports

    return exports.encode_file(exports.write_matrix(alignment), ending)


def _draw(alignment: Alignment, choice: Choice) -> str:
    from textmol.alignment_figure import draw_alignment

    return draw_alignment(alignment, dark=is_dark(), choice=choice, theme=choose_theme())


@st.cache_resource(show_spinner=False)
def _register() -> ComponentRenderer:
    return st.components.v2.component(
        "textmol.align_png",
        html='<button type="button" class="png">PNG</button>',
        css=_PNG_STYLE,
        js=_PNG,
    )
