"""The row of filters: ranges of properties and a SMARTS pattern, all kept in the URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts.notices import show_error
from pages.parts.wording import format_number
from textmol.errors import QueryError

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from textmol.library.filters import Filters


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
)


@dataclass(frozen=True)
class FilterRow:
    """The filters as typed, and the place below them for what is wrong with them."""

    typed: Mapping[str, Any]
    notice: DeltaGenerator

    def read(self) -> Filters:
        """Return the filters; a range that nothing can lie in is told of and left out."""
        # Not before there is something to search: the first screen does not wait for this.
        from textmol.library.filters import Filters

        filters = Filters(smarts=self.typed["smarts"])
        for limits in RANGES:
            chosen = {key: self.typed[key] for key in limits.keys}
            try:
                filters = replace(filters, **chosen)
            except QueryError as error:
                self.reject(error)
        return filters

    def reject(self, error: QueryError) -> None:
        """Say what is wrong with a filter, beside where it was typed."""
        with self.notice:
            show_error(error)


def show_filters() -> FilterRow:
    """Show the filters and return what was typed into them."""
    typed: dict[str, Any] = {}
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="filters"):
        for limits in RANGES:
            with st.popover(_summary(limits), key=f"{limits.name}_limits"):
                typed |= _show_range(limits)
        typed["smarts"] = st.text_input(
            "Contains SMARTS",
            key="smarts",
            bind="query-params",
            label_visibility="collapsed",
            placeholder="Contains SMARTS, e.g. c1ccccc1",
            icon=":material/filter_alt:",
            width=280,
        )
        st.button(
            "Clear filters",
            type="tertiary",
            on_click=_clear,
            disabled=all(value in (None, "") for value in typed.values()),
        )
    return FilterRow(typed, st.container())


def _show_range(limits: Range) -> dict[str, float | None]:
    st.markdown(f"**{limits.title}**")
    with st.container(horizontal=True, gap="xsmall"):
        return {
            key: st.number_input(
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
            for word, key in zip(("Lowest", "Highest"), limits.keys, strict=True)
        }


def _summary(limits: Range) -> str:
    low, high = map(_current, limits.keys)
    if low is None and high is None:
        return limits.label
    if low is not None and high is not None:
        return f"{limits.label} {low} to {high}{limits.unit}"
    return f"{limits.label} {f'≥ {low}' if high is None else f'≤ {high}'}{limits.unit}"


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


def _clear() -> None:
    for limits in RANGES:
        for key in limits.keys:
            st.session_state[key] = None
    st.session_state["smarts"] = ""
