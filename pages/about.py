"""About: the checkpoint and the library that answer, and their limits."""

from __future__ import annotations

import streamlit as st

from pages.parts.cards import show_checkpoint, show_library, show_limits
from pages.parts.engine import open_engine
from pages.parts.notices import show_error, tell_of_waiting
from textmol.errors import TextMolError

st.title("About", anchor=False)
st.markdown(
    "TextMol compares a description with every molecule of its library and lists those that fit "
    "best. A model read both into vectors; the **score** is the cosine between them, less a "
    "little for every statement of the description that a structure contradicts. It ranks "
    "molecules for one description and is no measure of certainty."
)
st.page_link(
    "pages/models.py", label="What was measured, side by side", icon=":material/query_stats:"
)
try:
    with tell_of_waiting("Reading the cards."):
        engine = open_engine()
except TextMolError as error:
    show_error(error)
else:
    with st.grid(2, min_column_width=320, border=True) as grid:
        with grid.cell():
            show_checkpoint(engine.checkpoint)
        with grid.cell():
            show_library(engine.library)
    show_limits(engine.checkpoint)
st.subheader("Built on", anchor=False)
st.markdown(
    "Names are read into structures by [OPSIN](https://opsin.ch.cam.ac.uk) (MIT licence; Lowe et "
    "al., *J. Chem. Inf. Model.* 2011, **51**, 739), which runs on the Java runtime of Eclipse "
    "Temurin (GPLv2 with Classpath Exception). Both run on this machine."
)
st.subheader("Privacy", anchor=False)
st.markdown(
    "The model, the library and this page live on this machine. There is no account, no log of "
    "queries and no usage statistics, and structures are not looked up anywhere else."
)
