"""The molecules in the tray: a card for each, with where it comes from and a note."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.drawing import show_drawing
from pages.parts.engine import open_engine
from pages.parts.molecule_link import link_to_molecule
from pages.parts.tray import change_tray, read_tray
from pages.parts.wording import escape, format_number
from textmol.errors import TextMolError

if TYPE_CHECKING:
    from textmol.tray import Kept

CARDS_A_PAGE = 12
WIDTH, HEIGHT = 280, 190  # pixels of a drawing


def show_list() -> None:
    """Show one page of the tray."""
    kept = read_tray().kept
    count = -(-len(kept) // CARDS_A_PAGE)
    cards = st.container()
    page = 1
    if count > 1:
        with st.container(horizontal_alignment="center"):
            page = st.pagination(count, key=f"tray_page_{count}")
    first = (page - 1) * CARDS_A_PAGE
    with cards, st.grid(3, min_column_width=270, border=True, key="tray_cards") as grid:
        for one in kept[first : first + CARDS_A_PAGE]:
            with grid.cell():
                _show_card(one)


def _show_card(kept: Kept) -> None:
    from textmol.molecules.properties import format_formula

    formula = kept.properties.formula
    with st.container(gap="xsmall"):
        show_drawing(kept.smiles, kept.name, formula, width=WIDTH, height=HEIGHT)
        shown = format_formula(formula)
        title = f"**{escape(kept.name)}**  \n{shown}" if kept.name else f"**{shown}**  \n"
        weight = f"{format_number(kept.properties.mw, 2)} Da"
        st.markdown(f"{title} · {weight}" if kept.name else f"{title}{weight}")
        st.caption(describe_origin(kept))
        key = f"note_{hash(kept.smiles)}"
        st.session_state[key] = kept.note  # which Undo may have changed
        st.text_area(
            f"Note on {kept.name or formula}",
            key=key,
            height="content",
            label_visibility="collapsed",
            placeholder="Note",
            max_chars=2_000,
            on_change=_annotate,
            args=(kept.smiles, key),
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            link_to_molecule(kept if _is_here(kept) else replace(kept, cid=None))
            st.button(
                "Remove",
                key=f"remove_{hash(kept.smiles)}",
                icon=":material/bookmark_remove:",
                type="tertiary",
                help="Take it out of the tray; Undo puts it back",
                on_click=change_tray,
                args=(lambda tray: tray.remove(kept.smiles),),
            )


def describe_origin(kept: Kept) -> str:
    """Return where a molecule comes from, as Markdown."""
    if kept.rank is not None and kept.score is not None:
        query = kept.query if len(kept.query) <= 80 else f"{kept.query[:80]}…"
        score = format_number(kept.score, 3)
        return f"Rank {kept.rank:,} for “{escape(query)}”  \nscore {score}"
    return "Opened by itself" if kept.library else "Opened by itself; not in the library"


def _is_here(kept: Kept) -> bool:
    """Return whether a molecule is of the open library, which then finds it by its CID."""
    try:
        return kept.library == open_engine().library.identity
    except TextMolError:
        return False


def _annotate(smiles: str, key: str) -> None:
    note = st.session_state[key]
    change_tray(lambda tray: tray.annotate(smiles, note))
