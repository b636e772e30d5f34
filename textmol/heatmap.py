"""A map drawn as an SVG that stands alone: no script, no font, no file beside it."""

from __future__ import annotations

from xml.sax.saxutils import escape

import numpy as np

from textmol.aligning import Alignment

CELL, LEGEND, LINE = 22, 160, 16  # pixels: a cell, the length of the legend, a line of the note
LETTER = 6.4  # pixels of an average letter at 12 pixels
LONGEST_LABEL = 32  # letters; the whole label stands in the title of its cells
FLAT_SCALE = 0.01  # the least value of the darkest colour: noise must not look like a finding
LETTERS_A_LINE = 96

# From near white to dark blue by lightness alone, so that it reads with every kind of colour
# vision and in grey; "Blues" of ColorBrewer (Harrower and Brewer 2003).
BLUES = ("#f7fbff", "#deebf7", "#c6dbef", "#9ecae1", "#6baed6", "#4292c6", "#2171b5", "#084594")
_STYLE = "font-family:system-ui,sans-serif;font-size:12px;fill:#111827"


def draw_heatmap(alignment: Alignment) -> str:
    """Return the matrix as SVG text: rows are fragments, columns words, with a legend.

    Every cell tells its row, column and value in its title. What lowers the score is drawn as
    nothing; its title has the number.
    """
    rows = [_shorten(one.label) for one in alignment.fragments]
    columns = [_shorten(word.text) for word in alignment.words]
    left = 16 + LETTER * max(map(len, rows), default=0)
    # Column labels stand upright.
    top = 16 + LETTER * max(map(len, columns), default=0)
    notes = _wrap(_caption(alignment))
    bottom = top + CELL * len(rows) + 16
    width = max(left + CELL * len(columns) + 16, left + LEGEND + 120, 16 + LETTERS_A_LINE * LETTER)
    height = bottom + 44 + LINE * len(notes)
    most = max(float(alignment.matrix.max(initial=0.0)), FLAT_SCALE)
    title = escape(f"{alignment.level} map of {alignment.smiles}")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" style="{_STYLE}">',
        f"<title>{title}</title>",
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>',
        *_label_rows(rows, left, top),
        *_label_columns(columns, left, top),
        *_draw_cells(alignment, left, top, most),
        *_draw_legend(left, bottom, most),
        *(
            f'<text x="8" y="{bottom + 48 + LINE * place:.0f}">{escape(line)}</text>'
            for place, line in enumerate(notes)
        ),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def shade(value: float, most: float) -> str:
    """Return the colour of a value between 0 and ``most``, mixed between the two nearest."""
    place = (len(BLUES) - 1) * float(np.clip(value / most, 0, 1))
    low = min(int(place), len(BLUES) - 2)
    ends = [np.frombuffer(bytes.fromhex(one[1:]), np.uint8) for one in BLUES[low : low + 2]]
    mixed = np.round(ends[0] + (place - low) * (ends[1].astype(float) - ends[0]))
    return "#" + bytes(mixed.astype(np.uint8).tolist()).hex()


def _label_rows(labels: list[str], left: float, top: float) -> list[str]:
    return [
        f'<text x="{left - 6:.1f}" y="{top + CELL * row + 15:.1f}" text-anchor="end">'
        f"{escape(label)}</text>"
        for row, label in enumerate(labels)
    ]


def _label_columns(labels: list[str], left: float, top: float) -> list[str]:
    return [
        f'<text transform="translate({left + CELL * column + 15:.1f} {top - 6:.1f}) '
        f'rotate(-90)">{escape(label)}</text>'
        for column, label in enumerate(labels)
    ]


def _draw_cells(alignment: Alignment, left: float, top: float, most: float) -> list[str]:
    cells = []
    for row, one in enumerate(alignment.fragments):
        for column, word in enumerate(alignment.words):
            value = float(alignment.matrix[row, column])
            cells.append(
                f'<rect x="{left + CELL * column:.1f}" y="{top + CELL * row:.1f}" '
                f'width="{CELL - 1}" height="{CELL - 1}" fill="{shade(value, most)}">'
                f"<title>{escape(f'{one.label} × {word.text}: {value:.4f}')}</title></rect>"
            )
    return cells


def _draw_legend(left: float, top: float, most: float) -> list[str]:
    steps = 40
    bars = [
        f'<rect x="{left + LEGEND * step / steps:.1f}" y="{top:.1f}" '
        f'width="{LEGEND / steps + 0.5:.1f}" height="10" fill="{shade(step / (steps - 1), 1.0)}"/>'
        for step in range(steps)
    ]
    ends = f'y="{top + 24:.1f}"'
    return [
        *bars,
        f'<text x="{left:.1f}" {ends}>0</text>',
        f'<text x="{left + LEGEND:.1f}" {ends} text-anchor="end">{most:.3f}</text>',
        f'<text x="{left + LEGEND + 8:.1f}" y="{top + 10:.1f}">added to the score</text>',
    ]


def _caption(alignment: Alignment) -> str:
    found = float(alignment.matrix.sum(dtype=np.float64))
    sentence = f"Score {alignment.score:.3f}: cells {found:.3f}, rest {alignment.rest:.3f}."
    return f"{sentence} {alignment.note}".strip()


def _shorten(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def _wrap(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LETTERS_A_LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
