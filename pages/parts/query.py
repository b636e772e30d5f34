"""The box in which a person types a description or a structure, and the examples below it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from pages.parts.scripts import let_enter_search

LABEL = "Description of a molecule"
EXAMPLES = (
    "a penicillin that carries a phenyl group",
    "sweet-smelling ester of butyric acid",
    "flavonol with a catechol ring",
    "bitter alkaloid from Cinchona bark",
    "CID 2244",
)


@dataclass(frozen=True)
class Query:
    """What stands in the box, and whether the person asked to search for it.

    Attributes:
        text: the text as typed.
        asked: the Search button was pressed, or there is something to search for.
    """

    text: str
    asked: bool


def show_query() -> Query:
    """Show the box, its button and the examples, and return what was typed."""
    with st.container(gap=None):
        # Above the box, so that it listens when the box can first be typed in.
        let_enter_search(LABEL)
        text = st.text_area(
            LABEL,
            key="q",
            bind="query-params",
            height="content",
            label_visibility="collapsed",
            placeholder="What it is, what it does, what it smells like. Or a name, CID, "
            "InChIKey, SMILES, InChI or MOL block.",
        )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        pressed = st.button("Search", type="primary", shortcut="Ctrl+Enter")
        st.pills(
            "Examples",
            EXAMPLES,
            key="example",
            on_change=_take_example,
            label_visibility="collapsed",
        )
    return Query(text=text, asked=pressed or bool(text))


def _take_example() -> None:
    st.session_state["q"] = st.session_state["example"]
    st.session_state["example"] = None
