"""How one gets to a molecule's page and on from it: the box, what was opened, what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.compared import link_to_comparison
from pages.parts.last_search import PAGE as SEARCH_PAGE
from pages.parts.last_search import read_described, show_way_back
from pages.parts.molecule_link import go_to_molecule, show_here
from pages.parts.onward import link_onward
from pages.parts.scripts import let_enter_search
from pages.parts.subject import keep_subject, list_opened, remember_opened
from pages.parts.tray import show_keep
from pages.parts.wording import escape

if TYPE_CHECKING:
    from pages.parts.subject import Subject

LABEL = "Structure, identifier or name"
_BOX = "molecule_asked"
_EXAMPLES = {
    "aspirin": {"id": "2244"},
    "caffeine": {"id": "2519"},
    "a structure that is not in the library": {"smiles": "OC(=O)c1ccc(cc1)C#CC1CC1"},
}


def show_question() -> str:
    """Show the box in which a molecule is named, and return what the page is about.

    The URL decides, as "id" or "smiles", and the box follows it: a box that is bound to the URL
    would hold on to the last molecule when a link of this page leads to another.
    """
    asked = st.query_params.get("id") or st.query_params.get("smiles", "")
    if st.session_state.get(_BOX) != asked:
        st.session_state[_BOX] = asked
    let_enter_search(LABEL)
    st.text_area(
        LABEL,
        key=_BOX,
        height="content",
        placeholder="SMILES, InChI, MOL block, name, InChIKey or CID",
        on_change=_open_typed,
    )
    return asked.strip()


def _open_typed() -> None:
    typed = st.session_state[_BOX]
    go_to_molecule({"id": typed} if typed.strip() else {})


def show_actions(subject: Subject) -> None:
    """Show what can be done with a molecule: keep it, search with it, compare it."""
    remember_opened(subject, subject.name or subject.details.properties.formula)
    kept = keep_subject(subject)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="content"):
            show_keep(kept, place="page")
        st.page_link(
            SEARCH_PAGE,
            label="Search with this",
            icon=":material/search:",
            query_params={"q": subject.smiles},
            help="Molecules nearest to it, with filters and files",
        )
        link_to_comparison(subject)
        described = read_described()
        link_onward(subject.smiles, described.query if described else "", name=subject.name)
        show_way_back()


def show_opened(text: str) -> None:
    """Show the molecules that were opened before; without any, some to begin with."""
    opened = list_opened()
    if text:
        opened = opened[1:]
    elif not opened:
        st.markdown(
            "Open a molecule from any hit, or name one above. Its page has the structure in 2D "
            "and 3D, properties, rules and alerts, identifiers and its nearest relatives."
        )
    label = "Opened before" if opened else "" if text else "For example"
    if not label:
        return
    st.caption(label)
    with st.container(horizontal=True, gap="small"):
        for name, parameters in opened or _EXAMPLES.items():
            show_here(parameters, escape(name), key=f"opened_{parameters}")
