"""A page of cards, all of them one component: many elements for each would make every answer slow.

The browser draws the cards, opens what stands behind their buttons and takes another theme; Python
hears what is selected, kept, searched like and opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from pages.parts.card import list_ways, write_card
from pages.parts.hit_look import list_palettes
from pages.parts.refine import pick_like
from pages.parts.selection import VIEWS, list_selected, select_among
from pages.parts.tray import draw_with_count, keep_among, list_kept

if TYPE_CHECKING:
    from textmol.engine import Hit, SearchResult

KEY = "hits"
_HERE = Path(__file__).parent
_SCRIPTS = ("hit_cards.js", "hit_cards_parts.js")


def show_cards(hits: Sequence[Hit], result: SearchResult) -> None:
    """Show the hits as cards; must stand in a fragment, which is drawn again when one is pressed.

    ``marks`` in the state of the component is what the browser shows as selected and kept, by
    rows of the library, with a number that grows: Python returns it, so that the browser knows
    an answer to an older press from one to its last.
    """
    state = st.session_state.get(KEY) or {}
    marks = state.get("marks") or {}
    pressed = _register()(
        key=KEY,
        data={
            "cards": [write_card(hit, result) for hit in hits],
            "palettes": list_palettes(),
            "selected": list_selected(hits),
            "kept": list_kept(hits),
            "turn": marks.get("turn", 0),
        },
        on_marks_change=partial(_take_marks, hits, result),
        on_like_change=partial(_take_like, hits),
        on_open_change=lambda: None,
    )
    if pressed.open:
        hit = _find(hits, pressed.open["row"])
        way = list_ways(hit, result)[pressed.open["place"]]
        st.switch_page(way.page, query_params=way.parameters)


@st.cache_resource(show_spinner=False)
def _register() -> ComponentRenderer:
    return st.components.v2.component(
        "textmol.hit_cards",
        html='<div class="cards"></div>',
        css=_read("hit_cards.css"),
        js="\n".join(map(_read, _SCRIPTS)),
        # The page's own look: links, small print and the font of the icons.
        isolate_styles=False,
    )


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _take_marks(hits: Sequence[Hit], result: SearchResult) -> None:
    marks: dict[str, Any] = st.session_state[KEY]["marks"]
    select_among(hits, marks["selected"])
    if keep_among(hits, marks["kept"], result):
        draw_with_count(VIEWS)


def _take_like(hits: Sequence[Hit]) -> None:
    pick_like(_find(hits, st.session_state[KEY]["like"]).record.smiles)


def _find(hits: Sequence[Hit], row: int) -> Hit:
    return next(hit for hit in hits if hit.record.row == row)
