"""What is to be generated: a description and how many molecules, which the URL holds."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from pages.parts.scripts import let_enter_search

PAGE = "pages/generate.py"
LABEL = "Description of the molecule wanted"
MOST, USUAL = 100, 10  # molecules
EXAMPLES = (
    "a penicillin with a chlorine atom",
    "sweet-smelling ester of butyric acid",
    "a flavonol with three hydroxy groups",
    "a dipeptide of alanine and tryptophan",
)


@dataclass(frozen=True)
class Wish:
    """What the page is asked.

    Attributes:
        text: the description as typed.
        count: how many molecules.
        asked: the button was pressed, or there is something to write molecules for.
    """

    text: str
    count: int
    asked: bool


def write_address(text: str) -> dict[str, str]:
    """Return the parameters of the URL that generates molecules for a description."""
    return {"text": text}


def show_wish() -> Wish:
    """Show the box, how many, the button and the examples, and return what was asked."""
    with st.container(gap=None):
        let_enter_search(LABEL)
        text = st.text_area(
            LABEL,
            key="text",
            bind="query-params",
            height="content",
            label_visibility="collapsed",
            placeholder="What the molecule should be, carry or do, as in a compound's definition.",
        )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        pressed = st.button("Generate", type="primary", shortcut="Ctrl+Enter")
        count = st.number_input(
            "How many molecules",
            key="count",
            bind="query-params",
            value=USUAL,
            min_value=1,
            max_value=MOST,
            step=1,
            label_visibility="collapsed",
            width=100,
        )
        st.markdown("molecules", width="content")
        st.pills(
            "Examples",
            EXAMPLES,
            key="example",
            on_change=_take_example,
            label_visibility="collapsed",
        )
    return Wish(text=text or "", count=int(count or USUAL), asked=pressed or bool(text))


def _take_example() -> None:
    st.session_state["text"] = st.session_state["example"]
    st.session_state["example"] = None
