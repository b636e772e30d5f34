"""The generated molecules as a table with drawings, sortable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import hit_table
from pages.parts.hit_look import look_at

if TYPE_CHECKING:
    from textmol.writing.records import Generation


def show_table(generation: Generation, smarts: str | None) -> None:
    """Show all molecules; atoms that match a pattern are marked."""
    columns = list_columns(generation, smarts)
    column = st.column_config
    st.dataframe(
        columns,
        key="generated_table",
        hide_index=True,
        row_height=hit_table.HEIGHT,
        height=hit_table.fit_height(len(generation.molecules)),
        column_config={
            **hit_table.describe_columns("cosine"),
            "novelty": column.TextColumn("Known or new", width=100),
            "nearest": column.TextColumn("Nearest known", width=150),
            "similarity": column.NumberColumn("Tanimoto to it", format="%.2f"),
            "not_met": column.TextColumn("Not met", width=120),
            "alerts": column.TextColumn("Alerts", width=140),
        },
        alt=f"The {len(generation.molecules):,} generated molecules with structures and properties",
    )
    st.caption("Click a heading to sort.")


def list_columns(generation: Generation, smarts: str | None) -> dict[str, list[Any]]:
    """Return the columns of the table by their keys, one entry for each molecule."""
    from textmol.molecules.alerts import find_alerts
    from textmol.tray import keep_generated

    molecules = generation.molecules
    kept = [keep_generated(one, generation) for one in molecules]
    nearest = [one.nearest for one in molecules]
    drawings = (look_at(one, smarts, hit_table.WIDTH, hit_table.HEIGHT).drawing for one in kept)
    return {
        "structure": hit_table.list_drawings(drawings),
        "rank": [one.rank for one in molecules],
        "novelty": ["known" if one.known else "new" for one in molecules],
        "nearest": [one and (one.name or one.properties.formula) for one in nearest],
        "similarity": [one.nearest_similarity for one in molecules],
        "not_met": [_tell_missed(generation.query, one.smiles) for one in molecules],
        "alerts": ["; ".join(alert.name for alert in find_alerts(one.smiles)) for one in molecules],
        **hit_table.list_properties(kept),
        "score": [one.score for one in molecules],
        **hit_table.list_identifiers(kept),
    }


def _tell_missed(description: str, smiles: str) -> str:
    from textmol.writing.checks import check_description

    checks = check_description(description, smiles)
    return "; ".join(check.wording for check in checks if not check.holds)
