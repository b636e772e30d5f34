"""Refinements of any kind, to be put into URLs and code and read back."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from textmol.library.refinement import MOST_PHRASES, Refinement


def build_refinements(phrase: SearchStrategy[str]) -> SearchStrategy[Refinement]:
    """Return a strategy of refinements by phrases that another strategy makes."""
    phrases = st.lists(phrase, max_size=MOST_PHRASES).map(tuple)
    return st.builds(
        Refinement,
        more=phrases,
        less=phrases,
        exclude=phrases,
        tanimoto=st.integers(0, 100).map(lambda per_cent: per_cent / 100),
    )
