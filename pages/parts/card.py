"""The card of one hit: its structure, what it is, where it ranks, and where to read on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.hit_look import HEIGHT, WIDTH, look_at_hit, show_look
from pages.parts.identifiers import show_popover_here
from pages.parts.molecule_link import link_to_molecule
from pages.parts.onward import show_onward
from pages.parts.refine import pick_like
from pages.parts.selection import show_tick
from pages.parts.tray import show_button
from pages.parts.wording import (
    escape,
    format_better_than,
    format_charge,
    format_number,
    tell_contradicted,
)

if TYPE_CHECKING:
    from textmol.engine import Hit, SearchResult


def show_card(hit: Hit, result: SearchResult) -> None:
    """Show a hit; atoms that match the pattern of the search are marked in its structure."""
    record, values = hit.record, hit.record.properties
    look = look_at_hit(hit, result, WIDTH, HEIGHT)
    title, weighed = look.formula, f"{format_number(values.mw, 2)} Da"
    if record.name:
        title, weighed = escape(record.name), f"{look.formula} · {weighed}"
    exact = " :green-badge[:material/check: exact match]" if hit.exact else ""
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.markdown(f":gray-badge[rank {hit.rank:,}]{exact}", width="content")
            show_tick(hit)
        show_look(look, record)
        st.markdown(
            f"**{title}**  \n{weighed}  \n"
            f":small[:gray[cLogP] {format_number(values.clogp, 2)} · "
            f":gray[TPSA] {format_number(values.tpsa, 1)} Å² · "
            f":gray[charge] {format_charge(values.charge)}]"
        )
        if look.notes:
            st.caption(escape(" · ".join(look.notes)))
        if hit.contradicts:
            st.markdown(f":small[{tell_contradicted(hit.contradicts)}]")
        st.caption(_place(hit, result))
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            link_to_molecule(record)
            # One fragment for both: each costs as much as some elements.
            key = f"card_{record.row}"
            st.fragment(_show_parts, key=key)(hit, result, key)
            described = result.reading.kind == "description"
            show_onward(record, result.query if described else "")
            st.button(
                "More like this",
                key=f"like_{record.row}",
                icon=":material/join_inner:",
                type="tertiary",
                on_click=pick_like,
                args=(record.smiles,),
                help="Search for the molecules nearest to this one",
            )


def _show_parts(hit: Hit, result: SearchResult, key: str) -> None:
    """Show what is drawn again when it is pressed, and nothing else of the card."""
    from textmol.tray import keep_hit

    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        show_button(keep_hit(hit, result), key)
        show_popover_here(hit.record, key=f"identifiers_{hit.record.row}")


def _place(hit: Hit, result: SearchResult) -> str:
    score = f"score ({result.measure}) {format_number(hit.score, 3)}"
    if result.reading.kind == "smarts":
        return score
    return f"Better than {format_better_than(hit.better_than)} of the library  \n{score}"
