"""Buttons that hand over hits or the tray as a file, and the same as a table to copy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.wording import slug

if TYPE_CHECKING:
    from textmol.engine import SearchResult
    from textmol.tray import Tray
    from textmol.writing.records import Generation

FORMATS = {
    "CSV": ("csv", "text/csv"),
    "SDF": ("sdf", "chemical/x-mdl-sdfile"),
    "SMI": ("smi", "chemical/x-daylight-smiles"),
    "JSON": ("json", "application/json"),
}


def show_hit_downloads(result: SearchResult) -> None:
    """Show what hands over all hits, not only those of this page."""
    show_downloads(
        partial(write_hits, result),
        f"textmol-{slug(result.query)}",
        f"All {len(result.hits):,} hits with identifiers, properties, rank, score, "
        "checkpoint and library",
    )


def show_generation_downloads(generation: Generation) -> None:
    """Show what hands over the generated molecules that are chosen, not only this page's."""
    show_downloads(
        partial(write_generation, generation),
        f"textmol-generated-{slug(generation.query)}",
        f"All {len(generation.molecules):,} molecules with properties, alerts, the nearest "
        "known molecule, rank, score, checkpoint and library",
    )


def show_tray_downloads(tray: Tray) -> None:
    """Show what hands over the whole tray."""
    what = "The molecule" if len(tray) == 1 else f"All {len(tray)} molecules"
    show_downloads(
        partial(write_tray, tray),
        "textmol-tray",
        f"{what} with notes, identifiers, properties, query, rank, score, checkpoint and library",
    )


def show_downloads(write: Callable[[str], bytes], name: str, told: str) -> None:
    """Show a button for each format, and one for a table to copy.

    Args:
        write: returns the bytes of a file, given its ending, or "tabs" for the table. It is
            called when a button is pressed, where the session cannot be read.
        name: of the file, without its ending.
        told: what is in the file, shown beside the buttons.
    """
    with st.container(key="downloads", horizontal=True, gap="xsmall", width="content"):
        for label, (ending, mime) in FORMATS.items():
            st.download_button(
                label,
                data=partial(write, ending),
                file_name=f"{name}.{ending}",
                mime=mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"download_{ending}",
                help=told,
            )
        _show_tabs(write)


@st.fragment
def _show_tabs(write: Callable[[str], bytes]) -> None:
    icon = ":material/content_copy:"
    # Written when it is opened: a table of all hits is long.
    with st.popover("Copy", icon=icon, key="copy_tabs", on_change="rerun") as opened:
        if opened.open:
            st.caption("A table parted by tabs: copy it and paste it into a spreadsheet.")
            st.code(write("tabs").decode(), language=None, height=200)


def write_hits(result: SearchResult, ending: str) -> bytes:
    """Return all hits of a result as the bytes of a file in UTF-8."""
    from textmol import exports

    return exports.encode_file(exports.write_hits(result, ending), ending)


def write_generation(generation: Generation, ending: str) -> bytes:
    """Return generated molecules as the bytes of a file in UTF-8."""
    from textmol import exports

    return exports.encode_file(exports.write_generation(generation, ending), ending)


def write_tray(tray: Tray, ending: str) -> bytes:
    """Return the tray as the bytes of a file in UTF-8."""
    from textmol import exports

    return exports.encode_file(exports.write_tray(tray, ending), ending)
