"""A file of molecules: taken, its columns chosen, shown before anything is captioned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.caption_preview import show_preview
from pages.parts.frame import ASSETS
from pages.parts.notices import show_error
from textmol.errors import TextMolError

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from textmol.reading.rows import SourceRow
    from textmol.reading.tables import Table

SAMPLE = ASSETS / "samples" / "molecules.csv"
_TYPES = ("smi", "csv", "tsv", "sdf", "gz", "mol")
_MOST = 50  # megabytes
_READ = "caption_read"


def show_upload() -> None:
    """Show the box for a file; of a file that was taken, its columns and its first rows."""
    upload = st.file_uploader(
        f"A file of molecules: .smi, .csv, .tsv, .sdf, .sdf.gz or .mol, at most {_MOST} MB",
        type=_TYPES,
        key="caption_upload",
        max_upload_size=_MOST,
    )
    if upload is None:
        st.session_state.pop(_READ, None)
        _show_sample()
        return
    try:
        chosen = _show_columns(upload)
        rows = _read(upload, chosen)
    except TextMolError as error:
        show_error(error)
        _show_sample()
    else:
        show_preview(rows, upload.name)


def _show_sample() -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.download_button(
            "Sample file",
            data=SAMPLE.read_bytes(),
            file_name=SAMPLE.name,
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            type="tertiary",
        )
        st.caption(
            "A table with a column of SMILES, InChIs or names. The first line holds the titles; "
            "the columns may be in any order, and others may stand beside them."
        )


def _show_columns(upload: UploadedFile) -> dict[str, int]:
    """Show which columns of a table are read, to be changed; return their places."""
    from textmol.reading.files import open_upload
    from textmol.reading.tables import NAME, STRUCTURE

    table = open_upload(upload.getvalue(), upload.name)
    if table is None:
        return {}
    left, right, _ = st.columns([1, 1, 1.2], gap="medium")
    with left:
        structures = _choose("Structures", table, STRUCTURE, upload)
    with right:
        names = _choose("Names", table, NAME, upload)
    chosen = {STRUCTURE: structures, NAME: names}
    return {column: place for column, place in chosen.items() if place is not None}


def _choose(label: str, table: Table, column: str, upload: UploadedFile) -> int | None:
    return st.selectbox(
        f"{label} stand in",
        range(len(table.titles)),
        index=table.columns.get(column),
        format_func=lambda place: table.titles[place] or f"column {place + 1}",
        placeholder="Choose a column" if column == "smiles" else "No column",
        key=f"caption_{column}_{upload.file_id}",
    )


def _read(upload: UploadedFile, chosen: dict[str, int]) -> list[SourceRow]:
    """Return the rows of a file, read once for each choice of columns."""
    from textmol.reading.files import read_upload

    asked = (upload.file_id, tuple(chosen.items()))
    last = st.session_state.get(_READ)
    if last is None or last[0] != asked:
        with st.spinner("Reading the file."):
            last = asked, read_upload(upload.getvalue(), upload.name, chosen)
        st.session_state[_READ] = last
    rows: list[SourceRow] = last[1]
    return rows
