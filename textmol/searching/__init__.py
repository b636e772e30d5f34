"""A search, step by step: ``Searcher`` does it, ``questions`` holds what the steps pass on."""

from __future__ import annotations

from textmol.searching.questions import make_settings
from textmol.searching.searcher import Searcher

__all__ = ["Searcher", "make_settings"]
