"""The map of one pair: how it is read, the linked view, and what is done with a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts.align_check import show_check
from pages.parts.align_linked import UNITS, show_linked
from pages.parts.align_saving import show_saving
from pages.parts.align_shape import show_shape
from pages.parts.engine import open_engine
from pages.parts.molecule_link import link_to_molecule
from pages.parts.notices import tell_of_waiting
from pages.parts.subject import find_subject
from pages.parts.wording import escape, format_number

if TYPE_CHECKING:
    from pages.parts.align_question import Question
    from pages.parts.subject import Subject
    from textmol.aligning import Alignment
    from textmol.alignment_figure import Choice

_WAITING = "Reading which parts answer to which words. The first structure takes some seconds."
_ORDERS = {False: "As written", True: "Strongest first"}
_SIZES = (12, 24, 60, 200)


def align(question: Question) -> tuple[Subject, Alignment]:
    """Return the molecule that is asked about and its map, read once for each question.

    Raises:
        TextMolError: for a molecule or a description that cannot be aligned.
    """
    # In every run, or what stands below would move up in the next one and be built anew.
    with tell_of_waiting(_WAITING):
        if st.session_state.get("align_asked") != question:
            subject = find_subject(question.molecule)
            found = open_engine().align(subject.smiles, question.text, level=question.level)
            st.session_state["align_found"] = subject, found
            st.session_state["align_asked"] = question
    subject, found = st.session_state["align_found"]
    return subject, found


@st.fragment
def show_map(subject: Subject, alignment: Alignment) -> None:
    """Show a map and all that can be asked of it; only this part is drawn again."""
    row, column = UNITS[alignment.level]
    _show_heading(subject, alignment)
    choice, threshold = _show_settings(alignment)
    key = f"align_view_{hash((alignment.smiles, alignment.text, alignment.level))}"
    chosen: dict[str, Any] | None = st.session_state.get(f"{key}_chosen")
    show_linked(
        alignment,
        choice,
        threshold,
        chosen,
        key=key,
        alt=f"Structure of {subject.name or alignment.smiles}; each atom is a button",
        on_choice=lambda: _take(key),
    )
    hidden = _count_hidden(alignment, choice)
    st.caption(
        f"Discs and words are in the paler third of the scale, rings and underlines in all of it. "
        f"Without a chosen {row} or {column} they show what each adds in all.{hidden}"
    )
    # A choice shows more in the check and in the shape. Each has a place of its own, or what
    # stands below would move down and the browser take it down and build it anew.
    with st.container():
        show_check(alignment, chosen, key=f"{key}_chosen")
    with st.container():
        show_shape(alignment, chosen)
    show_saving(alignment, choice)


def _take(key: str) -> None:
    st.session_state[f"{key}_chosen"] = st.session_state[key]["chosen"]


def _show_heading(subject: Subject, alignment: Alignment) -> None:
    from textmol.molecules.properties import format_formula

    name = subject.name or format_formula(subject.details.properties.formula)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.subheader(escape(name), anchor=False, width="content")
        st.markdown(f":gray-badge[score {format_number(alignment.score, 3)}]", width="content")
        link_to_molecule(subject)
    total = float(alignment.matrix.sum())
    if alignment.flat:
        st.warning(f"**A flat map.** {escape(alignment.note)}", icon=":material/horizontal_rule:")
        return
    if alignment.note:
        st.info(escape(alignment.note), icon=":material/info:")
    off = alignment.contradicted
    taken = f", and contradictions take {format_number(-off, 3)} off" if off else ""
    st.caption(
        f"Of the score, {format_number(total, 3)} is shared out in the cells; "
        f"{format_number(alignment.rest, 3)} belongs to no single part or word{taken}."
    )


def _show_settings(alignment: Alignment) -> tuple[Choice, float]:
    """Show how the heatmap is sorted and cut; return its cells and the least value shown."""
    from textmol.alignment_figure import choose_cells, find_top

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        strongest = st.selectbox(
            "Order", (False, True), format_func=_ORDERS.__getitem__, key="align_order", width=170
        )
        most = st.selectbox(
            "At most",
            _SIZES,
            index=1,
            format_func=lambda size: f"{size} rows and columns",
            key="align_most",
            width=210,
        )
        share = st.slider(
            "Hide cells below",
            0,
            90,
            0,
            10,
            format="%d %%",
            key="align_threshold",
            help="Share of the strongest cell. Rows and columns without any other are left out.",
            width=220,
        )
    choice = choose_cells(
        alignment.matrix,
        most_rows=most,
        most_columns=most,
        threshold=share / 100,
        strongest_first=strongest,
    )
    return choice, share / 100 * find_top(alignment.matrix)


def _count_hidden(alignment: Alignment, choice: Choice) -> str:
    rows = len(alignment.fragments) - len(choice.rows)
    columns = len(alignment.words) - len(choice.columns)
    if not rows and not columns:
        return ""
    return f" Not in the heatmap: {rows} weaker rows and {columns} weaker columns."
