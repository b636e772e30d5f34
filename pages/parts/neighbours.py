"""The molecules of the library nearest to one, by the model or by structure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.drawing import show_drawing
from pages.parts.engine import open_engine
from pages.parts.molecule_link import show_here, write_address
from pages.parts.notices import show_error
from pages.parts.parameters import NEAREST, put
from pages.parts.wording import escape, format_number
from textmol.errors import TextMolError

if TYPE_CHECKING:
    from pages.parts.subject import Subject
    from textmol.library.records import Record

COUNT = 8
WIDTH, HEIGHT = 240, 170  # pixels of a drawing
_KIND = "nearest_kind"
MODEL, TANIMOTO = "By the model", "By structure (Tanimoto)"
_MEANINGS = {
    MODEL: "Cosine of the vectors in which the model reads molecules: alike in what texts say of "
    "them.",
    TANIMOTO: "Tanimoto of Morgan fingerprints (radius 2, 2,048 bits): alike in their atoms and "
    "bonds.",
}


@st.fragment
def show_neighbours(subject: Subject) -> None:
    """Show the nearest molecules; only this part is drawn again."""
    st.subheader("Nearest in the library", anchor=False)
    kind = st.segmented_control(
        "Nearest",
        tuple(_MEANINGS),
        default=TANIMOTO if st.query_params.get(NEAREST) else MODEL,
        required=True,
        key=_KIND,
        on_change=_remember_kind,
        label_visibility="collapsed",
    )
    row = -1 if subject.record is None else subject.record.row
    try:
        with st.spinner("Comparing with every molecule."):
            found = _find(open_engine().library.identity, subject.smiles, row, kind or MODEL)
    except TextMolError as error:
        show_error(error)
        return
    st.caption(_MEANINGS[kind or MODEL])
    with st.grid(4, min_column_width=220, border=True) as grid:
        for record, score in found:
            with grid.cell():
                _show(record, score, "cosine" if kind == MODEL else "Tanimoto")


def _remember_kind() -> None:
    put(NEAREST, "structure" if st.session_state[_KIND] == TANIMOTO else None)


def _show(record: Record, score: float, measure: str) -> None:
    from textmol.molecules.properties import format_formula

    formula = record.properties.formula
    with st.container(gap="xsmall"):
        show_drawing(record.smiles, record.name, formula, width=WIDTH, height=HEIGHT)
        title = escape(record.name) if record.name else format_formula(formula)
        st.markdown(f"**{title}**")
        st.caption(f"{measure} {format_number(score, 3)}")
        show_here(write_address(record), "Details", key=f"near_{record.row}")


@st.cache_data(max_entries=200, show_spinner=False)
def _find(library: str, smiles: str, row: int, kind: str) -> list[tuple[Record, float]]:
    """Return the nearest molecules but for the molecule itself, with how near they are."""
    engine = open_engine()
    if kind == TANIMOTO:
        ranking = engine.library.ranker.search_alike(smiles, COUNT + 1)
    else:
        known = row >= 0
        vector = engine.library.vector(row) if known else engine.encode_molecules([smiles])[0]
        ranking = engine.library.ranker.search(vector, COUNT + 1)
    pairs = zip(engine.library.records(ranking.rows), ranking.scores.tolist(), strict=True)
    return [(record, score) for record, score in pairs if record.smiles != smiles][:COUNT]
