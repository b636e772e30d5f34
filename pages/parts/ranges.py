"""Ranges of properties: which there are, how one is typed, and how it reads on its button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.wording import format_number

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


@dataclass(frozen=True)
class Range:
    """A property whose values can be limited."""

    name: str
    label: str
    title: str
    unit: str
    step: float
    lowest: float | None

    @property
    def keys(self) -> tuple[str, str]:
        """The names of its two limits, in the URL and in ``Filters``."""
        return f"{self.name}_min", f"{self.name}_max"


RANGES = (
    Range("mw", "MW", "Molecular weight in Da", " Da", 10.0, 0.0),
    Range("clogp", "cLogP", "cLogP (Crippen)", "", 0.5, None),
    Range("charge", "Charge", "Formal charge", "", 1, None),
    Range("rings", "Rings", "Number of rings", "", 1, 0),
    Range("tpsa", "TPSA", "Topological polar surface area in Å²", " Å²", 10.0, 0.0),
    Range("hbd", "Donors", "Hydrogen-bond donors", "", 1, 0),
    Range("hba", "Acceptors", "Hydrogen-bond acceptors", "", 1, 0),
    Range("rotatable_bonds", "Rotatable", "Rotatable bonds", "", 1, 0),
)
SIDE_BY_SIDE = 4  # ranges with a button of their own; the others share one


def show_range(limits: Range, charts: dict[str, DeltaGenerator]) -> None:
    """Show the boxes of a range, with a place for its histogram."""
    st.markdown(f"**{limits.title}**")
    charts[limits.name] = st.container()
    with st.container(horizontal=True, gap="xsmall"):
        for word, key in zip(("Lowest", "Highest"), limits.keys, strict=True):
            st.number_input(
                f"{word} {limits.label}",
                key=key,
                bind="query-params",
                value=None,
                min_value=limits.lowest,
                step=limits.step,
                format="%g" if isinstance(limits.step, float) else "%d",
                placeholder="any",
                width=150,
            )


def summarise(limits: Range) -> str:
    """Return what the button of a range says: its name, and its limits where there are any."""
    low, high = map(_current, limits.keys)
    if low is None and high is None:
        return limits.label
    if low is not None and high is not None:
        return f"{limits.label} {low} to {high}{limits.unit}"
    return f"{limits.label} {f'≥ {low}' if high is None else f'≤ {high}'}{limits.unit}"


def is_set(limits: Range) -> bool:
    """Return whether a range has a limit."""
    return any(_current(key) is not None for key in limits.keys)


def _current(key: str) -> str | None:
    """Return a limit as text; before the widgets of a fresh URL exist, as the URL has it."""
    value = st.session_state.get(key, st.query_params.get(key))
    try:
        number = None if value in (None, "") else float(value)
    except ValueError:
        return None
    if number is None:
        return None
    return format_number(number, 0 if number.is_integer() else 1)
