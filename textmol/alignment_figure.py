"""The picture of an alignment as one SVG: shaded drawing, heatmap with its fragments, legend.

Written by hand and not by plotly: its SVG needs a browser, and its axes hold no drawings.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import numpy as np

from textmol.molecules.depiction import DARK, LIGHT, Theme
from textmol.molecules.shading import draw_shaded

if TYPE_CHECKING:
    from textmol.aligning import Alignment

# One hue on either ground, ever darker (lighter on dark), so that it reads with every kind of
# colour vision and in grey; the light one from "Blues" of ColorBrewer (Harrower and Brewer 2003).
_STOPS = {False: ("#9ecae1", "#4292c6", "#084594"), True: ("#22507f", "#5b9bd5", "#cfe6ff")}
SHADES = 64
# Letters and labels of atoms stay readable on the shades up to this one.
PALE = (SHADES - 1) // 3
LEAST_TOP = 0.0005  # of the full shade: below it, differences are rounding

CELL, ROW = 26, 56  # pixels: width of a column, height of a row
_LEFT, _HEAD, _TOP, _EDGE = 258, 170, 72, 16
_DRAWING = (420, 300)
_LINE, _LETTERS_A_LINE = 20, 92
_FONT = "font-family='Liberation Sans, Arial, Helvetica, sans-serif'"
_LONGEST_LABEL, _LONGEST_WORD, _LONGEST_TITLE = 26, 26, 84

_DISC, _GROUND = re.compile(r"<ellipse [^>]*/>"), re.compile(r"<rect [^>]*>\s*</rect>")
_VALUE = re.compile(r"([\w:-]+)='([^']*)'")


@dataclass(frozen=True)
class Choice:
    """Which rows and columns of a matrix are shown, in the order in which they are."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]


def choose_cells(
    matrix: np.ndarray,
    *,
    most_rows: int | None = None,
    most_columns: int | None = None,
    threshold: float = 0.0,
    strongest_first: bool = False,
) -> Choice:
    """Return the strongest rows and columns of a matrix, by their largest value.

    Args:
        matrix: (rows, columns).
        most_rows: how many rows are kept, all without it.
        most_columns: how many columns are kept.
        threshold: rows and columns without any value of this share of the largest are left out.
        strongest_first: sort by strength; else the order of the matrix is kept.
    """
    if not matrix.size:
        return Choice((), ())
    least = threshold * float(matrix.max()) if threshold > 0 else -np.inf
    chosen = []
    for axis, most in ((1, most_rows), (0, most_columns)):
        strength = matrix.max(axis)
        order = np.argsort(-strength, kind="stable")[:most]
        order = order[strength[order] >= least]
        chosen.append(tuple(map(int, order if strongest_first else np.sort(order))))
    return Choice(*chosen)


def find_top(values: np.ndarray) -> float:
    """Return the value that the full shade stands for."""
    return max(float(values.max(initial=0.0)), LEAST_TOP)


def list_shades(ground: str, *, dark: bool = False) -> list[str]:
    """Return ``SHADES`` colours as "#rrggbb", from ``ground`` (nothing) to the full shade."""
    stops = np.asarray([list(bytes.fromhex(c[1:])) for c in (ground, *_STOPS[dark])], float)
    places = np.linspace(0, len(stops) - 1, SHADES)
    channels = [np.interp(places, range(len(stops)), stops[:, one]) for one in range(3)]
    return ["#" + bytes(map(round, rgb)).hex() for rgb in zip(*channels, strict=True)]


def choose_shade(shades: Sequence[str], value: float, top: float) -> str:
    """Return the colour of a value; zero and less have the colour of the ground."""
    share = min(max(value / top, 0.0), 1.0)
    return shades[round(share * (len(shades) - 1))]


def shade_atoms(alignment: Alignment, column: int | None = None) -> np.ndarray:
    """Return (atoms,) what the map says of each atom: for a column, or all words together.

    An atom of several fragments has the largest of their values.
    """
    values = alignment.row_strength() if column is None else alignment.matrix[:, column]
    number = 1 + max((max(one.atoms, default=0) for one in alignment.fragments), default=0)
    found = np.full(number, -np.inf)
    for fragment, value in zip(alignment.fragments, values, strict=True):
        atoms = list(fragment.atoms)
        found[atoms] = np.maximum(found[atoms], value)
    return np.where(np.isfinite(found), found, 0.0)


def draw_alignment(
    alignment: Alignment,
    *,
    dark: bool = False,
    choice: Choice | None = None,
    theme: Theme | None = None,
) -> str:
    """Return an alignment as self-contained SVG text: drawing, heatmap, legend and notes.

    Args:
        alignment: the map.
        dark: whether it will stand on a dark ground.
        choice: rows and columns in their order; None takes all.
        theme: colours in place of those of ``dark``.
    """
    palette = theme or (DARK if dark else LIGHT)
    return _Figure(alignment, palette, dark, choice or choose_cells(alignment.matrix)).draw()


class _Figure:
    """One figure while it is drawn; all sizes are in pixels."""

    def __init__(self, alignment: Alignment, theme: Theme, dark: bool, choice: Choice) -> None:
        self.alignment, self.theme, self.choice = alignment, theme, choice
        self.shades = list_shades(theme.background, dark=dark)
        self.top = find_top(alignment.matrix)
        plain = dict.fromkeys(range(len(shade_atoms(alignment))), theme.background)
        width, height = _DRAWING
        svg = draw_shaded(alignment.smiles, plain, width=width, height=height, theme=theme)
        self.lines, self.places = _take_apart(svg)

    def draw(self) -> str:
        rows, columns = self.choice.rows, self.choice.columns
        grid = _TOP + _DRAWING[1] + _HEAD
        legend = grid + ROW * len(rows) + 24
        notes = textwrap.wrap(self._describe_score(), _LETTERS_A_LINE)
        width = max(_EDGE * 2 + _LEFT + CELL * len(columns) + 60, 720)
        height = legend + 40 + _LINE * len(notes)
        title = f"Alignment of “{self.alignment.text}” with {self.alignment.smiles}"
        parts = [
            f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' "
            f"viewBox='0 0 {width} {height}' role='img'>",
            f"<title>{escape(title)}</title>",
            f"<rect width='100%' height='100%' fill='{self.theme.background}'/>",
            f"<defs><g id='lines'>{self.lines}</g></defs>",
            self._write(_EDGE, 28, _cut(self.alignment.text, _LONGEST_TITLE), bold=True),
            self._write(_EDGE, 50, _cut(self.alignment.smiles, _LONGEST_TITLE)),
            self._draw_molecule(),
            *(self._draw_head(place, column, grid) for place, column in enumerate(columns)),
            *(self._draw_row(row, grid + place * ROW) for place, row in enumerate(rows)),
            self._draw_legend(legend),
            *(self._write(_EDGE, legend + 40 + _LINE * n, line) for n, line in enumerate(notes)),
            "</svg>",
        ]
        return "\n".join(parts) + "\n"

    def _describe_score(self) -> str:
        found = self.alignment
        shown, columns = len(self.choice.rows), len(self.choice.columns)
        return (
            f"{found.account()} {shown} of {len(found.fragments)} rows and {columns} of "
            f"{len(found.words)} columns. The drawing shows all words together, in the paler "
            f"third of the scale. {found.note}"
        ).strip()

    def _draw_molecule(self) -> str:
        values = shade_atoms(self.alignment)
        pale, top = self.shades[: PALE + 1], find_top(values)
        colours = {atom: choose_shade(pale, float(value), top) for atom, value in enumerate(values)}
        box = (0.0, 0.0, float(_DRAWING[0]), float(_DRAWING[1]))
        return self._cut_out(colours, box, _EDGE, _TOP, _DRAWING)

    def _cut_out(
        self,
        colours: Mapping[int, str],
        box: tuple[float, float, float, float],
        x: int,
        y: int,
        size: tuple[int, int],
    ) -> str:
        """Return a window on the drawing: ``box`` of it at a place, with discs behind atoms."""
        discs = "".join(
            f"<circle cx='{self.places[atom][0]}' cy='{self.places[atom][1]}' "
            f"r='{self.places[atom][2]}' fill='{colour}'/>"
            for atom, colour in colours.items()
            if atom in self.places
        )
        window = " ".join(f"{value:.1f}" for value in box)
        return (
            f"<svg x='{x}' y='{y}' width='{size[0]}' height='{size[1]}' viewBox='{window}'>"
            f"{discs}<use href='#lines'/></svg>"
        )

    def _frame(self, atoms: Sequence[int]) -> tuple[float, float, float, float]:
        """Return the box around some atoms and their neighbourhood: left, top, width, height."""
        places = np.asarray([self.places[atom] for atom in atoms if atom in self.places])
        room = 2.6 * places[0, 2]
        left, above = places[:, :2].min(0) - room
        right, below = places[:, :2].max(0) + room
        return float(left), float(above), float(right - left), float(below - above)

    def _draw_head(self, place: int, column: int, grid: int) -> str:
        word = _cut(self.alignment.words[column].text, _LONGEST_WORD)
        x = _EDGE + _LEFT + place * CELL + CELL * 2 // 3
        return (
            f"<text transform='translate({x} {grid - 8}) rotate(-60)' {_FONT} font-size='13' "
            f"fill='{self.theme.foreground}'>{escape(word)}</text>"
        )

    def _draw_row(self, row: int, y: int) -> str:
        fragment = self.alignment.fragments[row]
        discs = dict.fromkeys(fragment.atoms, self.shades[PALE])
        drawing = self._cut_out(discs, self._frame(fragment.atoms), _EDGE, y, (84, ROW - 4))
        cells = "".join(
            self._draw_cell(row, column, _EDGE + _LEFT + place * CELL, y)
            for place, column in enumerate(self.choice.columns)
        )
        label = self._write(_EDGE + 90, y + ROW // 2 + 4, _cut(fragment.label, _LONGEST_LABEL))
        return drawing + label + cells

    def _draw_cell(self, row: int, column: int, x: int, y: int) -> str:
        value = float(self.alignment.matrix[row, column])
        said = f"{self.alignment.fragments[row].label} × {self.alignment.words[column].text}"
        return (
            f"<rect x='{x}' y='{y}' width='{CELL - 2}' height='{ROW - 4}' "
            f"fill='{choose_shade(self.shades, value, self.top)}' "
            f"stroke='{self.theme.foreground}' stroke-opacity='0.25'>"
            f"<title>{escape(f'{said}: {value:+.4f}')}</title></rect>"
        )

    def _draw_legend(self, y: int) -> str:
        width = 3
        bars = "".join(
            f"<rect x='{_EDGE + place * width}' y='{y}' width='{width + 0.5}' height='14' "
            f"fill='{colour}'/>"
            for place, colour in enumerate(self.shades)
        )
        said = f"0 or less to {self.top:+.4f}: what a row and a column add to the score"
        return bars + self._write(_EDGE + SHADES * width + 10, y + 12, said)

    def _write(self, x: int, y: int, text: str, *, bold: bool = False) -> str:
        style = "font-size='15' font-weight='bold'" if bold else "font-size='13'"
        return (
            f"<text x='{x}' y='{y}' {_FONT} {style} fill='{self.theme.foreground}'>"
            f"{escape(text)}</text>"
        )


def _take_apart(svg: str) -> tuple[str, dict[int, tuple[float, float, float]]]:
    """Return the lines and letters of a shaded drawing, and x, y and radius of its discs."""
    inner = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    places = {}
    for disc in _DISC.findall(inner):
        values = dict(_VALUE.findall(disc))
        atom = int(values["class"].removeprefix("atom-"))
        places[atom] = (float(values["cx"]), float(values["cy"]), float(values["rx"]))
    return _GROUND.sub("", _DISC.sub("", inner)), places


def _cut(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
