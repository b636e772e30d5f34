"""Generate: a description in, molecules out that the model writes, known and new."""

from __future__ import annotations

import streamlit as st

from pages.parts.engine import warm_structures
from pages.parts.generate_question import show_wish
from pages.parts.generate_results import generate, show_generation
from pages.parts.generate_welcome import show_welcome
from pages.parts.notices import show_error
from textmol.errors import TextMolError

st.title("Generate", anchor=False)
st.markdown(
    "Describe a molecule, and structures are written for it: some known, some new. They are "
    "ranked by the score that ranks a search."
)
wish = show_wish()
if wish.asked:
    try:
        generation = generate(wish)
    except TextMolError as error:
        show_error(error)
    else:
        show_generation(generation)
else:
    show_welcome()
    warm_structures()
