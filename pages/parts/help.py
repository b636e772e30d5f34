"""Help on every page: how it works, what it cannot do, and the way to the checkpoint's card."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from pages.parts.tour import show_start
from pages.parts.tray import show_count

ABOUT = "pages/about.py"
_TRAY = "frame_tray"
_TO_THE_RIGHT = f"""<style>
[data-testid="stLayoutWrapper"]:has(> .st-key-{_TRAY}) {{ margin-left: auto; }}
</style>"""


@dataclass(frozen=True)
class Help:
    """What a page says of itself, as Markdown: ``how`` it works and what it ``cannot`` do."""

    how: str
    cannot: str


# By the path of the page in its URL; "" is the search page.
PAGES = {
    "": Help(
        how="A model has read every molecule of the library into a vector and reads your "
        "description into one as well. The nearer two of them point, the higher the rank. What a "
        "short description plainly demands (counts, “no …”, named groups, charge) is read into "
        "chips above the hits: they filter, and you can press them away. Names, identifiers and "
        "structures are looked up first.",
        cannot="It ranks the molecules of its library and invents none. It reads English. Counts "
        "and “no …” are checked where they become chips above the hits; a vector alone can do "
        "neither. A high rank is no measured activity.",
    ),
    "molecule": Help(
        how="The structure is read by RDKit, which computes every property on this machine. "
        "Names, CID and rank come from the library and from your last search. The 3D shape is "
        "built by ETKDG and relaxed with MMFF94. Nearest molecules are compared by the model’s "
        "vectors, or by Tanimoto of Morgan fingerprints.",
        cannot="Properties are computed, not measured. The 3D shape is one of many and not the "
        "one bound to a protein. Rules and alerts are reasons to look twice, no verdict. A name "
        "opens a molecule only where the library knows it.",
    ),
    "caption": Help(
        how="A decoder reads the structure, terms that its fingerprint foretells and the names "
        "of its nearest known relatives, and writes up to four captions, best first. The "
        "library is searched with each: the rank says at which place the molecule comes back. "
        "Groups, classes, counts and charges are checked with RDKit while it writes: what the "
        "structure contradicts is left unsaid, what it bears out is marked.",
        cannot="Where nothing that holds can be written, what is contradicted is marked so. What "
        "stands in italics is the model’s opinion: uses, origins and activities are "
        "not looked up anywhere. A caption that brings its molecule back at rank 1 may still say "
        "something wrong. Names of relatives may be copied from a similar molecule.",
    ),
    "generate": Help(
        how="A decoder writes structures for your description, one atom or bond after the other. "
        "Those that RDKit can read are ranked by the score that ranks a search, beside known "
        "molecules that fit, what can be made of molecules that you name (“the ethyl ester of "
        "ferulic acid”) and other protomers or stereoisomers that fit better. Known ones carry "
        "their CID, new ones the nearest molecule of the library.",
        cannot="A molecule that was written need not be stable, safe or possible to make, and "
        "nothing was measured of it. It may miss part of what you asked for: compare it with the "
        "description. New means new to this library.",
    ),
    "align": Help(
        how="The score that ranks a hit is a sum over parts of the molecule and parts of the "
        "text. Each cell of the heatmap is what one fragment and one phrase add to it. Point at a "
        "word, an atom or a row and the others light up; press it, and the occlusion check asks "
        "the model again without it.",
        cannot="It shows what the model’s score used, not what causes an activity or a smell. "
        "Words that name no group (“bitter”, “from a plant”) spread over the molecule. A part "
        "may light up for the words that usually stand beside it.",
    ),
    "tray": Help(
        how="Keep on a hit or on a molecule’s page puts it here, with the query, rank and score "
        "that found it. The files hold all of that and your notes. Up to four molecules stand "
        "side by side, drawn on the scaffold that they share.",
        cannot="The tray lives in this browser tab: reloading empties it, so save the session "
        "before. It holds 200 molecules. Scores of different queries do not compare.",
    ),
    "models": Help(
        how="One command trained every recipe from the same data and measured it on texts that "
        "none of them had seen. Intervals are bootstrapped by molecule; ties count against the "
        "model. What others published stands apart, with its own pool and texts.",
        cannot="The figures hold for this training data and this short budget; they do not say "
        "what a method can reach. Published figures are not comparable with those measured here.",
    ),
    "about": Help(
        how="The card of the checkpoint says what it was trained on and how; that of the library "
        "says what can be found. Both are compared with their checksums each time they are "
        "opened, and every export names them.",
        cannot="A card does not say whether an answer is right for your molecule. What was "
        "measured is on the Models page, the limits stand below the cards.",
    ),
}


def show_bar(page: str) -> None:
    """Show the line above every page: its help, the checkpoint's card, and the tray."""
    own = PAGES[page]
    st.html(_TO_THE_RIGHT)
    with st.container(key="frame_bar", horizontal=True, vertical_alignment="center", gap="small"):
        with st.popover("How this works", icon=":material/help:", type="tertiary"):
            st.markdown(own.how)
            show_start("help")
        with st.popover("What it cannot do", icon=":material/block:", type="tertiary"):
            st.markdown(own.cannot)
        st.page_link(ABOUT, label="Checkpoint card", icon=":material/badge:")
        with st.container(key=_TRAY, width="content"):
            show_count()
