"""What narrows generated molecules: ranges and a pattern, known or new, structural alerts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.filters import make_filters
from textmol.errors import QueryError

if TYPE_CHECKING:
    from pages.parts.filters import FilterRow
    from textmol.library.filters import Filters
    from textmol.writing.records import Generation

_NOVELTY = {"All": None, "Known": True, "New": False}


def show_choice(generation: Generation) -> tuple[Generation, str | None]:
    """Show the filters; return what passes and the pattern that it contains, if there is one."""
    from textmol.tray import keep_generated
    from textmol.writing.narrowing import narrow

    row = make_filters()
    row.draw()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        novelty = st.segmented_control(
            "Known or new",
            tuple(_NOVELTY),
            default="All",
            required=True,
            key="novelty",
            bind="query-params",
            label_visibility="collapsed",
        )
        clean = st.toggle("Without structural alerts", key="clean", bind="query-params")
        whole = st.toggle(
            "With all that was read",
            key="whole",
            bind="query-params",
            help="Only molecules that have everything that could be checked of the description",
        )
    filters = _read(row)
    known = _NOVELTY[novelty or "All"]
    chosen = narrow(
        generation, filters, known=known, without_alerts=bool(clean), as_described=bool(whole)
    )
    row.show_histograms([keep_generated(one, chosen).properties for one in chosen.molecules])
    return chosen, filters.smarts


def _read(row: FilterRow) -> Filters:
    """Return the filters; a SMARTS pattern that cannot be read is told of and left out."""
    from textmol.molecules.substructure import read_substructure

    filters = row.read()
    if filters.smarts is not None:
        try:
            read_substructure(filters.smarts)
        except QueryError as error:
            row.reject(error)
            return replace(filters, smarts=None)
    return filters
