"""What a molecule is called elsewhere: identifiers to copy, names, links to databases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote

import streamlit as st

from pages.parts.subject import list_names
from pages.parts.wording import escape

if TYPE_CHECKING:
    from pages.parts.subject import Subject
    from textmol.library.records import Record
    from textmol.tray import Kept

NAMES_SHOWN = 12
_PUBCHEM = "https://pubchem.ncbi.nlm.nih.gov"
_CHEBI = "https://www.ebi.ac.uk/chebi/advancedSearchFT.do?searchString="


def show_identifiers(subject: Subject) -> None:
    """Show every identifier with a button that copies it, names, and links to databases."""
    st.subheader("Identifiers", anchor=False)
    details = subject.details
    _show_codes(
        {
            "SMILES (canonical)": subject.smiles,
            "InChI": details.inchi,
            "InChIKey": details.inchikey,
            "PubChem CID": str(subject.cid or ""),
            "Formula": details.properties.formula,
        }
    )
    _show_names(subject)
    _show_links(subject.cid, details.inchikey)


@st.fragment
def show_popover(record: Record | Kept) -> None:
    """Show a button that opens the identifiers of a molecule; only it is drawn again."""
    icon, key = ":material/content_copy:", f"identifiers_{record.smiles}"
    # Written when it is opened: many cards would otherwise hold them all.
    with st.popover(
        "Identifiers", type="tertiary", icon=icon, key=key, on_change="rerun"
    ) as opened:
        if not opened.open:
            return
        if record.name:
            st.markdown(f"**{escape(record.name)}**")
        _show_codes(list_codes(record))
        _show_links(record.cid, record.inchikey)


def list_codes(record: Record | Kept) -> dict[str, str]:
    """Return what a molecule is called in short, by the kind of identifier."""
    codes = {
        "SMILES": record.smiles,
        "InChIKey": record.inchikey,
        "PubChem CID": str(record.cid or ""),
    }
    return {label: code for label, code in codes.items() if code}


def list_links(cid: int | None, inchikey: str) -> dict[str, str]:
    """Return the addresses of a molecule in databases, by their names."""
    links = {}
    if cid is not None:
        links["PubChem"] = f"{_PUBCHEM}/compound/{cid}"
    elif inchikey:
        links["PubChem"] = f"{_PUBCHEM}/#query={inchikey}"
    if inchikey:
        links["ChEBI"] = f"{_CHEBI}{quote(inchikey, safe='')}"
    return links


def _show_codes(values: Mapping[str, str]) -> None:
    for label, value in values.items():
        if value:
            with st.container(gap="xxsmall"):
                st.caption(label)
                st.code(value, language=None, wrap_lines=True)


def _show_names(subject: Subject) -> None:
    names = list_names(subject)
    if not names:
        return
    shown = names[:NAMES_SHOWN]
    more = f", and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
    st.markdown(f":gray[Names in the library]  \n{escape('; '.join(shown))}{more}")


def _show_links(cid: int | None, inchikey: str) -> None:
    with st.container(horizontal=True, gap="small"):
        for label, address in list_links(cid, inchikey).items():
            _link(label, address)


def _link(label: str, address: str) -> None:
    st.link_button(
        label,
        address,
        icon=":material/open_in_new:",
        type="tertiary",
        help=tell_of_link(label),
    )


def tell_of_link(label: str) -> str:
    """Return what happens when a link to a database is pressed."""
    return f"Opens {label} in a new tab and sends it the identifier; nothing is sent before"
