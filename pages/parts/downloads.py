"""Buttons that hand over the current hits as a file, written when one is clicked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.wording import slug

if TYPE_CHECKING:
    from textmol.engine import SearchResult

FORMATS = {
    "CSV": ("csv", "text/csv"),
    "SDF": ("sdf", "chemical/x-mdl-sdfile"),
    "SMI": ("smi", "chemical/x-daylight-smiles"),
}


def show_downloads(result: SearchResult) -> None:
    """Show a button for each format in which all hits, not only this page's, are handed over."""
    with st.container(horizontal=True, gap="xsmall", width="content"):
        for label, (ending, mime) in FORMATS.items():
            st.download_button(
                label,
                data=partial(write_hits, result, ending),
                file_name=f"textmol-{slug(result.query)}.{ending}",
                mime=mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"download_{ending}",
                help=f"All {len(result.hits):,} hits with identifiers, properties, rank, score, "
                "checkpoint and library",
            )


def write_hits(result: SearchResult, ending: str) -> bytes:
    """Return all hits of a result as the bytes of a CSV, SDF or SMI file in UTF-8."""
    from textmol import exports

    write = {"csv": exports.write_csv, "sdf": exports.write_sdf, "smi": exports.write_smi}
    # Excel takes a CSV for UTF-8 only where a byte order mark says so.
    return write[ending](result).encode("utf-8-sig" if ending == "csv" else "utf-8")
