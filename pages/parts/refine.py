"""Refining a search: phrases, excluded terms and likeness, each shown and removable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import generate_question
from pages.parts.parameters import LIKE, REMOVED
from pages.parts.wording import escape

if TYPE_CHECKING:
    from textmol.engine import SearchResult
    from textmol.library.refinement import Refinement

PHRASES = {"more": "More of it", "less": "Less of it", "exclude": "Exclude it"}
_CHIPS = {"more": "more of", "less": "less of", "exclude": "without"}
HELP = (
    "**More** and **less** move the vector of the search towards a phrase or away from it "
    "(Rocchio). It shifts the ranking and is no filter: a vector cannot say “not”.\n\n"
    "**Exclude** is a filter: molecules that have the group or element, or the word in a name, "
    "are left out."
)


def start_afresh() -> None:
    """Forget what was refined, as it was meant for the query before."""
    for name in (*PHRASES, LIKE, REMOVED):
        st.query_params.pop(name, None)
    st.session_state["read"] = None
    st.session_state["tanimoto"] = 0


def read_refinement() -> Refinement:
    """Return the refinement that the URL holds, without the weight where it is of no use."""
    from textmol.library.refinement import Refinement

    found = {name: st.query_params.get_all(name) for name in PHRASES}
    # The slider comes after the search; in the run of a fresh URL it is not there yet.
    weight = st.session_state.get("tanimoto", st.query_params.get("tanimoto", 0))
    return Refinement.from_query(found | {"tanimoto": [str(weight)]})


def show_refinement(result: SearchResult) -> None:
    """Show what the search is refined by, each removable, and what can be added."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="refine"):
        with st.popover("Refine", icon=":material/tune:", type="tertiary"):
            _show_form()
        if LIKE in st.query_params:
            _show_chip(LIKE, st.query_params[LIKE], f"like {_name_first(result)}")
        for name, wording in _CHIPS.items():
            for phrase in st.query_params.get_all(name):
                _show_chip(name, phrase, f"{wording} {phrase}")
        if result.reading.kind != "smarts" and not result.reading.in_words:
            _show_weight()
        if result.reading.kind == "description":
            st.page_link(
                generate_question.PAGE,
                label="Generate for this",
                icon=":material/draw:",
                query_params=generate_question.write_address(result.query),
                help="Molecules that are written for the same words, known and new ones",
            )


def pick_like(smiles: str) -> None:
    """Search for molecules like one of the hits from now on."""
    st.query_params[LIKE] = smiles
    for name in PHRASES:
        st.query_params.pop(name, None)
    st.rerun()  # the page: the cards alone would be drawn again with the hits that they had


def _show_form() -> None:
    st.markdown("**Refine by a phrase**")
    st.text_input(
        "Phrase",
        key="phrase",
        label_visibility="collapsed",
        placeholder="e.g. floral, hydroxy group, chlorine",
    )
    with st.container(horizontal=True, gap="xsmall"):
        for name, label in PHRASES.items():
            st.button(label, key=f"add_{name}", on_click=_add, args=(name,))
    st.caption(HELP)


def _show_chip(name: str, value: str, wording: str) -> None:
    short = wording if len(wording) <= 60 else f"{wording[:59]}…"
    st.button(
        escape(short),
        key=f"chip_{name}_{value}",
        icon=":material/close:",
        on_click=_remove,
        args=(name, value),
        help="Press to take it away",
    )


def _show_weight() -> None:
    st.slider(
        "Alike by the model (0) or by structure (100)",
        0,
        100,
        step=10,
        key="tanimoto",
        bind="query-params",
        format="%d %% Tanimoto",
        width=320,
        help="What is compared: 0 is the cosine of the model's vectors, 100 the Tanimoto "
        "similarity of Morgan fingerprints (radius 2, 2,048 bits), between them the mean so "
        "weighted.",
    )


def _name_first(result: SearchResult) -> str:
    first = next((hit.record for hit in result.hits if hit.exact), None)
    return (first.name if first is not None else None) or result.query


def _add(name: str) -> None:
    phrase = " ".join(st.session_state["phrase"].split())
    present = st.query_params.get_all(name)
    if phrase and phrase not in present:
        st.query_params[name] = [*present, phrase]
    st.session_state["phrase"] = ""


def _remove(name: str, value: str) -> None:
    left = [phrase for phrase in st.query_params.get_all(name) if phrase != value]
    if left:
        st.query_params[name] = left
    else:
        st.query_params.pop(name, None)
