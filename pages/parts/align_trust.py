"""How far a map is to be trusted: what was measured of it, and what it never shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import streamlit as st

from pages.parts.frame import ASSETS
from pages.parts.wording import escape, format_number

MEASURED = ASSETS / "benchmarks" / "grounding.json"
_FIGURES = {
    "pointing_game": "Hottest atom is right",
    "auroc": "AUROC",
    "average_precision": "Average precision",
    "iou": "IoU",
}


def show_trust(path: Path | None = None) -> None:
    """Show the measured figures where there are any, and how to read a map."""
    st.subheader("How far to trust this", anchor=False)
    st.markdown(
        "A map shows what **the model's score used**. It is no statement about chemistry: a part "
        "that lights up need not cause what the text says, and one that stays dark may do so. "
        "The occlusion check asks the model again without a part."
    )
    report = read_measured(path or MEASURED)
    if report is None:
        st.info(
            "How well these maps point has not been measured here: there is no "
            "`assets/benchmarks/grounding.json` that can be read. `python -m textmol evaluate "
            "grounding` writes it.",
            icon=":material/query_stats:",
        )
        return
    st.caption(
        f"Measured on {report.get('pairs', 0):,} descriptions with "
        f"`{report.get('checkpoint', 'an unnamed checkpoint')}`: for phrases that name a group, "
        "whether the map points at the atoms of that group. Means over the groups; 95 % intervals "
        "in brackets."
    )
    st.table(list_figures(report), hide_index=True)
    classes = list_classes(report)
    if classes:
        with st.expander(f"Group by group, {len(classes)} in all"):
            st.dataframe(classes, hide_index=True)


def read_measured(path: Path) -> dict[str, Any] | None:
    """Return what ``evaluate grounding`` wrote; None where there is none of its layout."""
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        list_figures(report)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return dict(report)


def list_figures(report: dict[str, Any]) -> list[dict[str, str]]:
    """Return a row for the map and one for each baseline, best first."""
    own = {"": "**this map**", **_list_row(report["macro"])}
    rest = sorted(
        ((name, one) for name, one in report.get("baselines", {}).items() if one),
        key=lambda item: -float(item[1]["macro"]["pointing_game"]),
    )
    return [own, *({"": escape(name), **_list_row(one["macro"])} for name, one in rest)]


def list_classes(report: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a row for each group of atoms that a phrase can name, worst last."""
    rows = [
        {"group": name, **{label: one.get(key) for key, label in _FIGURES.items()}}
        for name, one in report.get("classes", {}).items()
    ]
    return sorted(rows, key=lambda row: -float(row[_FIGURES["pointing_game"]] or 0))


def _list_row(macro: dict[str, Any]) -> dict[str, str]:
    limits = macro.get("interval95", {})
    found = {}
    for key, label in _FIGURES.items():
        text = format_number(float(macro[key]), 2)
        if key in limits:
            low, high = (format_number(float(limit), 2) for limit in limits[key])
            text += f" ({low} to {high})"
        found[label] = text
    return found
