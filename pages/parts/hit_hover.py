"""The card beside the pointer on the map: drawing, name and place of the hit under it."""

from __future__ import annotations

import base64
import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from pages.parts.frame import is_dark
from pages.parts.hit_look import HEIGHT, WIDTH, look_at_hit
from pages.parts.wording import format_better_than, format_number

if TYPE_CHECKING:
    from textmol.engine import Hit, SearchResult

MAP = "hit_map"  # key of the container that holds the map
_HERE = Path(__file__).parent


def show_hover(result: SearchResult) -> None:
    """Let a card stand beside the pointer while it is on a hit; takes no room on the page."""
    rows = tuple(hit.record.row for hit in result.hits)
    cards = _pack_cards((result.query, result.library, rows, result.pattern, is_dark()), result)
    _register()(key="hit_hover", data={"map": f".st-key-{MAP}", "cards": cards})


@st.cache_resource(show_spinner=False)
def _register() -> ComponentRenderer:
    return st.components.v2.component(
        "textmol.hit_hover",
        # What it says stands in the table and, once selected, below the map.
        html='<div class="hit" aria-hidden="true" hidden></div>',
        css=(_HERE / "hit_hover.css").read_text(encoding="utf-8"),
        js=(_HERE / "hit_hover.js").read_text(encoding="utf-8"),
    )


# Two hundred drawings are two megabytes as they stand, and a tenth of that packed.
@st.cache_data(max_entries=20, show_spinner=False)
def _pack_cards(key: tuple[object, ...], _result: SearchResult) -> str:
    """Return the cards by row as JSON, deflated, in base64."""
    cards = {hit.record.row: _write_card(hit, _result) for hit in _result.hits}
    return base64.b64encode(zlib.compress(json.dumps(cards).encode(), 3)).decode()


def _write_card(hit: Hit, result: SearchResult) -> dict[str, str]:
    look, values = look_at_hit(hit, result, WIDTH, HEIGHT), hit.record.properties
    weight = f"{format_number(values.mw, 2)} Da"
    placed = f"rank {hit.rank:,}"
    if result.reading.kind != "smarts":
        placed += f", better than {format_better_than(hit.better_than)}"
    return {
        "drawing": look.drawing,
        "name": hit.record.name or look.formula,
        "about": f"{look.formula} · {weight}" if hit.record.name else weight,
        "place": placed,
    }
