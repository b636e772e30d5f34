"""The box in which a person types, how it is read, and the examples below it."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from pages.parts.parameters import READINGS
from pages.parts.refine import start_afresh
from pages.parts.scripts import let_enter_search

LABEL = "Description of a molecule"
EXAMPLES = (
    "a penicillin that carries a phenyl group",
    "sweet-smelling ester of butyric acid",
    "flavonol with a catechol ring",
    "bitter alkaloid from Cinchona bark",
    "CID 2244",
    "[OX2H]c1ccccc1[F,Cl]",
)


@dataclass(frozen=True)
class Query:
    """What stands in the box, and whether the person asked to search for it.

    Attributes:
        text: the text as typed.
        read_as: what it is to be read as; None leaves that to TextMol.
        asked: the Search button was pressed, or there is something to search for.
    """

    text: str
    read_as: str | None
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
            placeholder="What it is, what it does, what it smells like. Or a name, formula, CID, "
            "CAS number, InChIKey, SMILES, SMARTS, InChI or MOL block.",
            on_change=start_afresh,
        )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        pressed = st.button("Search", type="primary", shortcut="Ctrl+Enter")
        read_as = st.selectbox(
            "How the text is read",
            tuple(READINGS),
            key="read",
            bind="query-params",
            index=None,
            format_func=READINGS.__getitem__,
            placeholder="Read as it looks",
            label_visibility="collapsed",
            width=250,
        )
        # Once something was typed, the hits take their room.
        if not text:
            st.pills(
                "Examples",
                EXAMPLES,
                key="example",
                on_change=_take_example,
                label_visibility="collapsed",
            )
    return Query(text=text, read_as=read_as, asked=pressed or bool(text))


def take_query(text: str) -> None:
    """Put a text into the box, as if it had been typed."""
    st.session_state["q"] = text
    start_afresh()


def _take_example() -> None:
    take_query(st.session_state["example"])
    st.session_state["example"] = None
