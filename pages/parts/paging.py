"""Cards of molecules, twenty to a page, with the page in the URL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from pages.parts.parameters import PAGE, put

CARDS_A_PAGE = 20
Molecule = TypeVar("Molecule")


def show_pages(
    molecules: Sequence[Molecule],
    keys: Sequence[object],
    show: Callable[[Sequence[Molecule]], None],
) -> None:
    """Show one page of cards and how to turn to another.

    Args:
        molecules: all of them, in order.
        keys: what tells each from others; other molecules start at their first page.
        show: draws the cards of one page.
    """
    count = -(-len(molecules) // CARDS_A_PAGE)
    cards = st.container()
    page = 1
    if count > 1:
        shown = hash(tuple(keys))
        key = f"page_{shown}"
        with st.container(horizontal_alignment="center"):
            page = st.pagination(
                count,
                default=_read_page(shown, count),
                key=key,
                on_change=_remember_page,
                args=(key,),
            )
    first = (page - 1) * CARDS_A_PAGE
    with cards:
        show(molecules[first : first + CARDS_A_PAGE])


def show_grid(molecules: Sequence[Molecule], show: Callable[[Molecule], None]) -> None:
    """Show cards of the page's own elements, each drawn by ``show``."""
    with st.grid(4, min_column_width=250, border=True, key="hits") as grid:
        for molecule in molecules:
            with grid.cell():
                show(molecule)


def _read_page(shown: int, count: int) -> int:
    """Return the page that the URL names; other molecules than it was made for start anew."""
    if st.session_state.setdefault("page_of", shown) != shown:
        st.session_state["page_of"] = shown
        st.query_params.pop(PAGE, None)
    text = st.query_params.get(PAGE, "")
    return min(max(int(text), 1), count) if text.isdecimal() and text.isascii() else 1


def _remember_page(key: str) -> None:
    put(PAGE, str(st.session_state[key]) if st.session_state[key] > 1 else None)
