"""Models: what was measured, side by side, and what others published."""

from __future__ import annotations

import streamlit as st

from pages.parts import comparison, writing_figures
from pages.parts.benchmark import read_benchmark

st.title("Models", anchor=False)
st.markdown(
    "How well descriptions find their molecules and molecules their descriptions. Every recipe was "
    "trained from the same prepared data and measured by one command on texts that none of them "
    "was trained on."
)
st.page_link("pages/about.py", label="Card of the bundled checkpoint", icon=":material/badge:")
benchmark = read_benchmark()
if benchmark is None:
    st.info(
        "There are no measured figures here: `assets/benchmarks/retrieval.json` is missing or of "
        "another layout. `make benchmarks` writes it anew.",
        icon=":material/query_stats:",
    )
else:
    st.markdown(
        "All started from random weights and were trained on one CPU core for "
        f"{benchmark.minutes}. The three published systems start from pre-trained encoders and "
        "train much longer: their rows say what each method gives at this budget, not what it "
        "can do."
    )
    comparison.show_comparison(benchmark)
    comparison.show_systems(benchmark)
    comparison.show_costs(benchmark)
    comparison.show_queries(benchmark)
    comparison.show_ablations(benchmark)
    comparison.show_published(benchmark)
writing_figures.show_writing()
writing_figures.show_grounding()
