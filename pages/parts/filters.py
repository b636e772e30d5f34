"""The row of filters: ranges of properties and a SMARTS pattern, all kept in the URL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts.histogram import show_histogram
from pages.parts.notices import show_error
from pages.parts.wording import format_number
from textmol.errors import QueryError

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from textmol.engine import SearchResult
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
    Range("tpsa", "TPSA", "Topological polar surface area in Å²", " Å²", 10.0, 0.0),
    Range("hbd", "Donors", "Hydrogen-bond donors", "", 1, 0),
    Range("hba", "Acceptors", "Hydrogen-bond acceptors", "", 1, 0),
    Range("rotatable_bonds", "Rotatable", "Rotatable bonds", "", 1, 0),
)
_SIDE_BY_SIDE = 4  # ranges with a button of their own; the others share one


# What ``textmol.library.filters.PRESETS`` sets.
PRESETS = {
    "Lipinski": "MW ≤ 500 Da, cLogP ≤ 5, at most 5 H-bond donors and 10 acceptors. Lipinski's rule "
    "allows one violation; this filter none.",
    "Veber": "At most 10 rotatable bonds, TPSA ≤ 140 Å²",
}


@dataclass(frozen=True)
class FilterRow:
    """The filters as typed, the place below them for what is wrong, and those for histograms."""

    typed: Mapping[str, Any]
    notice: DeltaGenerator
    charts: Mapping[str, DeltaGenerator]

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

    def show_histograms(self, result: SearchResult) -> None:
        """Show how the values of the current hits are spread, beside the limits."""
        for limits in RANGES:
            values = [float(getattr(hit.record.properties, limits.name)) for hit in result.hits]
            with self.charts[limits.name]:
                show_histogram(limits.title, values, limits.unit)


def show_filters() -> FilterRow:
    """Show the filters and return what was typed into them."""
    typed: dict[str, Any] = {}
    charts: dict[str, DeltaGenerator] = {}
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="filters"):
        for limits in RANGES[:_SIDE_BY_SIDE]:
            with st.popover(_summarise(limits), key=f"{limits.name}_limits"):
                typed |= _show_range(limits, charts)
        others = RANGES[_SIDE_BY_SIDE:]
        told = [_summarise(limits) for limits in others if _is_set(limits)]
        with st.popover(", ".join(told) or "More", key="more_limits"):
            for limits in others:
                typed |= _show_range(limits, charts)
        typed["smarts"] = st.text_input(
            "Contains SMARTS",
            key="smarts",
            bind="query-params",
            label_visibility="collapsed",
            placeholder="Contains SMARTS, e.g. c1ccccc1",
            icon=":material/filter_alt:",
            width=280,
        )
        for name, told_of in PRESETS.items():
            st.button(name, type="tertiary", on_click=_preset, args=(name,), help=told_of)
        st.button(
            "Clear filters",
            type="tertiary",
            on_click=_clear,
            disabled=all(value in (None, "") for value in typed.values()),
        )
    return FilterRow(typed, st.container(), charts)


def _show_range(limits: Range, charts: dict[str, DeltaGenerator]) -> dict[str, float | None]:
    st.markdown(f"**{limits.title}**")
    charts[limits.name] = st.container()
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


def _summarise(limits: Range) -> str:
    low, high = map(_current, limits.keys)
    if low is None and high is None:
        return limits.label
    if low is not None and high is not None:
        return f"{limits.label} {low} to {high}{limits.unit}"
    return f"{limits.label} {f'≥ {low}' if high is None else f'≤ {high}'}{limits.unit}"


def _is_set(limits: Range) -> bool:
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


def _preset(name: str) -> None:
    from textmol.library import filters

    for key, limit in filters.PRESETS[name].items():
        # A widget takes the type of number that it shows.
        whole = key.removesuffix("_max") not in ("mw", "clogp", "tpsa")
        st.session_state[key] = int(limit) if whole else float(limit)


def _clear() -> None:
    for limits in RANGES:
        for key in limits.keys:
            st.session_state[key] = None
    st.session_state["smarts"] = ""
