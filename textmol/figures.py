"""Plain functions that return plotly figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

ROW, MARGIN = 38, 92  # pixels: height of a row, and of everything above and below the rows
# Blue and vermilion of Okabe and Ito (2008), told apart with every kind of colour vision, in
# shades that stand out on a light and on a dark ground.
LIGHT, DARK = ("#0072b2", "#b84a00"), ("#56b4e9", "#e69f00")
SYMBOLS = ("circle", "square")
MAP_HEIGHT = 560  # pixels
CELLS = 110  # of the shading, in each direction


@dataclass(frozen=True)
class Estimate:
    """A measured figure in per cent, with the ends of its interval."""

    value: float
    low: float
    high: float


def plot_intervals(
    labels: Sequence[str],
    series: dict[str, Sequence[Estimate | None]],
    *,
    dark: bool = False,
) -> go.Figure:
    """Return a dot plot: a row for each label, a dot with its interval for each figure.

    Args:
        labels: n rows, from the top down.
        series: at most two figures by name, each with n estimates; None draws no dot.
        dark: whether it will stand on a dark ground.

    Raises:
        ValueError: where a figure has not one estimate a label, or there are more than two.
    """
    if len(series) > len(SYMBOLS):
        raise ValueError(f"There are marks for {len(SYMBOLS)} figures, not for {len(series)}.")
    figure = go.Figure()
    for (name, estimates), colour, symbol in zip(
        series.items(), DARK if dark else LIGHT, SYMBOLS, strict=False
    ):
        found = [
            (label, estimate)
            for label, estimate in zip(labels, estimates, strict=True)
            if estimate is not None
        ]
        figure.add_trace(
            go.Scatter(
                name=name,
                x=[estimate.value for _, estimate in found],
                y=[label for label, _ in found],
                mode="markers",
                marker={"size": 11, "color": colour, "symbol": symbol},
                error_x={
                    "type": "data",
                    "symmetric": False,
                    "array": [estimate.high - estimate.value for _, estimate in found],
                    "arrayminus": [estimate.value - estimate.low for _, estimate in found],
                    "color": colour,
                    "thickness": 2,
                    "width": 5,
                },
                customdata=[[estimate.low, estimate.high] for _, estimate in found],
                hovertemplate=(
                    "%{y}<br>%{x:.1f} (%{customdata[0]:.1f} to %{customdata[1]:.1f})"
                    f"<extra>{name}</extra>"
                ),
            )
        )
    figure.update_layout(
        height=MARGIN + ROW * len(labels),
        margin={"l": 8, "r": 16, "t": 8, "b": 8},
        legend={"orientation": "h", "yanchor": "bottom", "y": 1, "x": 0},
        xaxis={"range": [0, 102], "title": "per cent", "tickvals": [0, 20, 40, 60, 80, 100]},
        yaxis={
            "categoryorder": "array",
            "categoryarray": list(reversed(labels)),
            "automargin": True,
        },
        dragmode=False,
    )
    return figure


def plot_map(
    places: np.ndarray,
    rows: Sequence[int],
    labels: Sequence[str],
    selected: Sequence[bool],
    *,
    dark: bool = False,
) -> go.Figure:
    """Return the hits on a map of the library, which is shaded where it has molecules.

    Selected hits differ in colour and in shape. ``customdata`` of each point is its row.

    Args:
        places: (n, 2) coordinates of all molecules, between -1 and 1.
        rows: k rows of the hits.
        labels: k texts to show when the pointer is on a hit.
        selected: k flags.
        dark: whether it will stand on a dark ground.
    """
    figure = go.Figure(_shade(places, dark))
    hits = np.asarray(rows, np.int64)
    flags = np.asarray(selected, bool)
    for name, chosen, colour, symbol, size in zip(
        ("hit", "selected hit"),
        (~flags, flags),
        DARK if dark else LIGHT,
        ("circle", "diamond"),
        (9, 12),
        strict=True,
    ):
        own = hits[chosen]
        figure.add_trace(
            go.Scatter(
                name=name,
                x=places[own, 0],
                y=places[own, 1],
                mode="markers",
                marker={
                    "size": size,
                    "color": colour,
                    "symbol": symbol,
                    "line": {"width": 1, "color": "#12191b" if dark else "#ffffff"},
                },
                text=[label for label, flag in zip(labels, chosen, strict=True) if flag],
                customdata=own[:, None].tolist(),
                hovertemplate="%{text}<extra></extra>",
                # Streamlit reads selections from its own event; fading the rest would hide hits.
                unselected={"marker": {"opacity": 1}},
            )
        )
    plain = {"visible": False, "range": [-1.04, 1.04]}
    figure.update_layout(
        height=MAP_HEIGHT,
        margin={"l": 0, "r": 0, "t": 8, "b": 0},
        legend={"orientation": "h", "yanchor": "bottom", "y": 1, "x": 0},
        xaxis=plain,
        yaxis=plain,
        dragmode="lasso",
    )
    return figure


def _shade(places: np.ndarray, dark: bool) -> go.Heatmap:
    """Return the number of molecules in each cell of the map, as shades of grey."""
    counts, edges, _ = np.histogram2d(
        places[:, 1], places[:, 0], bins=CELLS, range=[[-1.04, 1.04], [-1.04, 1.04]]
    )
    middles = (edges[1:] + edges[:-1]) / 2
    ground, full = ("rgba(169,181,178,0)", "rgba(169,181,178,0.5)")
    if not dark:
        ground, full = ("rgba(92,102,100,0)", "rgba(92,102,100,0.45)")
    return go.Heatmap(
        x=middles,
        y=middles,
        z=np.log1p(counts).round(2),
        colorscale=[[0, ground], [1, full]],
        showscale=False,
        hoverinfo="skip",
        zsmooth="best",
    )
