"""What is computed of one molecule: properties, rules of thumb, structural alerts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.subject import find_hit
from pages.parts.wording import (
    escape,
    format_better_than,
    format_charge,
    format_number,
    tell_contradicted,
)

if TYPE_CHECKING:
    from pages.parts.subject import Subject
    from textmol.molecules.alerts import Alert, Limit


def show_heading(subject: Subject) -> None:
    """Show what the molecule is called, its formula, and what a chemist should know first."""
    from textmol.molecules.properties import format_formula

    details = subject.details
    formula = format_formula(details.properties.formula)
    st.subheader(escape(subject.name or formula), anchor=False)
    badges = [f":gray-badge[{formula}]"] if subject.name else []
    where = "in the library" if subject.record else "not in the library"
    badges.append(f":{'green' if subject.record else 'gray'}-badge[{where}]")
    st.markdown(" ".join(badges))
    for note in details.notes:
        st.caption(f":material/info: {escape(note)}")
    if subject.others:
        more = "1 more molecule" if subject.others == 1 else f"{subject.others} more molecules"
        st.caption(
            f":material/info: {more} of the library shares this name or InChIKey; "
            "a search lists them first."
        )


def show_rank(subject: Subject) -> None:
    """Show where the last search ranked the molecule, if it did."""
    found = find_hit(subject)
    if found is None:
        return
    hit, result = found
    query = result.query if len(result.query) <= 80 else f"{result.query[:80]}…"
    st.markdown(
        f"**Rank {hit.rank:,}** for “{escape(query)}”, better than "
        f"{format_better_than(hit.better_than)} of the library "
        f":small[:gray[score ({result.measure}) {format_number(hit.score, 3)}]]"
    )
    if hit.contradicts:
        st.markdown(tell_contradicted(hit.contradicts))


def show_properties(subject: Subject) -> None:
    """Show the properties with their units, and what each of them is."""
    st.subheader("Properties", anchor=False)
    rows = list_properties(subject)
    table = [{"Property": a, "Value": b, "What it is": c} for a, b, c in rows]
    st.table(table, alt="Computed properties of this molecule, with units")


def list_properties(subject: Subject) -> list[tuple[str, str, str]]:
    """Return name, value with unit, and meaning of every property."""
    details = subject.details
    # The library rounds what it stores; a molecule reads the same wherever it is shown.
    values = details.properties if subject.record is None else subject.record.properties
    qed = "not defined" if details.qed is None else format_number(details.qed, 2)
    return [
        ("MW", f"{format_number(values.mw, 2)} Da", "average molecular weight"),
        ("Exact mass", f"{format_number(details.exact_mass, 4)} Da", "monoisotopic, as drawn"),
        ("cLogP", format_number(values.clogp, 2), "lipophilicity, estimated by Crippen’s method"),
        ("TPSA", f"{format_number(values.tpsa, 1)} Å²", "topological polar surface area"),
        ("H-bond donors", str(values.hbd), "N–H and O–H"),
        ("H-bond acceptors", str(values.hba), "N and O"),
        ("Rotatable bonds", str(values.rotatable_bonds), "single bonds that turn, amides left out"),
        ("Rings", str(values.rings), "smallest set of rings"),
        ("Charge", format_charge(values.charge), "formal, of all components"),
        ("Heavy atoms", str(values.heavy_atoms), "all but hydrogen"),
        ("Fsp³", format_number(details.fsp3, 2), "share of carbons that are sp³, 0 to 1"),
        ("QED", qed, "estimate of drug-likeness, 0 to 1"),
    ]


def show_rules(subject: Subject) -> None:
    """Show Lipinski's and Veber's rules with the numbers that decide."""
    from textmol.molecules.alerts import judge

    st.subheader("Rules of thumb", anchor=False)
    for verdict in judge(subject.details.properties):
        icon = ":material/check:" if verdict.passes else ":material/close:"
        word = "passes" if verdict.passes else "does not pass"
        lines = [
            f"{icon} **{verdict.rule}: {word}**, {verdict.broken} of {len(verdict.limits)} broken",
            *map(_describe_limit, verdict.limits),
        ]
        st.markdown("  \n".join(lines))
        allowed = "one may be broken" if verdict.allowed else "none may be broken"
        st.caption(f"{verdict.source}; {allowed}")


def _describe_limit(limit: Limit) -> str:
    whole = isinstance(limit.value, int)
    unit = f" {limit.unit}" if limit.unit else ""
    value = str(limit.value) if whole else format_number(limit.value, 1)
    verdict = "within" if limit.kept else "**above**"
    return f"{limit.label} {value}{unit}, {verdict} {limit.most:g}{unit}"


def show_alerts(alerts: tuple[Alert, ...]) -> None:
    """Show structural alerts by name, or that there are none."""
    st.subheader("Structural alerts", anchor=False)
    if alerts:
        st.markdown(
            "  \n".join(
                f":material/warning: **{alert.catalogue}**: {escape(alert.name)}"
                for alert in alerts
            )
        )
    else:
        st.markdown(":material/check: No PAINS or Brenk alert.")
    st.caption(
        "PAINS (Baell and Holloway 2010) disturb assays; Brenk and others (2008) list groups that "
        "are reactive, toxic or unstable. An alert is a reason to look twice: many drugs have one."
    )
