"""The card of one hit: its structure, what it is, where it ranks, and where to read on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.frame import is_dark
from pages.parts.molecule_link import link_to_molecule
from pages.parts.refine import pick_like
from pages.parts.selection import show_tick
from pages.parts.tray import show_keep_button
from pages.parts.wording import (
    escape,
    format_better_than,
    format_charge,
    format_number,
)

if TYPE_CHECKING:
    from textmol.engine import Hit, SearchResult
    from textmol.library.records import Record

WIDTH, HEIGHT = 280, 200  # of a drawing in pixels, near the size at which a card shows it

_PUBCHEM = "https://pubchem.ncbi.nlm.nih.gov"


def show_card(hit: Hit, result: SearchResult) -> None:
    """Show a hit; atoms that match the pattern of the search are marked in its structure."""
    record, values = hit.record, hit.record.properties
    look = _look_at(record.smiles, values.formula, is_dark(), result.pattern, WIDTH, HEIGHT)
    title, weighed = look.formula, f"{format_number(values.mw, 2)} Da"
    if record.name:
        title, weighed = escape(record.name), f"{look.formula} · {weighed}"
    exact = " :green-badge[:material/check: exact match]" if hit.exact else ""
    with st.container(gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute"):
            st.markdown(f":gray-badge[rank {hit.rank:,}]{exact}", width="content")
            show_tick(hit)
        st.image(look.drawing, alt=_describe(record), width="stretch")
        st.markdown(
            f"**{title}**  \n{weighed}  \n"
            f":small[:gray[cLogP] {format_number(values.clogp, 2)} · "
            f":gray[TPSA] {format_number(values.tpsa, 1)} Å² · "
            f":gray[charge] {format_charge(values.charge)}]"
        )
        if look.notes:
            st.caption(escape(" · ".join(look.notes)))
        st.caption(_place(hit, result))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            link_to_molecule(record)
            show_keep_button(hit, result)
            st.button(
                "More like this",
                key=f"like_{record.row}",
                icon=":material/join_inner:",
                type="tertiary",
                on_click=pick_like,
                args=(record.smiles,),
                help="Search for the molecules nearest to this one",
            )
            _show_identifiers(record)


def draw_hit(hit: Hit, result: SearchResult, *, width: int, height: int) -> str:
    """Return the drawing of a hit as SVG text of ``width`` by ``height`` pixels."""
    record = hit.record
    formula = record.properties.formula
    return _look_at(record.smiles, formula, is_dark(), result.pattern, width, height).drawing


def show_look(hit: Hit, result: SearchResult) -> None:
    """Show the drawing of a hit alone."""
    drawing = draw_hit(hit, result, width=WIDTH, height=HEIGHT)
    st.image(drawing, alt=_describe(hit.record), width="stretch")


def _place(hit: Hit, result: SearchResult) -> str:
    score = f"score ({result.measure}) {format_number(hit.score, 3)}"
    if result.reading.kind == "smarts":
        return score
    return f"Better than {format_better_than(hit.better_than)} of the library  \n{score}"


def _show_identifiers(record: Record) -> None:
    with (
        st.popover("Identifiers", type="tertiary", icon=":material/content_copy:"),
        st.container(gap="xsmall"),
    ):
        if record.name:
            st.markdown(f"**{escape(record.name)}**")
        for label, value in (
            ("SMILES", record.smiles),
            ("InChIKey", record.inchikey),
            ("PubChem CID", "" if record.cid is None else str(record.cid)),
        ):
            if value:
                st.caption(label)
                st.code(value, language=None, wrap_lines=True)
        _show_link(record)


def _show_link(record: Record) -> None:
    if record.cid is not None:
        address, label = f"{_PUBCHEM}/compound/{record.cid}", f"CID {record.cid}"
    elif record.inchikey:
        address, label = f"{_PUBCHEM}/#query={record.inchikey}", "PubChem"
    else:
        return
    st.link_button(
        label,
        address,
        icon=":material/open_in_new:",
        type="tertiary",
        help="Opens PubChem in a new tab",
    )


@dataclass(frozen=True)
class Look:
    """How a structure is shown: its drawing as SVG, its formula, a chemist's notes on it."""

    drawing: str
    formula: str
    notes: tuple[str, ...]


# The looks of some screens in two themes are kept, not those of the whole library.
@st.cache_data(max_entries=2000, show_spinner=False)
def _look_at(
    smiles: str, formula: str, dark: bool, smarts: str | None, width: int, height: int
) -> Look:
    from textmol.molecules import depict
    from textmol.molecules.depiction import DARK, LIGHT
    from textmol.molecules.notes import write_notes
    from textmol.molecules.parse import read_smiles
    from textmol.molecules.properties import format_formula

    background = st.get_option(f"theme.{'dark' if dark else 'light'}.backgroundColor")
    theme = replace(DARK if dark else LIGHT, background=background)
    # The charge stands beside the other properties.
    notes = (note for note in write_notes(read_smiles(smiles)) if not note.startswith("charge "))
    return Look(
        drawing=depict(
            smiles, width=width, height=height, smarts=smarts, aligned=True, theme=theme
        ),
        formula=format_formula(formula),
        notes=tuple(notes),
    )


def _describe(record: Record) -> str:
    from textmol.molecules import describe_alt

    return describe_alt(record.name, record.properties.formula, record.smiles)
