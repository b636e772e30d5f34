"""The row of filters: ranges of properties and a SMARTS pattern, all kept in the URL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts.histogram import show_histogram
from pages.parts.notices import show_error
from pages.parts.ranges import RANGES, SIDE_BY_SIDE, is_set, show_range, summarise
from textmol.errors import QueryError

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from textmol.library.filters import Filters
    from textmol.molecules.properties import Properties


# What ``textmol.library.filters.PRESETS`` sets.
PRESETS = {
    "Lipinski": "MW ≤ 500 Da, cLogP ≤ 5, at most 5 H-bond donors and 10 acceptors. Lipinski's rule "
    "allows one violation; this filter none.",
    "Veber": "At most 10 rotatable bonds, TPSA ≤ 140 Å²",
    "Lead-like": "MW 250 to 350 Da, cLogP ≤ 3.5, at most 7 rotatable bonds (ZINC)",
}

KEYS = (*(key for limits in RANGES for key in limits.keys), "smarts")
_READ = "filters_read"


@dataclass(frozen=True)
class FilterRow:
    """The place of the filters, that below them for what is wrong, and those for histograms."""

    place: DeltaGenerator
    notice: DeltaGenerator
    charts: dict[str, DeltaGenerator] = field(default_factory=dict)

    def draw(self) -> None:
        """Show the filters, unless they are there."""
        if not self.charts:
            with self.place:
                _show_filters(self.charts)

    def read(self) -> Filters:
        """Return the filters; a range that nothing can lie in is told of and left out."""
        # Not before there is something to search: the first screen does not wait for this.
        from textmol.library.filters import Filters

        typed = st.session_state[_READ] = _read_typed()
        filters = Filters(smarts=typed["smarts"])
        for limits in RANGES:
            chosen = {key: typed[key] for key in limits.keys}
            try:
                filters = replace(filters, **chosen)
            except QueryError as error:
                self.reject(error)
        return filters

    def reject(self, error: QueryError) -> None:
        """Say what is wrong with a filter, beside where it was typed."""
        with self.notice:
            show_error(error)

    def show_histograms(self, molecules: Sequence[Properties]) -> None:
        """Show how the values of the current molecules are spread, beside the limits."""
        for limits in RANGES:
            values = [float(getattr(one, limits.name)) for one in molecules]
            with self.charts[limits.name]:
                show_histogram(limits.title, values, limits.unit)


def make_filters() -> FilterRow:
    """Make the places of the filters; they can be read once they were drawn in this session."""
    place = st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="filters")
    return FilterRow(place, st.container())


def are_answered() -> bool:
    """Return whether the filters are those that were read last, with what they leave."""
    read = st.session_state.get(_READ, {})
    return all(st.session_state.get(key) == value for key, value in read.items())


def _show_filters(charts: dict[str, DeltaGenerator]) -> None:
    for limits in RANGES[:SIDE_BY_SIDE]:
        with st.popover(summarise(limits), key=f"{limits.name}_limits"):
            show_range(limits, charts)
    others = RANGES[SIDE_BY_SIDE:]
    told = [summarise(limits) for limits in others if is_set(limits)]
    with st.popover(", ".join(told) or "More", key="more_limits"):
        for limits in others:
            show_range(limits, charts)
    st.text_input(
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
        disabled=all(value in (None, "") for value in _read_typed().values()),
    )


def _read_typed() -> dict[str, Any]:
    return {key: st.session_state[key] for key in KEYS}


def _preset(name: str) -> None:
    from textmol.library import filters

    for key, limit in filters.PRESETS[name].items():
        # A widget takes the type of number that it shows.
        whole = key.rpartition("_")[0] not in ("mw", "clogp", "tpsa")
        st.session_state[key] = int(limit) if whole else float(limit)


def _clear() -> None:
    for limits in RANGES:
        for key in limits.keys:
            st.session_state[key] = None
    st.session_state["smarts"] = ""
