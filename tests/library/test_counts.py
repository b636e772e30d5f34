"""Counts of groups and elements in a library: stored, looked up, attached to an older library."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from textmol.errors import LibraryError
from textmol.library import folder as files
from textmol.library.counting import attach_counts
from textmol.library.counts import CountIndex, tabulate_counts, write_counts
from textmol.library.library import Library
from textmol.molecules.parse import parse_molecule
from textmol.molecules.requirements import Condition
from textmol.molecules.traits import count_traits


def test_counts_are_those_of_rdkit(library: Library) -> None:
    expected = [count_traits(parse_molecule(smiles).mol) for smiles in library.read_smiles()]
    for name in {name for counts in expected for name in counts}:
        found = library._counts().count([name])
        assert found.tolist() == [counts.get(name, 0) for counts in expected], name


def test_counts_are_added_up_and_what_nothing_has_is_zero() -> None:
    table = tabulate_counts([{"a": 2, "b": 1}, {}, {"b": 3}, {"a": 100_000}])
    index = CountIndex(table, 4)
    assert index.count(["a"]).tolist() == [2, 0, 0, np.iinfo(np.int16).max]
    assert index.count(["b", "unknown"]).tolist() == [1, 0, 3, 0]
    assert index.count(["a", "b"])[0] == 3
    assert index.count([]).tolist() == [0] * 4


def test_a_table_is_read_back(tmp_path: Path) -> None:
    counts = [{"ring": row % 3, "Cl": 1} for row in range(1, 50)]
    counts = [{name: count for name, count in row.items() if count} for row in counts]
    write_counts(tabulate_counts(counts), tmp_path / "counts.parquet")
    index = CountIndex(files.read_table(tmp_path / "counts.parquet"), len(counts))
    assert index.count(["ring"]).tolist() == [row.get("ring", 0) for row in counts]


@pytest.mark.parametrize(
    ("conditions", "rows"),
    [
        ((Condition(("Cl",), 2, 2),), ["ClCCCl"]),
        ((Condition(("chlorine atom",), 1), Condition(("aromatic ring",), 1)), ["Fc1ccc(Cl)cc1"]),
        ((Condition(("charge",), 0, 0), Condition(("component",), 2)), ["CC(=O)[O-].[Na+]"]),
        ((Condition(("mw",), 17.5, 18.5),), ["O"]),
        ((Condition(("heavy_atoms",), 1, 1), Condition(("O",), 1)), ["O"]),
    ],
)
def test_rows_that_meet_conditions(
    library: Library, conditions: tuple[Condition, ...], rows: list[str]
) -> None:
    found = np.flatnonzero(library.rows_meeting(conditions))
    assert [record.smiles for record in library.records(found)] == rows


def test_a_search_keeps_to_the_rows_that_meet(library: Library) -> None:
    meeting = library.rows_meeting([Condition(("aromatic ring",), 1)])
    ranking = library.ranker.search(library.vector(0), library.size, meeting=meeting)
    assert ranking.passing == meeting.sum() == len(ranking.rows)
    assert meeting[ranking.rows].all()


def test_counts_are_attached_to_an_older_library(folder: Path, tmp_path: Path) -> None:
    older = tmp_path / "older"
    shutil.copytree(folder, older)
    (older / files.COUNTS).unlink()
    (older / files.FINGERPRINTS).unlink()
    files.write_manifest(older)
    library = Library.open(older)
    assert not library.has_counts
    assert library.rows_meeting([Condition(("rings",), 1)]).any()
    with pytest.raises(LibraryError, match=r"no counts.*library count"):
        library.rows_meeting([Condition(("Cl",), 1)])
    with pytest.raises(LibraryError, match=r"no fingerprints.*library count"):
        library.ranker.search_alike("CCO", 3)
    attached = attach_counts(older)
    assert attached.has_counts
    assert attached.identity == Library.open(folder).identity
    for name in (files.VECTORS, files.COUNTS, files.FINGERPRINTS, files.MOLECULES):
        assert files.hash_file(older / name) == files.hash_file(folder / name)


def test_parts_of_names_are_found(library: Library) -> None:
    smiles = [record.smiles for record in library.records(library.find_within_names("LIMONENE"))]
    assert smiles == ["C=C(C)[C@@H]1CC=C(C)CC1", "C=C(C)C1CC=C(C)CC1"]
    assert library.find_within_names("acetyl").tolist() == [0]
    assert not len(library.find_within_names("penicillin"))
    assert not len(library.find_within_names(" "))
