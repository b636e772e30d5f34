"""The boxes in which a molecule and a description are typed, and what to pick for them."""

from __future__ import annotations

import streamlit as st

from pages.parts.align_question import (
    EXAMPLES,
    LEVELS,
    Question,
    go_to,
    read_address,
    write_address,
)
from pages.parts.last_search import read_described
from pages.parts.scripts import let_enter_search
from pages.parts.subject import list_opened
from pages.parts.tray import read_tray

MOLECULE, DESCRIPTION = "Molecule to align", "Description to align"
_BOXES = {"smiles": "align_molecule", "text": "align_description", "level": "align_level"}
_HITS = 10  # of the last search, to pick from


def show_question() -> Question:
    """Show the two boxes, what can be picked for them, and the level; return what is asked."""
    asked = read_address()
    for name, value in (
        ("smiles", asked.molecule),
        ("text", asked.text),
        ("level", asked.level),
    ):
        if st.session_state.get(_BOXES[name]) != value:
            st.session_state[_BOXES[name]] = value
    let_enter_search(MOLECULE)
    left, right = st.columns(2, gap="medium")
    with left:
        _show_box(
            "smiles",
            MOLECULE,
            "SMILES, InChI, MOL block, name, InChIKey or CID",
            ("Or pick a molecule", _list_molecules()),
        )
    with right:
        _show_box(
            "text",
            DESCRIPTION,
            "What it is, what it does, what it holds. Ctrl+Enter aligns it.",
            ("Or pick a description", _list_descriptions()),
        )
    st.segmented_control(
        "Level",
        tuple(LEVELS),
        key=_BOXES["level"],
        format_func=LEVELS.__getitem__,
        required=True,
        label_visibility="collapsed",
        on_change=_take_boxes,
    )
    return asked


def _show_box(name: str, label: str, hint: str, picker: tuple[str, dict[str, str]]) -> None:
    """Show a box, and below it a list from which it is filled, where there is anything in it."""
    st.text_area(label, key=_BOXES[name], height="content", placeholder=hint, on_change=_take_boxes)
    title, options = picker
    if not options:
        return
    key = f"align_pick_{name}"
    st.selectbox(
        title,
        tuple(options),
        key=key,
        index=None,
        placeholder=title,
        label_visibility="collapsed",
        on_change=_pick,
        args=(key, name, options),
    )


def show_examples() -> None:
    """Show pairs to begin with."""
    st.caption("For example")
    with st.container(horizontal=True, gap="small"):
        for name, (smiles, text) in EXAMPLES.items():
            st.button(
                name,
                key=f"align_{name}",
                icon=":material/join_inner:",
                type="tertiary",
                on_click=go_to,
                args=(write_address(smiles, text),),
                help=text,
            )


def _take_boxes() -> None:
    typed = {name: str(st.session_state[box] or "") for name, box in _BOXES.items()}
    go_to(typed)


def _pick(key: str, name: str, options: dict[str, str]) -> None:
    picked = st.session_state[key]
    if picked in options:
        st.session_state[_BOXES[name]] = options[picked]
        st.session_state[key] = None
        _take_boxes()


def _list_molecules() -> dict[str, str]:
    """Return what can be picked, by label: hits, the tray, opened molecules and examples."""
    found: dict[str, str] = {}
    result = read_described()
    for hit in result.hits[:_HITS] if result else ():
        name = hit.record.name or hit.record.properties.formula
        found[f"Hit {hit.rank}: {name}"] = hit.record.smiles
    for kept in read_tray():
        found[f"Tray: {kept.name or kept.properties.formula}"] = kept.smiles
    for label, address in list_opened():
        found[f"Opened: {label}"] = next(iter(address.values()))
    return found | {f"Example: {name}": smiles for name, (smiles, _) in EXAMPLES.items()}


def _list_descriptions() -> dict[str, str]:
    result = read_described()
    last = {f"Last search: {result.query}": result.query} if result else {}
    return last | {f"Example: {text}": text for _, text in EXAMPLES.values()}
