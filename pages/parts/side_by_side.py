"""Up to four molecules side by side, with what differs marked in words and signs."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.errors import StreamlitAPIException

from pages.parts.compared import COMPARE, remember_comparison, write_token
from pages.parts.differences import show_groups, show_properties
from pages.parts.drawing import choose_theme
from pages.parts.molecule_link import link_to_molecule
from pages.parts.notices import show_error
from pages.parts.sharing import KEY as SHARING
from pages.parts.subject import Subject, find_subject
from pages.parts.tray import read_tray
from pages.parts.wording import escape
from textmol.errors import TextMolError

if TYPE_CHECKING:
    from textmol.molecules.compare import Scaffold

WIDTH, HEIGHT = 280, 210  # pixels of a drawing
_CHOICE, _KEY = "comparison", "comparison_part"


@st.fragment(key=_KEY)
def show_comparison() -> None:
    """Show the choice of molecules and what it compares; only this part is drawn again."""
    from textmol.molecules.compare import MOST_COMPARED

    st.subheader("Compare", anchor=False)
    known = _list_known()
    # The URL decides, so that a link shows the same; the box follows it.
    tokens = [token for token in st.query_params.get_all(COMPARE) if token in known]
    st.session_state[_CHOICE] = tokens[:MOST_COMPARED]
    st.multiselect(
        "Molecules to compare",
        list(known),
        format_func=lambda token: _name(known[token]),
        max_selections=MOST_COMPARED,
        key=_CHOICE,
        placeholder="Choose two to four",
        on_change=_remember,
    )
    chosen = [known[token] for token in st.session_state[_CHOICE]]
    remember_comparison(tuple(st.session_state[_CHOICE]))
    if len(chosen) < 2:
        st.caption("Choose at least two molecules, here or with Compare on a molecule's page.")
        return
    _show_drawings(chosen)
    titles = [f"{place}. {_name(subject)}" for place, subject in enumerate(chosen, 1)]
    show_properties(titles, [subject.details.properties for subject in chosen])
    show_groups(titles, [subject.smiles for subject in chosen])


def _remember() -> None:
    st.query_params[COMPARE] = st.session_state[_CHOICE]
    with suppress(StreamlitAPIException):
        # Where there is no frame, the comparison is drawn again by itself.
        st.rerun([_KEY, SHARING])


def _list_known() -> dict[str, Subject]:
    """Return all that can be compared: the tray, and what the URL names beside it."""
    known = {write_token(kept): Subject(kept.smiles, kept.name, None) for kept in read_tray()}
    for token in st.query_params.get_all(COMPARE):
        if token not in known:
            try:
                known[token] = find_subject(token)
            except TextMolError as error:
                show_error(error)
    return known


def _name(subject: Subject) -> str:
    return subject.name or subject.details.properties.formula


def _show_drawings(chosen: list[Subject]) -> None:
    from textmol.molecules import describe_alt
    from textmol.molecules.compare import draw_aligned, find_scaffold
    from textmol.molecules.properties import format_formula

    smiles = tuple(subject.smiles for subject in chosen)
    with st.spinner("Looking for a common scaffold."):
        scaffold = find_scaffold(smiles)
    st.caption(_describe(scaffold))
    drawings = draw_aligned(smiles, scaffold, WIDTH, HEIGHT, choose_theme())
    with st.grid(len(chosen), min_column_width=220, border=True) as grid:
        for place, (subject, drawing) in enumerate(zip(chosen, drawings, strict=True), 1):
            with grid.cell(), st.container(gap="xsmall"):
                formula = subject.details.properties.formula
                alt = describe_alt(subject.name, formula, subject.smiles)
                st.image(drawing, alt=alt, width="stretch")
                st.markdown(f"**{place}. {escape(_name(subject))}**  \n{format_formula(formula)}")
                link_to_molecule(subject)


def _describe(scaffold: Scaffold | None) -> str:
    if scaffold is None:
        return "These molecules have no scaffold in common, so each is drawn as it is alone."
    proven = "" if scaffold.proven else ", the largest that was found in time"
    return (
        f"They have a scaffold of {scaffold.size} atoms in common{proven}. It is drawn the same "
        "way in each; what is not in all of them is lit."
    )
