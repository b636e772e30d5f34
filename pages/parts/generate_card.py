"""The card of one generated molecule: structure, novelty, nearest known, alerts, ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import generate_question
from pages.parts.hit_look import HEIGHT, WIDTH, look_at, show_look
from pages.parts.identifiers import show_popover
from pages.parts.last_search import PAGE as SEARCH_PAGE
from pages.parts.molecule_link import link_to_molecule
from pages.parts.onward import link_onward
from pages.parts.tray import show_keep
from pages.parts.wording import escape, format_charge, format_number

if TYPE_CHECKING:
    from textmol.library.records import Record
    from textmol.molecules.alerts import Alert
    from textmol.writing.checks import Check
    from textmol.writing.records import Generated, Generation

LONGEST_NAME = 32  # characters of a neighbour's name


def show_card(one: Generated, generation: Generation, smarts: str | None) -> None:
    """Show a generated molecule; atoms that match a pattern are marked in its structure."""
    from textmol.molecules.alerts import find_alerts
    from textmol.tray import keep_generated
    from textmol.writing.checks import check_description

    kept = keep_generated(one, generation)
    values = kept.properties
    look = look_at(kept, smarts, WIDTH, HEIGHT)
    title, weighed = look.formula, f"{format_number(values.mw, 2)} Da"
    if kept.name:
        title, weighed = escape(kept.name), f"{look.formula} · {weighed}"
    with st.container(gap="xsmall"):
        st.markdown(f":gray-badge[rank {one.rank:,}] {write_badge(one)}")
        show_look(look, kept)
        st.markdown(
            f"**{title}**  \n{weighed}  \n"
            f":small[:gray[cLogP] {format_number(values.clogp, 2)} · "
            f":gray[TPSA] {format_number(values.tpsa, 1)} Å² · "
            f":gray[charge] {format_charge(values.charge)}]"
        )
        if look.notes:
            st.caption(escape(" · ".join(look.notes)))
        checks = check_description(generation.query, one.smiles)
        if checks:
            st.markdown(f":small[{write_checks(checks)}]")
        st.caption(write_alerts(find_alerts(one.smiles)))
        if one.known is None and one.nearest is not None:
            _show_nearest(one.nearest, one.nearest_similarity)
        st.caption(f"score {format_number(one.score, 3)}")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            link_to_molecule(kept)
            show_keep(kept, place="generated")
            link_onward(one.smiles, generation.query, here=generate_question.PAGE)
            st.page_link(
                SEARCH_PAGE,
                label="Search with this",
                icon=":material/search:",
                query_params={"q": one.smiles},
                help="Molecules of the library nearest to it, with filters and files",
            )
            show_popover(kept)


def write_badge(one: Generated) -> str:
    """Return the badge that says whether a molecule is known, as Markdown."""
    from textmol.writing.records import CHANGED, DERIVED

    if one.known is None and one.origin == DERIVED:
        return ":blue-badge[new: made of molecules that you name]"
    if one.known is None and one.origin == CHANGED:
        return ":blue-badge[new: protomer or stereoisomer of another]"
    if one.known is None:
        return ":blue-badge[new]"
    cid = "" if one.known.cid is None else f", CID {one.known.cid}"
    return f":green-badge[:material/check: known{cid}]"


def write_checks(checks: tuple[Check, ...]) -> str:
    """Return what of its description a molecule does not have, as Markdown."""
    missed = [check.wording for check in checks if not check.holds]
    if not missed:
        return ":green[:material/check: has all that was read]"
    return f":red[:material/close: not met: {escape(', '.join(missed))}]"


def write_alerts(alerts: tuple[Alert, ...]) -> str:
    """Return the structural alerts of a molecule in a line of Markdown."""
    if not alerts:
        return "No PAINS or Brenk alert"
    names = ", ".join(f"{alert.name} ({alert.catalogue})" for alert in alerts)
    what = "1 alert" if len(alerts) == 1 else f"{len(alerts)} alerts"
    return f":material/warning: {what}: {escape(names)}"


def _show_nearest(nearest: Record, similarity: float) -> None:
    from textmol.molecules.properties import format_formula

    name = nearest.name or format_formula(nearest.properties.formula)
    short = name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
    with st.container(gap=None):
        st.caption(f"Nearest known: Tanimoto {format_number(similarity, 2)} to")
        link_to_molecule(nearest, escape(short))
