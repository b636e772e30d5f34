from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from textmol.library import folder as files
from textmol.library.library import Library
from textmol.library.screen import SubstructureScreen
from textmol.molecules.substructure import Substructure, read_substructure

PATTERNS = np.full((128, 21), 255, np.uint8)


@pytest.fixture
def screen(library: Library) -> SubstructureScreen:
    return Library.open(library.folder).ranker.screen


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Yield the SMILES that were matched, as they are."""
    seen: list[str] = []
    matches = Substructure.matches

    def count(self: Substructure, smiles: str) -> bool:
        seen.append(smiles)
        return matches(self, smiles)

    monkeypatch.setattr(Substructure, "matches", count)
    yield seen


@pytest.mark.parametrize(
    "smarts", ["c1ccccc1", "[OX2H]", "[Fe]", "[2H]", "[Cl,F]", "[Na+]", "[#6]", "*", "[13C]", "[U]"]
)
def test_no_molecule_with_the_pattern_is_screened_out(library: Library, smarts: str) -> None:
    substructure = read_substructure(smarts)
    present = np.array([substructure.matches(smiles) for smiles in library.read_smiles()])
    assert not (present & ~library.ranker.screen.find_candidates(substructure)).any()


def test_rare_atoms_are_found_without_matching(library: Library) -> None:
    for smarts, expected in (("[Fe]", ["[Fe]"]), ("[2H]", ["[2H]C([2H])([2H])O"]), ("[13C]", [])):
        candidates = np.flatnonzero(
            library.ranker.screen.find_candidates(read_substructure(smarts))
        )
        assert [library.record(row).smiles for row in candidates.tolist()] == expected


def test_matching_stops_when_there_are_enough(
    screen: SubstructureScreen, counted: list[str]
) -> None:
    rows = np.array([3, 2, 0, 15])
    found, complete = screen.take_matching((read_substructure("c1ccccc1"),), rows, 2)
    assert found.tolist() == [3, 0]
    assert not complete
    assert len(counted) == 3


def test_verdicts_are_remembered(screen: SubstructureScreen, counted: list[str]) -> None:
    rows = np.arange(5)
    for _ in range(3):
        found, complete = screen.take_matching((read_substructure("c1ccccc1"),), rows, 9)
        assert found.tolist() == [0, 3]
        assert complete
    assert len(counted) == 5


def test_memory_of_patterns_is_bounded(screen: SubstructureScreen, counted: list[str]) -> None:
    rows = np.arange(2)
    first = read_substructure("C" * 3)
    screen.take_matching((first,), rows, 9)
    for length in range(4, 24):
        screen.take_matching((read_substructure("C" * length),), rows, 9)
    assert len(screen._verdicts) == 16
    counted.clear()
    screen.take_matching((first,), rows, 9)
    assert len(counted) == 2


def test_fingerprints_are_read_at_the_first_pattern_and_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, read = Library.open(folder), []

    def count(*asked: object) -> np.ndarray:
        read.append(asked)
        return PATTERNS

    monkeypatch.setattr(files, "read_patterns", count)
    for _ in range(2):
        library.ranker.screen.find_candidates(read_substructure("c1ccccc1"))
    assert len(read) == 1
