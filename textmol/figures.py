"""Plain functions that return plotly figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

ROW, MARGIN = 38, 92  # pixels: height of a row, and of everything above and below the rows
# Blue and vermilion of Okabe and Ito (2008), told apart with every kind of colour vision, in
# shades that stand out on a light and on a dark ground.
LIGHT, DARK = ("#0072b2", "#b84a00"), ("#56b4e9", "#e69f00")
SYMBOLS = ("circle", "square")


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
