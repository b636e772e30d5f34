"""What was generated: how it went, files, and views."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.downloads import show_generation_downloads
from pages.parts.engine import open_engine
from pages.parts.generate_card import show_card
from pages.parts.generate_choice import show_choice
from pages.parts.last_search import PAGE as SEARCH_PAGE
from pages.parts.notices import tell_of_waiting
from pages.parts.paging import show_grid, show_pages
from pages.parts.tray import change_tray, show_refusal, update_count
from pages.parts.wording import escape

if TYPE_CHECKING:
    from pages.parts.generate_question import Wish
    from textmol.writing.records import Generation

CARDS, TABLE = VIEWS = ("Cards", "Table")


def generate(wish: Wish) -> Generation:
    """Return molecules for a description, or those of this session where it asks the same.

    Raises:
        TextMolError: for a description or checkpoint that cannot be used.
    """
    asked = (wish.text, wish.count)
    last: Generation | None = st.session_state.get("generation")
    if last is not None and st.session_state.get("generated_for") == asked:
        return last
    with tell_of_waiting("Writing structures, checking and ranking them. The first take longer."):
        generation = open_engine().generate(wish.text, count=wish.count)
    st.session_state["generated_for"], st.session_state["generation"] = asked, generation
    return generation


def show_generation(generation: Generation) -> None:
    """Show what was written: how it went, what narrows it, files, and the molecules."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="found"):
        with st.container(gap="xxsmall", width="stretch"):
            _show_account(generation)
        files = st.container(width="content")
    if not generation.molecules:
        st.info("Say it in other words, or ask for more molecules.", icon=":material/edit:")
        return
    chosen, smarts = show_choice(generation)
    if not chosen.molecules:
        st.info(
            "None of the molecules passes. Widen a range, or clear the filters.",
            icon=":material/filter_alt_off:",
        )
        return
    with files:
        show_generation_downloads(chosen)
    _show_molecules(chosen, smarts)


def _show_account(generation: Generation) -> None:
    """Show how many there are, what became of all that was written, and what to know."""
    found = len(generation.molecules)
    known = sum(one.known is not None for one in generation.molecules)
    noun = "molecule" if found == 1 else "molecules"
    title = f"{found:,} {noun}: {known:,} known, {found - known:,} new"
    st.subheader(title if found else "No valid molecule was written", anchor=False)
    st.caption(
        f"{generation.account} New means: not among the {open_engine().library.size:,} "
        "molecules of the library; it may be known elsewhere."
    )
    read = _tell_read(generation)
    if read:
        st.caption(f":material/checklist: {read}")
    for note in generation.notes:
        st.caption(f":material/info: {escape(note)}")


def _tell_read(generation: Generation) -> str:
    """Return what of the description is checked on each molecule, and how many have all of it."""
    from textmol.writing.checks import check_description
    from textmol.writing.narrowing import meets_all

    found = generation.molecules
    # What can be told of one molecule cannot be of every other.
    checks = [check for one in found for check in check_description(generation.query, one.smiles)]
    if not checks:
        return ""
    whole = sum(meets_all(one, generation) for one in found)
    wordings = ", ".join(dict.fromkeys(escape(check.wording) for check in checks))
    return f"Read from your words and checked: {wordings}. {whole:,} of {len(found):,} have it all."


@st.fragment
def _show_molecules(chosen: Generation, smarts: str | None) -> None:
    """Show the chosen molecules; choosing a view and turning pages redraw this part alone."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        view = st.segmented_control(
            "View of the molecules",
            VIEWS,
            default=CARDS,
            required=True,
            key="view",
            bind="query-params",
            label_visibility="collapsed",
        )
        _show_ways_on(chosen)
    show_refusal()
    update_count()
    if view == TABLE:
        from pages.parts.generate_table import show_table

        show_table(chosen, smarts)
    else:
        keys = [one.smiles for one in chosen.molecules]
        show_pages(
            chosen.molecules,
            keys,
            lambda page: show_grid(page, lambda one: show_card(one, chosen, smarts)),
        )


def _show_ways_on(chosen: Generation) -> None:
    st.button(
        "Keep all in the tray",
        icon=":material/bookmarks:",
        type="tertiary",
        on_click=_keep,
        args=(chosen,),
    )
    st.page_link(
        SEARCH_PAGE,
        label="Search with this description",
        icon=":material/search:",
        query_params={"q": chosen.query},
        help="What the library has for the same words",
    )


def _keep(chosen: Generation) -> None:
    from textmol.tray import keep_generated

    kept = [keep_generated(one, chosen) for one in chosen.molecules]
    change_tray(lambda tray: tray.add(*kept))
