"""Adding counts of groups and elements to a library that was built without them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from textmol.library import folder as files
from textmol.library.counts import tabulate_counts, write_counts
from textmol.library.library import Library
from textmol.library.workers import map_rows
from textmol.molecules.parse import parse_molecule
from textmol.molecules.traits import count_traits

Progress = Callable[[str, int, int | None], None]


def attach_counts(folder: Path, *, workers: int = 1, progress: Progress | None = None) -> Library:
    """Count groups and elements of every molecule of a library and return it, opened.

    For libraries that were built before there were counts; everything else stays as it is.

    Raises:
        LibraryError: where the folder is no library.
    """
    folder = Path(folder)
    smiles = Library.open(folder).read_smiles()
    report = progress or (lambda *_: None)
    counts = []
    for done, found in enumerate(map_rows(_count_smiles, smiles, workers), 1):
        counts.append(found)
        report("counts", done, len(smiles))
    new = folder / f"{files.COUNTS}.new"
    write_counts(tabulate_counts(counts), new)
    os.replace(new, folder / files.COUNTS)
    files.write_manifest(folder)
    return Library.open(folder)


def _count_smiles(smiles: str) -> dict[str, int]:
    return count_traits(parse_molecule(smiles).mol)
