"""Adding counts, fingerprints and checked statements to a library that was built without them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import pyarrow as pa

from textmol.library import folder as files
from textmol.library.counts import tabulate_counts, write_counts
from textmol.library.library import Library
from textmol.library.statements import tabulate_facts
from textmol.library.workers import map_rows
from textmol.molecules.claims.evidence import count_facts
from textmol.molecules.parse import parse_molecule
from textmol.molecules.similarity import find_morgan_bits
from textmol.molecules.traits import count_traits

Progress = Callable[[str, int, int | None], None]


def attach_counts(folder: Path, *, workers: int = 1, progress: Progress | None = None) -> Library:
    """Count groups, elements and bits of fingerprints, check statements, return the library.

    For libraries that were built before there were any; everything else stays as it is.

    Raises:
        LibraryError: where the folder is no library.
    """
    folder = Path(folder)
    smiles = Library.open(folder).read_smiles()
    report = progress or (lambda *_: None)
    found = []
    for done, counts in enumerate(map_rows(_count_smiles, smiles, workers), 1):
        found.append(counts)
        report("counts", done, len(smiles))
    tables: dict[str, Callable[[Iterable[dict[str, int]]], pa.Table]] = {
        files.COUNTS: tabulate_counts,
        files.FINGERPRINTS: tabulate_counts,
        files.STATEMENTS: tabulate_facts,
    }
    for (name, tabulate), column in zip(tables.items(), zip(*found, strict=True), strict=True):
        new = folder / f"{name}.new"
        write_counts(tabulate(column), new)
        os.replace(new, folder / name)
    files.write_manifest(folder)
    return Library.open(folder)


def _count_smiles(smiles: str) -> tuple[dict[str, int], ...]:
    mol = parse_molecule(smiles).mol
    return count_traits(mol), find_morgan_bits(mol), count_facts(mol)
