"""The curves of a training run as an SVG file beside its log.

An SVG needs no library to write, none where training runs, and no network to look at; it follows
the reader's light or dark setting.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from textmol.errors import DataError

LOG, PLOT = "log.jsonl", "log.svg"
WIDTH, PANEL, GAP = 640, 220, 56  # pixels: the drawing, the height of a panel, between panels
LEFT, RIGHT, TOP = 56, 96, 44
TICKS = 5
# Blue and vermilion of Okabe and Ito (2008), told apart with every kind of colour vision; the
# dash and the mark say the same without any colour.
STYLE = """
svg{background:#fff;font:13px system-ui,sans-serif}
text{fill:#0f1817}.axis{stroke:#5c6664}.grid{stroke:#dcd8cd}
.a{stroke:#0072b2;fill:#0072b2}.b{stroke:#b84a00;fill:#b84a00}
polyline{fill:none!important;stroke-width:2}polyline.b{stroke-dasharray:7 4}
text.a,text.b{stroke:none;font-weight:600}
@media(prefers-color-scheme:dark){svg{background:#12191b}text{fill:#e6ebe8}
.axis{stroke:#a9b5b2}.grid{stroke:#334042}
.a{stroke:#56b4e9;fill:#56b4e9}.b{stroke:#e69f00;fill:#e69f00}}
"""


@dataclass(frozen=True)
class Series:
    """One curve: its key in the log, its label, and its class in ``STYLE``."""

    key: str
    label: str
    style: str


PANELS = (
    ("Training loss", (Series("loss", "loss", "a"),), None),
    (
        "Dev, text to molecule, per cent of texts",
        (Series("hits@1", "Hits@1", "a"), Series("hits@10", "Hits@10", "b")),
        (0.0, 100.0),
    ),
)


def write_curves(folder: Path) -> Path:
    """Draw the log of a training run and return the path of the drawing.

    Args:
        folder: with ``log.jsonl``, a line for each epoch; where an epoch was run again, its last
            line counts. Gets ``log.svg``: the loss, and Hits@1 and Hits@10 on dev.

    Raises:
        DataError: where there is no such log.
    """
    try:
        lines = [json.loads(line) for line in (folder / LOG).read_text("utf-8").splitlines()]
        epochs = {int(line["epoch"]): line for line in lines}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{folder / LOG} is no training log: {error}.", "Train first.") from error
    path = folder / PLOT
    path.write_text(draw_curves([epochs[epoch] for epoch in sorted(epochs)]), encoding="utf-8")
    return path


def draw_curves(lines: Sequence[dict[str, Any]]) -> str:
    """Return the SVG of a log's lines; figures that a line lacks are left out of its curve."""
    height = TOP + len(PANELS) * (PANEL + GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'width="{WIDTH}" height="{height}">',
        f"<title>{escape(_summarise(lines))}</title><style>{STYLE}</style>",
    ]
    last = max((line["epoch"] for line in lines), default=1)
    for number, (title, series, limits) in enumerate(PANELS):
        top = TOP + number * (PANEL + GAP)
        parts += _draw_panel(title, series, limits, lines, last, top)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _draw_panel(
    title: str,
    series: Sequence[Series],
    limits: tuple[float, float] | None,
    lines: Sequence[dict[str, Any]],
    last: int,
    top: float,
) -> list[str]:
    found = {
        one: [(line["epoch"], line[one.key]) for line in lines if _is_number(line.get(one.key))]
        for one in series
    }
    low, high = limits or _span([value for points in found.values() for _, value in points])

    def x(epoch: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (epoch - 1) / max(last - 1, 1)

    def y(value: float) -> float:
        return top + PANEL * (1 - (value - low) / (high - low))

    parts = [f'<text x="{LEFT}" y="{top - 14}" font-weight="600">{escape(title)}</text>']
    for tick in range(TICKS + 1):
        value = low + (high - low) * tick / TICKS
        parts.append(
            f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(value):.1f}" '
            f'y2="{y(value):.1f}"/><text x="{LEFT - 8}" y="{y(value) + 4:.1f}" '
            f'text-anchor="end">{value:.3g}</text>'
        )
    bottom = top + PANEL
    parts.append(
        f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{bottom}" y2="{bottom}"/>'
    )
    step = max(math.ceil(last / 10), 1)
    parts += [
        f'<text x="{x(epoch):.1f}" y="{bottom + 18}" text-anchor="middle">{epoch}</text>'
        for epoch in range(1, last + 1, step)
    ]
    parts.append(f'<text x="{WIDTH - RIGHT + 12}" y="{bottom + 18}">epoch</text>')
    for one, points in found.items():
        parts += _draw_curve(one, [(x(epoch), y(value)) for epoch, value in points])
    return parts


def _draw_curve(series: Series, points: Sequence[tuple[float, float]]) -> list[str]:
    if not points:
        return []
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    end_x, end_y = points[-1]
    # A circle marks the first style, a square the second.
    marks = (
        f'<circle class="a" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
        if series.style == "a"
        else f'<rect class="b" x="{x - 3:.1f}" y="{y - 3:.1f}" width="6" height="6"/>'
        for x, y in points
    )
    label = f'<text class="{series.style}" x="{end_x + 10:.1f}" y="{end_y + 4:.1f}">'
    return [
        f'<polyline class="{series.style}" points="{path}"/>',
        *marks,
        f"{label}{escape(series.label)}</text>",
    ]


def _span(values: Sequence[float]) -> tuple[float, float]:
    """Return limits around values, from 0 where none is negative; never of no height."""
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    return (low, high) if high > low else (low, low + 1.0)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)


def _summarise(lines: Sequence[dict[str, Any]]) -> str:
    if not lines:
        return "Training curves: no epoch yet"
    final = lines[-1]
    figures = ", ".join(
        f"{series.label} {final[series.key]:.4g}"
        for _, group, _ in PANELS
        for series in group
        if _is_number(final.get(series.key))
    )
    return f"Training curves; after epoch {final['epoch']}: {figures}"
