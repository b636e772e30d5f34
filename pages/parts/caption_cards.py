"""Captions of one molecule, best first, with what of each RDKit can check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.caption_address import PAGE
from pages.parts.last_search import PAGE as SEARCH_PAGE
from pages.parts.onward import link_onward
from pages.parts.wording import escape, format_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textmol.writing.records import Caption

_NO_BREAK = "\N{NO-BREAK SPACE}"  # keeps a sign on the line of its words
WELL = 10  # a rank that shows the caption to fit its molecule
# A colour, a sign and a word for each verdict: none of them has to be seen.
_MARKS = {
    "verified": ("green", "✓"),
    "contradicted": ("red", "✗"),
}


def show_captions(captions: Sequence[Caption], smiles: str, library: int, known: bool) -> None:
    """Show the captions of a molecule.

    Args:
        captions: best first.
        smiles: of the molecule.
        library: molecules in the library that was searched with them.
        known: whether the molecule is one of them.
    """
    show_legend()
    for place, caption in enumerate(captions, 1):
        with st.container(border=True, gap="small"):
            badges = [f":gray-badge[{place}{' · best' if place == 1 else ''}]"]
            badges.append(_describe_rank(caption, library, known))
            st.markdown(" ".join(badges))
            st.markdown(write_marked(caption))
            st.caption(_count(caption))
            _show_actions(caption, smiles, place)


def show_legend() -> None:
    """Show what the marks in a caption mean."""
    st.caption(
        f"{_mark('verified', 'verified')}: RDKit finds it in the structure, or its names lead "
        "there. "
        f"{_mark('contradicted', 'contradicted')}: the structure, or its names, say otherwise. "
        "*In italics*: the model’s opinion, which nothing here checks."
    )


def write_marked(caption: Caption) -> str:
    """Return a caption as Markdown: what was checked marked, all else in italics."""
    text, parts, end = caption.text, [], 0
    for claim in sorted(caption.claims, key=lambda one: one.start):
        if claim.start < end:
            continue
        parts.append(_slant(text[end : claim.start]))
        parts.append(_mark(claim.verdict, text[claim.start : claim.end]))
        end = claim.end
    return "".join(parts) + _slant(text[end:])


def _mark(verdict: str, text: str) -> str:
    colour, sign = _MARKS[verdict]
    return f":{colour}-background[{escape(text)}{_NO_BREAK}{sign}]"


def _slant(text: str) -> str:
    """Return the words between marks in italics, their blanks outside of them."""
    before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
    if not text.strip():
        return before
    star = "*" * any(map(str.isalnum, text))  # a full stop alone needs none
    return f"{before}{star}{escape(text)}{star}{after}"


def _describe_rank(caption: Caption, library: int, known: bool) -> str:
    rank = caption.rank_when_searched
    verb = "comes back" if known else "would come"
    colour = "green" if rank <= 10 else "gray"
    return f":{colour}-badge[:material/sync: {verb} at rank {rank:,} of {library + (not known):,}]"


def _count(caption: Caption) -> str:
    found = {
        verdict: sum(claim.verdict == verdict for claim in caption.claims) for verdict in _MARKS
    }
    checked = [f"{count} {verdict}" for verdict, count in found.items() if count]
    said = ", ".join(checked) if checked else "nothing in it can be checked"
    return f"{said.capitalize()} · log-probability by length {format_number(caption.score, 2)}"


def _show_actions(caption: Caption, smiles: str, place: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        link_onward(smiles, caption.text, here=PAGE)
        st.page_link(
            SEARCH_PAGE,
            label="Search with it",
            icon=":material/search:",
            query_params={"q": caption.text},
            help="Which molecules of the library fit this caption best",
        )
        with st.popover(
            "Copy",
            icon=":material/content_copy:",
            type="tertiary",
            key=f"caption_copy_{place}",
        ):
            st.code(caption.text, language=None, wrap_lines=True)
