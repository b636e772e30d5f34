"""The structure of one molecule: its drawing with numbers and lit groups, or its shape in 3D."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.drawing import show_drawing
from pages.parts.notices import show_error
from pages.parts.parameters import LIT, SHOW, put
from pages.parts.viewer import may_load, show_viewer, tell_of_absence
from pages.parts.wording import escape, slug
from textmol.errors import MoleculeError

if TYPE_CHECKING:
    from pages.parts.subject import Subject
    from textmol.molecules.alerts import Alert

WIDTH, HEIGHT = 560, 420  # pixels of the drawing
DRAWING, SHAPE, NUMBERS = "Drawing", "3D", "numbers"
_VIEW, _NUMBERED = "structure_view", "structure_numbered"


@st.fragment
def show_structure(subject: Subject, alerts: tuple[Alert, ...]) -> None:
    """Show the structure and what can be lit in it; only this part is drawn again."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        shown = st.query_params.get(SHOW, "")
        view = st.segmented_control(
            "View",
            (DRAWING, SHAPE),
            default=SHAPE if shown == SHAPE else DRAWING,
            required=True,
            key=_VIEW,
            on_change=_remember_view,
            label_visibility="collapsed",
        )
        numbers = st.toggle(
            "Atom numbers",
            value=shown == NUMBERS,
            key=_NUMBERED,
            on_change=_remember_view,
            disabled=view == SHAPE,
            help="From 1, in the order of the SMILES and of the SDF",
        )
    place = st.container()
    parts = _list_parts(subject, alerts)
    chosen = _choose_part(subject, parts) if view == DRAWING else None
    with place:
        if view == SHAPE:
            _show_shape(subject)
        else:
            show_drawing(
                subject.smiles,
                subject.name,
                subject.details.properties.formula,
                width=WIDTH,
                height=HEIGHT,
                lit=parts[chosen] if chosen else (),
                numbers=numbers,
            )


def _list_parts(subject: Subject, alerts: tuple[Alert, ...]) -> dict[str, tuple[int, ...]]:
    """Return the atoms of all that can be lit, by what it is called on the page."""
    groups = {
        group.name if group.count == 1 else f"{group.name} × {group.count}": group.atoms
        for group in subject.details.groups
    }
    return groups | {f"{alert.catalogue} alert: {alert.name}": alert.atoms for alert in alerts}


def _choose_part(subject: Subject, parts: dict[str, tuple[int, ...]]) -> str | None:
    if not parts:
        st.caption("None of the named groups is in this molecule.")
        return None
    key, lit = f"part_{hash(subject.smiles)}", st.query_params.get(LIT)
    return st.pills(
        "Groups in this molecule. Press one to light it in the drawing",
        list(parts),
        default=lit if lit in parts else None,
        format_func=escape,
        key=key,
        on_change=_remember_part,
        args=(key,),
    )


def _remember_view() -> None:
    """Keep in the URL what of the structure is shown."""
    view, numbered = st.session_state[_VIEW], st.session_state[_NUMBERED]
    put(SHOW, SHAPE if view == SHAPE else NUMBERS if numbered else None)


def _remember_part(key: str) -> None:
    put(LIT, st.session_state[key])


def _show_shape(subject: Subject) -> None:
    from textmol.molecules.conformers import compute_conformer

    if not may_load():
        tell_of_absence()
    try:
        with st.spinner("Computing a shape."):
            conformer = compute_conformer(subject.smiles)
    except MoleculeError as error:
        show_error(error)
        return
    title = f"{subject.name or subject.details.properties.formula} in 3D"
    if may_load():
        show_viewer(conformer, f"{title}; turn it with the mouse or a finger")
    relaxed = f"relaxed with {conformer.force_field}" if conformer.force_field else "not relaxed"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(
            f"One of its possible shapes, found by ETKDG and {relaxed}. Where the structure leaves "
            "stereochemistry open, one form is shown."
        )
        st.download_button(
            "3D SDF",
            data=f"{conformer.block}$$$$\n",
            file_name=f"{slug(subject.name or subject.smiles)}-3d.sdf",
            mime="chemical/x-mdl-sdfile",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
        )
