"""The hits as a table with drawings, sortable and selectable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import streamlit as st

from pages.parts.hit_look import look_at_hit
from pages.parts.selection import is_selected, store_table_selection, table_version

if TYPE_CHECKING:
    from textmol.engine import SearchResult
    from textmol.library.records import Record
    from textmol.tray import Kept

WIDTH, HEIGHT = 150, 100  # pixels of a drawing
TALLEST = 640  # pixels of the table
PROPERTIES = (
    *("formula", "mw", "clogp", "tpsa", "hbd", "hba"),
    *("rotatable_bonds", "rings", "charge"),
)
IDENTIFIERS = ("cid", "inchikey", "smiles")
_HEADER = 36


def show_table(result: SearchResult) -> None:
    """Show all hits; what is ticked is selected in every view."""
    key = f"table_{table_version()}"
    chosen = [place for place, hit in enumerate(result.hits) if is_selected(hit)]
    st.dataframe(
        list_columns(result),
        key=key,
        hide_index=True,
        row_height=HEIGHT,
        height=fit_height(len(result.hits)),
        column_config=describe_columns(result.measure),
        selection_mode="multi-row",
        selection_default={"selection": {"rows": chosen}},
        on_select=lambda: _take(key, result),
        alt=f"The {len(result.hits):,} hits with structures, identifiers and properties",
    )
    st.caption("Click a heading to sort, the box before a row to select it.")


def fit_height(rows: int) -> int:
    """Return how tall a table of so many rows is in pixels."""
    return min(TALLEST, _HEADER + HEIGHT * rows)


def list_columns(result: SearchResult) -> dict[str, list[Any]]:
    """Return the columns of the table by their keys, one entry for each hit."""
    drawings = (look_at_hit(hit, result, WIDTH, HEIGHT).drawing for hit in result.hits)
    records = [hit.record for hit in result.hits]
    return {
        "structure": list_drawings(drawings),
        "rank": [hit.rank for hit in result.hits],
        **list_properties(records),
        "score": [hit.score for hit in result.hits],
        **list_identifiers(records),
    }


def list_drawings(drawings: Iterable[str]) -> list[str]:
    """Return SVG texts as a column of images."""
    return [f"data:image/svg+xml,{quote(svg)}" for svg in drawings]


def list_properties(molecules: Sequence[Record | Kept]) -> dict[str, list[Any]]:
    """Return names and properties as columns."""
    columns: dict[str, list[Any]] = {"name": [one.name or "" for one in molecules]}
    for name in PROPERTIES:
        columns[name] = [getattr(one.properties, name) for one in molecules]
    return columns


def list_identifiers(molecules: Sequence[Record | Kept]) -> dict[str, list[Any]]:
    """Return identifiers as columns."""
    return {name: [getattr(one, name) for one in molecules] for name in IDENTIFIERS}


def describe_columns(measure: str) -> dict[str, Any]:
    """Return how each column is headed and written; ``measure`` says what the score is."""
    column = st.column_config
    return {
        "structure": column.ImageColumn("Structure", width=WIDTH + 10),
        "rank": column.NumberColumn("Rank", width=60),
        "name": column.TextColumn("Name", width=180),
        "formula": column.TextColumn("Formula"),
        "mw": column.NumberColumn("MW (Da)", format="%.2f"),
        "clogp": column.NumberColumn("cLogP", format="%.2f"),
        "tpsa": column.NumberColumn("TPSA (Å²)", format="%.1f"),
        "hbd": column.NumberColumn("H-bond donors"),
        "hba": column.NumberColumn("H-bond acceptors"),
        "rotatable_bonds": column.NumberColumn("Rotatable bonds"),
        "rings": column.NumberColumn("Rings"),
        "charge": column.NumberColumn("Charge"),
        "score": column.NumberColumn(f"Score ({measure})", format="%.3f"),
        "cid": column.NumberColumn("CID", format="%d"),
        "inchikey": column.TextColumn("InChIKey"),
        "smiles": column.TextColumn("SMILES"),
    }


def _take(key: str, result: SearchResult) -> None:
    places = st.session_state[key]["selection"]["rows"]
    store_table_selection(
        result.hits[place].record.row for place in places if place < len(result.hits)
    )
