"""Tables of rows with drawings."""

from __future__ import annotations

from urllib.parse import quote

from pages.parts.drawing import choose_theme

WIDTH, HEIGHT = 150, 100  # pixels of a drawing
_HEADER = 36
MISSING = "–"  # in cells without a value
_TALLEST = 620


def draw(smiles: str) -> str | None:
    """Return the address of a small drawing; None where there is nothing to draw."""
    from textmol.molecules import depict

    if not smiles:
        return None
    svg = depict(smiles, width=WIDTH, height=HEIGHT, theme=choose_theme())
    return f"data:image/svg+xml,{quote(svg)}"


def size_table(rows: int) -> int:
    """Return the height in pixels of a table of some rows."""
    return min(_TALLEST, _HEADER + HEIGHT * rows + 2)
