"""What the caption page is asked, which the URL holds: a molecule, or a job."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

PAGE = "pages/caption.py"
PASTE, DRAW, UPLOAD = "paste", "draw", "upload"
# The ways in, as the page says them.
WAYS = {PASTE: "Type or paste", DRAW: "Draw", UPLOAD: "Upload a file"}


@dataclass(frozen=True)
class Asked:
    """What the page is asked.

    Attributes:
        molecule: structure, identifier or name, as typed; empty where there is none.
        way: one of ``WAYS``.
        job: identity of the job that is looked at; empty where none is.
    """

    molecule: str
    way: str
    job: str


def write_address(smiles: str, way: str = PASTE) -> dict[str, str]:
    """Return the parameters of the URL of a molecule's captions, for links from elsewhere."""
    return {"smiles": smiles} | ({} if way == PASTE else {"way": way})


def read_address() -> Asked:
    """Return what the URL of the page asks."""
    values = st.query_params
    way = values.get("way", "")
    return Asked(
        molecule=(values.get("smiles") or values.get("id", "")).strip(),
        way=way if way in WAYS else PASTE,
        job=values.get("job", ""),
    )


def go_to_molecule(molecule: str, way: str) -> None:
    """Put a molecule and the way it comes in by into the URL."""
    parameters = write_address(molecule, way)
    st.query_params.from_dict({name: value for name, value in parameters.items() if value.strip()})


def go_to_job(identity: str) -> None:
    """Put a job into the URL."""
    st.query_params.from_dict({"job": identity})
