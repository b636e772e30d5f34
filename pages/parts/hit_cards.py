"""A page of cards, all of them one component: many elements for each would make every answer slow.

The browser draws the cards, opens what stands behind their buttons and takes another theme; Python
hears what is selected, kept and searched like.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from pages.parts.card import write_card
from pages.parts.hit_look import list_palettes
from pages.parts.refine import pick_like
from pages.parts.selection import VIEWS, list_selected, select_among
from pages.parts.tray import draw_with_count, keep_among, list_kept

if TYPE_CHECKING:
    from textmol.engine import Hit, SearchResult

CARDS, MARKS = "hits", "hit_marks"  # keys of the components
_HERE = Path(__file__).parent
_SCRIPTS = ("hit_cards.js", "hit_cards_parts.js")


def show_cards(hits: Sequence[Hit], result: SearchResult) -> None:
    """Show the hits as cards; in a fragment, which is drawn again when one is pressed.

    What a component is told is written as tuples: Streamlit would import pandas to look for tables
    among lists and dictionaries, and the first result would wait for it.
    """
    _register_cards()(
        key=CARDS,
        data={
            "cards": tuple(write_card(hit, result) for hit in hits),
            "palettes": list_palettes(),
        },
        on_like_change=partial(_take_like, result),
    )
    _show_marks(hits, result)


def _show_marks(hits: Sequence[Hit], result: SearchResult) -> None:
    """Tell the cards which of them are selected and kept, and hear what is pressed on them.

    The browser numbers what it tells, and hears the number of the last that was taken: so it
    knows an answer to an older press from one to its last.
    """
    told = (st.session_state.get(MARKS) or {}).get("marks") or {}
    _register_marks()(
        key=MARKS,
        data={
            "selected": list_selected(hits),
            "kept": list_kept(hits),
            "turn": told.get("turn", 0),
        },
        on_marks_change=partial(_take_marks, result),
    )


@st.cache_resource(show_spinner=False)
def _register_cards() -> ComponentRenderer:
    return st.components.v2.component(
        "textmol.hit_cards",
        html='<div class="cards"></div>',
        css=_read("hit_cards.css"),
        js="\n".join(map(_read, _SCRIPTS)),
        # The page's own look: links, small print and the font of the icons.
        isolate_styles=False,
    )


@st.cache_resource(show_spinner=False)
def _register_marks() -> ComponentRenderer:
    return st.components.v2.component("textmol.hit_marks", js=_read("hit_marks.js"))


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _take_marks(result: SearchResult) -> None:
    marks = st.session_state[MARKS]["marks"]
    # Those that were before the person, who may have turned the page since.
    hits = [hit for hit in result.hits if hit.record.row in marks["rows"]]
    select_among(hits, marks["selected"])
    if keep_among(hits, marks["kept"], result):
        draw_with_count(VIEWS)


def _take_like(result: SearchResult) -> None:
    pick_like(_find(result, st.session_state[CARDS]["like"]).record.smiles)


def _find(result: SearchResult, row: int) -> Hit:
    return next(hit for hit in result.hits if hit.record.row == row)
