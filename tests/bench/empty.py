"""The least that Streamlit does: one button and the number of its presses."""

from __future__ import annotations

import streamlit as st

st.session_state["presses"] = st.session_state.get("presses", -1) + 1
st.button("Press")
st.text(f"pressed {st.session_state['presses']} times")
