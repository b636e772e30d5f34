"""Links to the page of one molecule, from wherever it is shown."""

from __future__ import annotations

from typing import Protocol

import streamlit as st

from pages.parts.parameters import NEAREST, SHOW
from pages.parts.way import Way

PAGE = "pages/molecule.py"
ICON = ":material/science:"
_HELP = "Its structure in 3D, properties, alerts, identifiers and nearest molecules"


class Identified(Protocol):
    """What a molecule is known by: a record of the library, a molecule in the tray."""

    @property
    def cid(self) -> int | None:
        """PubChem compound identifier."""

    @property
    def smiles(self) -> str:
        """Canonical SMILES."""


def write_address(record: Identified) -> dict[str, str]:
    """Return the parameters of the URL of a molecule's page: its CID, else its structure."""
    return {"smiles": record.smiles} if record.cid is None else {"id": str(record.cid)}


def lead_to_molecule(record: Identified, label: str = "Details") -> Way:
    """Return the way to the page of a molecule."""
    return Way(PAGE, label, ICON, _HELP, write_address(record))


def link_to_molecule(record: Identified, label: str = "Details") -> None:
    """Show a link to the page of a molecule; the rest of the session stays as it is."""
    lead_to_molecule(record, label).show()


def show_here(parameters: dict[str, str], label: str, *, key: str) -> None:
    """Show what a link of a molecule's page to another molecule has to be: a button.

    A link from a page to itself leaves the URL as it was.
    """
    st.button(
        label, key=key, icon=ICON, type="tertiary", on_click=_go, args=(parameters,), help=_HELP
    )


def go_to_molecule(parameters: dict[str, str]) -> None:
    """Put another molecule into the URL of its page, and show it as the last one was."""
    values = st.query_params
    kept = {name: values[name] for name in (SHOW, NEAREST) if name in values}
    values.from_dict(parameters | kept)


def _go(parameters: dict[str, str]) -> None:
    go_to_molecule(parameters)
    st.rerun()
