"""One molecule and its captions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import facts
from pages.parts.caption_address import PAGE
from pages.parts.caption_cards import show_captions
from pages.parts.caption_limits import show_limits_met
from pages.parts.caption_runner import CANDIDATES
from pages.parts.drawing import show_drawing
from pages.parts.engine import open_engine
from pages.parts.molecule_link import link_to_molecule
from pages.parts.notices import tell_of_waiting
from pages.parts.subject import find_subject, keep_subject
from pages.parts.tray import show_keep

if TYPE_CHECKING:
    from pages.parts.subject import Subject
    from textmol.writing.records import Captioned

WIDTH, HEIGHT = 520, 380  # pixels of the drawing
_WAITING = "Writing captions and searching with each. The first molecule takes some seconds."


def caption(molecule: str) -> tuple[Subject, Captioned]:
    """Return a molecule and its captions, written once for each question.

    Args:
        molecule: structure, identifier or name, as typed.

    Raises:
        TextMolError: for what stands for no molecule, or one that cannot be captioned.
    """
    from textmol.errors import MoleculeError
    from textmol.writing.records import DONE

    if st.session_state.get("caption_asked") != molecule:
        with tell_of_waiting(_WAITING):
            subject = find_subject(molecule)
            (found,) = open_engine().caption([subject.smiles], candidates=CANDIDATES)
        st.session_state["caption_found"] = subject, found
        st.session_state["caption_asked"] = molecule
    subject, found = st.session_state["caption_found"]
    if found.status != DONE:
        raise MoleculeError(found.error)
    return subject, found


def show_result(subject: Subject, captioned: Captioned) -> None:
    """Show a molecule and what was written of it."""
    left, right = st.columns([1, 1.25], gap="large")
    with left:
        facts.show_heading(subject)
        if captioned.known is not None and captioned.known.cid is not None:
            st.caption(f":material/check: Known: PubChem CID {captioned.known.cid}")
        show_drawing(
            subject.smiles,
            subject.name,
            subject.details.properties.formula,
            width=WIDTH,
            height=HEIGHT,
        )
        show_limits_met(subject.smiles)
        with st.container(gap="xxsmall"):
            st.caption("Canonical SMILES, as it was read")
            st.code(subject.smiles, language=None, wrap_lines=True)
        _show_ways_on(subject)
    with right:
        count = len(captioned.candidates)
        st.subheader(f"{count} captions" if count != 1 else "1 caption", anchor=False)
        known = captioned.known is not None
        show_captions(captioned.candidates, subject.smiles, open_engine().library.size, known)


def _show_ways_on(subject: Subject) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        link_to_molecule(subject)
        with st.container(width="content"):
            show_keep(keep_subject(subject), place=PAGE)
