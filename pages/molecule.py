"""Molecule: one structure, and all that is known and computed of it."""

from __future__ import annotations

import streamlit as st

from pages.parts import facts
from pages.parts.identifiers import show_identifiers
from pages.parts.neighbours import show_neighbours
from pages.parts.notices import show_error, tell_of_waiting
from pages.parts.opening import show_actions, show_opened, show_question
from pages.parts.structure import show_structure
from pages.parts.subject import Subject, find_subject
from textmol.errors import TextMolError


def show_molecule(subject: Subject) -> None:
    """Show one molecule."""
    from textmol.molecules.alerts import find_alerts

    alerts = find_alerts(subject.smiles)
    left, right = st.columns([1.1, 1], gap="large")
    with left:
        show_structure(subject, alerts)
    with right:
        facts.show_heading(subject)
        facts.show_rank(subject)
        show_actions(subject)
        facts.show_properties(subject)
    first, second, third = st.columns(3, gap="large")
    with first:
        show_identifiers(subject)
    with second:
        facts.show_rules(subject)
    with third:
        facts.show_alerts(alerts)
    show_neighbours(subject)


st.title("Molecule", anchor=False)
text = show_question()
if text:
    try:
        with tell_of_waiting("Reading the molecule."):
            subject = find_subject(text)
    except TextMolError as error:
        show_error(error)
    else:
        show_molecule(subject)
show_opened(text)
