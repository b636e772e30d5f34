"""Which molecules were compared last, and links that compare others."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.parts.molecule_link import Identified, write_address
from pages.parts.tray import PAGE
from pages.parts.way import Way

COMPARE = "compare"  # in the URL of the tray's page, once for each molecule
_COMPARED = "compared"
_ICON = ":material/compare:"


def lead_to_comparison(molecule: Identified) -> Way:
    """Return the way that compares a molecule with those that were compared last."""
    told = "Side by side with those that were compared last, up to four"
    return Way(PAGE, "Compare", _ICON, told, address_comparison(molecule))


def link_to_comparison(molecule: Identified) -> None:
    """Show a link that compares a molecule with those that were compared last."""
    lead_to_comparison(molecule).show()


def link_to_comparison_of(molecules: Sequence[Identified]) -> None:
    """Show a link that compares these molecules; without two to four it cannot be pressed."""
    from textmol.molecules.compare import MOST_COMPARED

    st.page_link(
        PAGE,
        label="Compare them",
        icon=_ICON,
        query_params=[(COMPARE, write_token(one)) for one in molecules[:MOST_COMPARED]],
        help=f"Side by side; select two to {MOST_COMPARED}",
        disabled=not 2 <= len(molecules) <= MOST_COMPARED,
    )


def address_comparison(molecule: Identified) -> list[tuple[str, str]]:
    """Return the parameters of the URL that compares a molecule with those compared last."""
    from textmol.molecules.compare import MOST_COMPARED

    own = write_token(molecule)
    others = [token for token in st.session_state.get(_COMPARED, ()) if token != own]
    return [(COMPARE, token) for token in (*others[-(MOST_COMPARED - 1) :], own)]


def remember_comparison(tokens: tuple[str, ...]) -> None:
    """Remember which molecules are compared."""
    st.session_state[_COMPARED] = tokens


def write_token(molecule: Identified) -> str:
    """Return how a molecule is named in the URL of a comparison: its CID, else its SMILES."""
    (token,) = write_address(molecule).values()
    return token
