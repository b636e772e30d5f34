"""Small histograms of the current hits, drawn as SVG: they stand beside every range."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.parts.frame import is_dark
from pages.parts.wording import format_number

WIDTH, HEIGHT, BASE = 300, 64, 16  # pixels: of the drawing, and of the line of text below the bars
MOST_BARS = 20


def show_histogram(title: str, values: Sequence[float], unit: str) -> None:
    """Show how values are spread, with the least and the largest of them."""
    if not values:
        return
    low, high = min(values), max(values)
    ends = [f"{format_number(end, 0 if end == int(end) else 1)}{unit}" for end in (low, high)]
    st.image(
        draw_histogram(values, (ends[0], ends[1]), dark=is_dark()),
        alt=f"{title} of the {len(values):,} hits: {ends[0]} to {ends[1]}",
        width=WIDTH,
    )


def draw_histogram(values: Sequence[float], ends: tuple[str, str], *, dark: bool) -> str:
    """Return the SVG of a histogram; ``ends`` stand below its first and last bar."""
    counts = count_bins(values)
    theme = "dark" if dark else "light"
    bar = st.get_option(f"theme.{theme}.primaryColor")
    text = st.get_option(f"theme.{theme}.grayTextColor")
    step, tallest = WIDTH / len(counts), max(counts)
    room = HEIGHT - BASE
    bars = "".join(
        f'<rect x="{place * step + 1:.1f}" y="{room * (1 - count / tallest):.1f}" '
        f'width="{step - 2:.1f}" height="{room * count / tallest:.1f}" fill="{bar}"/>'
        for place, count in enumerate(counts)
        if count
    )
    labels = "".join(
        f'<text x="{x}" y="{HEIGHT - 3}" font-size="11" font-family="sans-serif" '
        f'text-anchor="{anchor}" fill="{text}">{label}</text>'
        for x, anchor, label in ((1, "start", ends[0]), (WIDTH - 1, "end", ends[1]))
        if anchor == "start" or ends[0] != ends[1]
    )
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{bars}{labels}</svg>'


def count_bins(values: Sequence[float]) -> list[int]:
    """Return how many values fall into each of equally wide bins; whole numbers get their own."""
    low, high = min(values), max(values)
    whole = all(value == int(value) for value in values)
    bars = int(high - low) + 1 if whole and high - low < MOST_BARS else MOST_BARS
    if high == low:
        return [len(values)]
    counts = [0] * bars
    for value in values:
        share = (value - low) / (high - low + (1 if whole and bars < MOST_BARS else 0))
        counts[min(int(share * bars), bars - 1)] += 1
    return counts
