"""The two-minute tour: six steps through the pages, on real molecules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from pages.parts import align_question
from pages.parts.last_search import PAGE as FIND
from pages.parts.molecule_link import PAGE as MOLECULE
from pages.parts.query import EXAMPLES, take_query
from pages.parts.scripts import remember_tour
from pages.parts.tray import PAGE as TRAY

_STEP, _MOVES, _SEEN = "tour_step", "tour_moves", "tour_seen"
_INVITATION = "tour_invitation"
# The browser knows whether this is a first visit; until it says so, the invitation takes no room.
_HIDDEN = f"""<style>
html:not([data-tour="new"]) [data-testid="stLayoutWrapper"]:has(> .st-key-{_INVITATION}) {{
  display: none;
}}
</style>"""


@dataclass(frozen=True)
class Step:
    """One step: the page it stands on, as its file and its URL, and what to look at there."""

    page: str
    title: str
    text: str
    address: Mapping[str, str] = field(default_factory=dict)


STEPS = (
    Step(
        FIND,
        "Describe a molecule",
        "Type what it is, does or smells like, and press Enter. Each card says what was found, "
        "its rank, and how much of the library scores lower.",
        {"q": EXAMPLES[0]},
    ),
    Step(
        FIND,
        "Narrow it down",
        "What was read from your words stands as chips above the hits; press one to take it away. "
        "The row of filters limits weight, cLogP and more. **Table** and **Map** show the same "
        "hits in other ways, and what you select is selected in all of them.",
        {"q": EXAMPLES[0]},
    ),
    Step(
        MOLECULE,
        "Look at one molecule",
        "**Details** on a card opens its page: atoms by number, groups that light up, the shape "
        "in 3D, properties with units, rules and alerts, identifiers to copy.",
        {"id": "2244"},
    ),
    Step(
        align_question.PAGE,
        "See which atoms answer to which words",
        "**Align** takes a hit and its description here. Point at a word and its atoms light up. "
        "Press a row, and the model is asked again without that fragment.",
        align_question.write_address(*align_question.EXAMPLES["aspirin"]),
    ),
    Step(
        TRAY,
        "Keep and compare",
        "**Keep** puts a molecule into the tray. Here you write notes, compare up to four side by "
        "side, and take everything along as one file.",
    ),
    Step(
        "pages/models.py",
        "Judge it",
        "What was measured, with intervals, and where it fails. **How this works** and **What it "
        "cannot do** stand above every page. Nothing that you type leaves this machine.",
    ),
)


def show_tour(page: str) -> None:
    """Show the step that the person is at, if any; ``page`` is the path in the URL."""
    remember_tour(seen=st.session_state.get(_SEEN, False))
    number = st.session_state.get(_STEP)
    if number is None:
        return
    step = STEPS[number]
    if st.session_state.pop(_MOVES, False):
        if step.page == FIND and page == "":
            # Its box is bound to the URL and follows the session, not a link to its own page.
            take_query(step.address["q"])
        else:
            st.switch_page(step.page, query_params=step.address)
    with st.container(border=True, gap="small", key="tour"):
        st.markdown(f"**{step.title}** :small[:gray[step {number + 1} of {len(STEPS)}]]")
        st.markdown(step.text)
        with st.container(horizontal=True, gap="xsmall"):
            st.button("Back", disabled=number == 0, on_click=_turn, args=(number - 1,))
            if number + 1 < len(STEPS):
                st.button("Next", type="primary", on_click=_turn, args=(number + 1,))
            st.button("End the tour", type="tertiary", on_click=_end)


def show_invitation() -> None:
    """Offer the tour, on the first visit of this browser only."""
    if st.session_state.get(_SEEN):
        return
    st.html(_HIDDEN)
    with st.container(
        border=True, key=_INVITATION, horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.markdown(
            "**New here?** Six steps on real molecules show what can be done, in two minutes.",
            width="content",
        )
        show_start("invitation")
        if st.button("Not now", type="tertiary"):
            _end()
            st.rerun()  # the page: a part that is drawn alone does not remember it


def show_start(place: str) -> None:
    """Show the button that begins the tour; ``place`` tells it from others on the page."""
    icon, key = ":material/tour:", f"tour_from_{place}"
    if st.button("Take the tour", icon=icon, key=key):
        _turn(0)
        st.rerun()  # the page, above which the tour stands


def _turn(number: int) -> None:
    before: int | None = st.session_state.get(_STEP)
    last = None if before is None else STEPS[before]
    step = STEPS[number]
    st.session_state[_STEP], st.session_state[_SEEN] = number, True
    st.session_state[_MOVES] = last is None or (last.address, last.page) != (
        step.address,
        step.page,
    )


def _end() -> None:
    st.session_state[_SEEN] = True
    st.session_state.pop(_STEP, None)
