"""The hits on a map of the whole library; what is circled is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.engine import open_engine
from pages.parts.frame import is_dark
from pages.parts.hit_hover import MAP, show_hover
from pages.parts.hit_look import HEIGHT, WIDTH, look_at_hit, show_look
from pages.parts.molecule_link import link_to_molecule
from pages.parts.selection import add_selection, is_selected, read_selection
from pages.parts.wording import escape

if TYPE_CHECKING:
    import numpy as np

    from textmol.engine import SearchResult

SHOWN = 8  # selected molecules that are drawn below the map


def show_map(result: SearchResult) -> None:
    """Show where the hits lie in the library, and the structures of the selected ones."""
    places = _read_places(open_engine().library.identity)
    if places is None:
        st.info(
            "This library has no map yet: `python -m textmol library map DIR` lays it out.",
            icon=":material/map:",
        )
        return
    from textmol.figures import plot_map

    key = f"map_{hash(tuple(hit.record.row for hit in result.hits))}"
    figure = plot_map(
        places,
        [hit.record.row for hit in result.hits],
        [f"{hit.rank}. {_name(result, place)}" for place, hit in enumerate(result.hits)],
        [is_selected(hit) for hit in result.hits],
        dark=is_dark(),
    )
    # The card takes the place of plotly's label.
    figure.update_traces(hovertemplate=None, hoverinfo="none", selector={"type": "scatter"})
    with st.container(key=MAP):
        st.plotly_chart(
            figure,
            key=key,
            on_select=lambda: _take(key),
            selection_mode=("points", "box", "lasso"),
            config={"displaylogo": False},
            alt=f"Map of the library with the {len(result.hits):,} hits on it",
        )
    show_hover(result)
    st.caption(
        "Near on the map means alike to the model; how far groups lie apart means little. Shaded: "
        "where the library has molecules. Point at a hit to see it; click it, or draw a box or a "
        "lasso around several, to select."
    )
    _show_selected(result)


def _show_selected(result: SearchResult) -> None:
    chosen = read_selection(result)
    if not chosen:
        return
    with st.grid(4, min_column_width=220, border=True, key="on_map") as grid:
        for hit in chosen[:SHOWN]:
            with grid.cell(), st.container(gap="xsmall"):
                show_look(look_at_hit(hit, result, WIDTH, HEIGHT), hit.record)
                name = hit.record.name or hit.record.properties.formula
                st.markdown(f":gray-badge[rank {hit.rank}] **{escape(name)}**")
                link_to_molecule(hit.record)
    if len(chosen) > SHOWN:
        st.caption(f"The first {SHOWN} of {len(chosen):,} selected.")


def _name(result: SearchResult, place: int) -> str:
    record = result.hits[place].record
    return record.name or f"{record.properties.formula}, CID {record.cid}"


def _take(key: str) -> None:
    points = st.session_state[key]["selection"]["points"]
    add_selection(int(point["customdata"][0]) for point in points if point.get("customdata"))


@st.cache_resource(show_spinner=False)
def _read_places(library: str) -> np.ndarray | None:
    """Return the (n, 2) coordinates of the open library, whose identity is the cache's key."""
    return open_engine().library.read_map()
