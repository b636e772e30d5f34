"""How far a map is to be trusted: what was measured of it, and what it never shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import streamlit as st

from pages.parts.frame import ASSETS
from pages.parts.wording import escape, format_number

MEASURED = ASSETS / "benchmarks" / "grounding.json"
HELD_OUT = ASSETS / "benchmarks" / "grounding_held_out.json"
_FIGURES = {
    "pointing_game": "Hottest atom is right",
    "auroc": "AUROC",
    "average_precision": "Average precision",
    "iou": "IoU",
}
_TAKEN_AWAY = {
    "deletion_auc": "Deletion AUC, low is good",
    "insertion_auc": "Insertion AUC, high is good",
    "comprehensiveness": "Comprehensiveness, high is good",
    "sufficiency": "Sufficiency, low is good",
}
_LABEL_OF_DELETION = _TAKEN_AWAY["deletion_auc"]
_MEANING = {
    "gradient × input": "another reading of the same model, by its slope at one point",
    "similarity": "the likeness of a phrase alone and an atom's surroundings alone",
    "plain cross-attention": "attention of phrases to atoms, trained on other pairs without "
    "marked parts, on the same model's vectors",
    "untrained weights": "this map after every weight of the model was drawn at random",
    "another phrase": "this map for the phrase of a group that shares no atom with the right one: "
    "what is below chance here points elsewhere, as it should",
    "shuffled text": "this map for words of another molecule's description",
    "heteroatom prior": "every atom but carbon",
    "degree": "atoms with most neighbours",
    "periphery": "atoms with fewest neighbours",
    "uniform": "all atoms alike, which is chance",
    "random": "values drawn at random",
    "random connected fragments": "pieces of the molecule of the same size, drawn at random",
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
    for sentence in tell_limits(report, read_measured(HELD_OUT)):
        st.caption(sentence)
    with st.expander("What the rows are"):
        st.markdown("\n".join(f"- **{escape(name)}**: {said}." for name, said in _MEANING.items()))
    taken_away = list_faithfulness(report)
    if taken_away:
        with st.expander("Does the score fall without what the map points at?"):
            st.dataframe(taken_away, hide_index=True)
            st.caption(
                "The score of a description while its molecule's atoms are taken away, or brought "
                "back, in the order of each map: 0 is the molecule without any atom, 1 the whole."
            )
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


def list_faithfulness(report: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a row for each order in which atoms are taken away, the map's own first."""
    rows = [
        {"": "this map" if name == "map" else name}
        | {label: one.get(key) for key, label in _TAKEN_AWAY.items()}
        for name, one in report.get("faithfulness", {}).items()
    ]
    return sorted(rows, key=lambda row: (row[""] != "this map", row[_LABEL_OF_DELETION] or 0))


def tell_limits(report: dict[str, Any], held_out: dict[str, Any] | None) -> list[str]:
    """Return sentences on what else was measured: new groups, the other way round, the truth."""
    name, found = "pointing_game", []
    if held_out is not None:
        macro = held_out["macro"]
        found.append(
            f"On {macro.get('classes', 0)} further groups that nothing was tuned on, the hottest "
            f"atom is right in {format_number(float(macro[name]), 2)} of the cases."
        )
    back = report.get("words_for_atoms", {}).get("macro")
    if back:
        found.append(
            f"The other way round, from a group's atoms to the words that name it: "
            f"{format_number(float(back[name]), 2)}, where chance is "
            f"{format_number(float(back['chance']), 2)}."
        )
    check = report.get("spot_check")
    if check:
        found.append(
            f"What counts as right is read off by patterns. Of {check['pairs']} cases read by hand "
            f"{check['wrong']} were wrong."
        )
    return found


def _list_row(macro: dict[str, Any]) -> dict[str, str]:
    limits = macro.get("interval95", {})
    found = {}
    for key, label in _FIGURES.items():
        text = format_number(float(macro[key]), 2)
        if key in limits:
            low, high = (format_number(float(limit), 2) for limit in limits[key])
            text += f" ({low}–{high})"
        found[label] = text
    return found
