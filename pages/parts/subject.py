"""Which molecule a page is about: found by CID, InChIKey, name or structure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.engine import open_engine
from pages.parts.molecule_link import write_address
from textmol.errors import QueryError

if TYPE_CHECKING:
    from textmol.engine import Hit, SearchResult
    from textmol.library.records import Record
    from textmol.molecules.details import Details
    from textmol.tray import Kept

_OPENED = "opened"
_MOST_OPENED = 8


@dataclass(frozen=True)
class Subject:
    """A molecule, in the library or not.

    Attributes:
        smiles: canonical isomeric SMILES.
        name: as the library shows it, or as it was pasted with the structure.
        record: its record, None where the library does not have it.
        others: how many more records share its name or InChIKey.
    """

    smiles: str
    name: str | None
    record: Record | None
    others: int = 0

    @property
    def cid(self) -> int | None:
        """PubChem CID, None where the library knows none."""
        return None if self.record is None else self.record.cid

    @property
    def details(self) -> Details:
        """All that is computed of it."""
        from textmol.molecules.details import compute_details

        return compute_details(self.smiles)


def find_subject(text: str) -> Subject:
    """Return the molecule that a CID, an InChIKey, a name or a structure stands for.

    Raises:
        QueryError: where the library has no molecule of this CID or key.
        MoleculeError: for a structure or a name that cannot be read.
        TextMolError: where the engine cannot be opened.
    """
    from textmol.library.typed import explain_name, find_named
    from textmol.molecules.recognise import recognise

    library = open_engine().library
    reading = recognise(text, structures_named=library.find_structures)
    molecule, rows = reading.molecule, library.find_exact(reading)
    if reading.in_words:
        rows = library.find_named(reading.value)
        if not rows:
            molecule = find_named(library, reading.value)
            if molecule is None:
                raise explain_name(reading.value)
            rows = library.find_molecule(molecule)
    typed = molecule.name if molecule else None
    if rows:
        record = library.record(rows[0])
        return Subject(record.smiles, record.name or typed, record, len(rows) - 1)
    if molecule is not None:
        return Subject(molecule.smiles, typed, None)
    if reading.kind == "smarts":
        raise QueryError(
            "This is a SMARTS pattern, which stands for many molecules.",
            "Paste one structure, or search the library with the pattern.",
        )
    what = {"cid": "CID", "inchikey": "InChIKey"}.get(reading.kind, "name")
    raise QueryError(
        f"The library has no molecule with the {what} {reading.value}.",
        "Paste its SMILES, InChI or MOL block, or describe it on the search page.",
    )


def list_names(subject: Subject) -> list[str]:
    """Return the names that the library knows of a molecule."""
    if subject.record is None:
        return []
    return _list_names(open_engine().library.identity, subject.record.row)


# Names are stored together; taking one molecule's out of them takes a moment.
@st.cache_data(max_entries=500, show_spinner=False)
def _list_names(library: str, row: int) -> list[str]:
    return open_engine().library.read_names()[row]


def find_hit(subject: Subject) -> tuple[Hit, SearchResult] | None:
    """Return the hit of this session's last search that is this molecule."""
    result: SearchResult | None = st.session_state.get("result")
    if result is None or subject.record is None:
        return None
    hits = (hit for hit in result.hits if hit.record.smiles == subject.smiles)
    hit = next(hits, None)
    return None if hit is None else (hit, result)


def keep_subject(subject: Subject) -> Kept:
    """Return what the tray keeps of a molecule: with its search, where one found it."""
    from textmol.tray import Kept, keep_hit

    found = find_hit(subject)
    if found is not None:
        return keep_hit(*found)
    return Kept(
        smiles=subject.smiles,
        inchikey=subject.details.inchikey,
        cid=subject.cid,
        name=subject.name,
        properties=subject.details.properties
        if subject.record is None
        else subject.record.properties,
        library="" if subject.record is None else open_engine().library.identity,
    )


def remember_opened(subject: Subject, label: str) -> None:
    """Remember a molecule that was opened, newest first."""
    opened: dict[str, tuple[str, dict[str, str]]] = st.session_state.get(_OPENED, {})
    rest = {smiles: one for smiles, one in opened.items() if smiles != subject.smiles}
    newest = {subject.smiles: (label, write_address(subject)), **rest}
    st.session_state[_OPENED] = dict(list(newest.items())[:_MOST_OPENED])


def list_opened() -> list[tuple[str, dict[str, str]]]:
    """Return labels and addresses of molecules that were opened in this session, newest first."""
    return list(st.session_state.get(_OPENED, {}).values())
