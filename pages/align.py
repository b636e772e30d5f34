"""Alignment: which fragments of a molecule answer to which words of a description."""

from __future__ import annotations

import streamlit as st

from pages.parts.align_boxes import show_examples, show_question
from pages.parts.align_map import align, show_map
from pages.parts.align_trust import show_trust
from pages.parts.engine import warm_structures
from pages.parts.notices import show_error
from textmol.errors import TextMolError

st.title("Alignment", anchor=False)
st.markdown(
    "Which parts of a molecule answer to which words. The score that ranks hits is shared out "
    "among them: what is drawn here is what ranked it."
)
question = show_question()
if question.is_complete:
    try:
        subject, alignment = align(question)
    except TextMolError as error:
        show_error(error)
    else:
        show_map(subject, alignment)
else:
    show_examples()
    warm_structures()
show_trust()
