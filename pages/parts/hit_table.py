"""The hits as a table with drawings, sortable and selectable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import streamlit as st

from pages.parts.card import draw_hit
from pages.parts.selection import is_selected, store_table_selection, table_version

if TYPE_CHECKING:
    from textmol.engine import SearchResult

WIDTH, HEIGHT = 150, 100  # pixels of a drawing
TALLEST = 640  # pixels of the table
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
        height=min(TALLEST, _HEADER + HEIGHT * len(result.hits)),
        column_config=_describe_columns(result),
        selection_mode="multi-row",
        selection_default={"selection": {"rows": chosen}},
        on_select=lambda: _take(key, result),
        alt=f"The {len(result.hits):,} hits with structures, identifiers and properties",
    )
    st.caption("Click a heading to sort, the box before a row to select it.")


def list_columns(result: SearchResult) -> dict[str, list[Any]]:
    """Return the columns of the table by their keys, one entry for each hit."""
    records = [hit.record for hit in result.hits]
    properties = [record.properties for record in records]
    drawings = (draw_hit(hit, result, width=WIDTH, height=HEIGHT) for hit in result.hits)
    return {
        "structure": [f"data:image/svg+xml,{quote(svg)}" for svg in drawings],
        "rank": [hit.rank for hit in result.hits],
        "name": [record.name for record in records],
        "formula": [values.formula for values in properties],
        "mw": [values.mw for values in properties],
        "clogp": [values.clogp for values in properties],
        "tpsa": [values.tpsa for values in properties],
        "hbd": [values.hbd for values in properties],
        "hba": [values.hba for values in properties],
        "rotatable_bonds": [values.rotatable_bonds for values in properties],
        "rings": [values.rings for values in properties],
        "charge": [values.charge for values in properties],
        "score": [hit.score for hit in result.hits],
        "cid": [record.cid for record in records],
        "inchikey": [record.inchikey for record in records],
        "smiles": [record.smiles for record in records],
    }


def _describe_columns(result: SearchResult) -> dict[str, Any]:
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
        "score": column.NumberColumn(f"Score ({result.measure})", format="%.3f"),
        "cid": column.NumberColumn("CID", format="%d"),
        "inchikey": column.TextColumn("InChIKey"),
        "smiles": column.TextColumn("SMILES"),
    }


def _take(key: str, result: SearchResult) -> None:
    places = st.session_state[key]["selection"]["rows"]
    store_table_selection(
        result.hits[place].record.row for place in places if place < len(result.hits)
    )
