"""A stand-in for the captioner, which writes at once, or waits, or fails where it is told to."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from textmol.engine import TextMol
from textmol.errors import MoleculeError
from textmol.jobs.folder import Job, create_job
from textmol.library.records import Record
from textmol.molecules.claims import Claim
from textmol.molecules.parse import parse_molecule
from textmol.molecules.properties import compute_properties
from textmol.reading.rows import SourceRow
from textmol.writing.records import DONE, FAILED, Caption, Captioned

FATAL = "F"  # a structure that the stand-in fails on in a way that no row should


class StandIn:
    """Captions "It has n heavy atoms." for each structure.

    ``gate`` can be cleared to hold it before the next call; ``asked`` lists what it was asked.
    """

    def __init__(self) -> None:
        self.captioner = SimpleNamespace(checkpoint=SimpleNamespace(identity="captioner@1"))
        self.library = SimpleNamespace(identity="library@1")
        self.gate = threading.Event()
        self.gate.set()
        self.called = threading.Event()
        self.asked: list[str] = []

    def caption(self, molecules: Sequence[str], *, candidates: int) -> list[Captioned]:
        self.called.set()
        assert self.gate.wait(30)
        self.asked += molecules
        return [caption(text, candidates) for text in molecules]


def caption(text: str, candidates: int = 1) -> Captioned:
    """Return what the stand-in writes for a structure."""
    if text == FATAL:
        raise RuntimeError("out of luck")
    try:
        molecule = parse_molecule(text)
    except MoleculeError as error:
        return Captioned(text, "", "", FAILED, str(error), (), None, ())
    properties = compute_properties(molecule.mol)
    said = f"It has {properties.heavy_atoms} heavy atoms."
    claims = (Claim("heavy atoms", said.index("heavy"), len(said) - 1, "verified"),)
    return Captioned(
        input=text,
        smiles=molecule.smiles,
        inchikey=molecule.inchikey,
        status=DONE,
        error="",
        candidates=tuple(Caption(said, -0.5 - n, n + 1, claims) for n in range(candidates)),
        known=Record(3, 702, molecule.inchikey, molecule.smiles, "ethanol", properties)
        if molecule.smiles == "CCO"
        else None,
        notes=molecule.notes,
    )


@pytest.fixture
def stand_in() -> StandIn:
    return StandIn()


@pytest.fixture
def stand_in_engine(stand_in: StandIn) -> TextMol:
    return cast(TextMol, stand_in)


def make_rows(*structures: str) -> list[SourceRow]:
    return [SourceRow(number, text, f"row {number}") for number, text in enumerate(structures, 1)]


@pytest.fixture
def job(tmp_path: Path) -> Job:
    """Return a job of twenty rows, the third broken."""
    structures = ["C" * length for length in range(1, 21)]
    structures[2] = "C1CC"
    return create_job(tmp_path, make_rows(*structures), "list.smi", 2)
