"""The molecule that a person typed: a structure, or a name that the library or nomenclature has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textmol.errors import MoleculeError, TextMolError
from textmol.molecules.naming import is_worded, read_named
from textmol.molecules.nomenclature import fits_several
from textmol.molecules.parse import Molecule, parse_molecule
from textmol.molecules.recognise import recognise

if TYPE_CHECKING:
    from textmol.library.library import Library

_MOST_SHOWN = 60  # characters


def read_molecule(library: Library, text: str) -> Molecule:
    """Return the molecule that a structure or a name stands for.

    A name of the library comes before one that is read by the rules of nomenclature.

    Raises MoleculeError: for a structure that cannot be read, with the place; for a text that is
    neither a structure nor the name of one molecule.
    """
    try:
        return parse_molecule(text)
    except MoleculeError:
        name = _read_words(text)
        found = find_named(library, name) if name else None
        if found is not None:
            return found
        if name and is_worded(text):
            raise explain_name(name) from None
        raise


def _read_words(text: str) -> str:
    """Return a text that is no structure if it is in words, else ""."""
    try:
        reading = recognise(text)
    except TextMolError:
        return ""
    return reading.value if reading.in_words else ""


def find_named(library: Library, name: str) -> Molecule | None:
    """Return the molecule of a name, the first where the library has several, None without one."""
    rows = library.find_named(name)
    if not rows:
        return read_named(name)
    record = library.record(rows[0])
    molecule = parse_molecule(record.smiles)
    several = (f"the first of {len(rows)} molecules of this name",) if len(rows) > 1 else ()
    return replace(
        molecule,
        typed=name,
        format="name",
        name=record.name or name,
        notes=(*several, *molecule.notes),
    )


def explain_name(text: str) -> MoleculeError:
    """Return the error that says why a text in words stands for no molecule."""
    line = " ".join(text.split())
    shown = line if len(line) <= _MOST_SHOWN else f"{line[:_MOST_SHOWN]}…"
    if fits_several(line):
        return MoleculeError(
            f"The name “{shown}” fits several molecules.",
            "Say at which places its parts stand, as in 1,4-dichlorobenzene.",
            text=text,
        )
    return MoleculeError(
        f"“{shown}” is no structure, and no name that the library or the rules of nomenclature "
        "know.",
        "Check how it is spelt, or enter a SMILES, an InChI or a MOL block.",
        text=text,
    )
