"""The ways in: a box to type or paste into, the sketcher beside it, or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.caption_address import (
    DRAW,
    UPLOAD,
    WAYS,
    Asked,
    go_to_molecule,
    read_address,
)
from pages.parts.caption_preview import show_preview
from pages.parts.caption_sketch import show_sketcher
from pages.parts.caption_upload import show_upload
from pages.parts.scripts import let_enter_search

if TYPE_CHECKING:
    from textmol.reading.rows import SourceRow

LABEL = "Molecules to caption"
EXAMPLES = {
    "caffeine": "Cn1c(=O)c2c(ncn2C)n(C)c1=O",
    "penicillin G": "CC1(C)S[C@@H]2[C@H](NC(=O)Cc3ccccc3)C(=O)N2[C@H]1C(=O)O",
    "a structure that is not in the library": "OC(=O)c1ccc(cc1)C#CC1CC1",
}
PASTED = "Pasted rows"
HEIGHT = 110  # pixels: a pasted list of hundreds of lines scrolls in the box
_BOX, _WAY, _FROM = "caption_box", "caption_way", "caption_from"


def show_ways() -> Asked:
    """Show the ways in; return what is asked, which is one molecule at most."""
    asked = read_address()
    st.session_state[_WAY] = asked.way
    st.segmented_control(
        "How the molecules come in",
        tuple(WAYS),
        key=_WAY,
        format_func=WAYS.__getitem__,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: go_to_molecule(asked.molecule, st.session_state[_WAY]),
    )
    if asked.way == UPLOAD:
        show_upload()
        return Asked("", UPLOAD, "")
    if asked.way == DRAW:
        left, right = st.columns([1.9, 1], gap="medium")
        with left:
            show_sketcher(asked.molecule)
        with right:
            rows = _show_box(asked)
    else:
        rows = _show_box(asked)
    if rows:
        show_preview(rows, PASTED)
    elif not asked.molecule:
        _show_examples(asked.way)
    return asked


def _show_box(asked: Asked) -> list[SourceRow]:
    """Show the box; return its rows where it holds several."""
    if _BOX not in st.session_state or st.session_state.get(_FROM) != asked.molecule:
        st.session_state[_BOX] = st.session_state[_FROM] = asked.molecule
    let_enter_search(LABEL)
    st.text_area(
        LABEL,
        key=_BOX,
        height=HEIGHT,
        placeholder="SMILES, InChI, MOL block, name, InChIKey or CID. "
        "Several: one a line; after a structure a name may stand.",
        on_change=_take_box,
        args=(asked.way,),
    )
    st.button("Caption", type="primary")  # pressing it commits the box
    return _read_several(str(st.session_state[_BOX] or ""))


def _take_box(way: str) -> None:
    """Ask for what stands in the box; several rows are no part of the URL."""
    text = str(st.session_state[_BOX] or "").strip()
    st.session_state[_FROM] = "" if _read_several(text) else text
    go_to_molecule(st.session_state[_FROM], way)


def _read_several(text: str) -> list[SourceRow]:
    """Return the rows of a text that holds several, none where it holds one."""
    if "\n" not in text.strip():
        return []
    from textmol.reading.texts import read_pasted

    rows = read_pasted(text)
    return rows if len(rows) > 1 else []


def _show_examples(way: str) -> None:
    st.caption("For example")
    with st.container(horizontal=True, gap="small"):
        for name, smiles in EXAMPLES.items():
            st.button(
                name,
                key=f"caption_{name}",
                icon=":material/description:",
                type="tertiary",
                on_click=go_to_molecule,
                args=(smiles, way),
            )
