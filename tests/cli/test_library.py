"""``library build``, ``count`` and ``info``, with the bundled checkpoint on a few molecules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from textmol.library import folder as files
from textmol.library.build import build_library

TABLE = """smiles\tcid\tname
CC(=O)Oc1ccccc1C(=O)O\t2244\taspirin
CCO\t702\tethanol
C1CC(\t1\tbroken
c1ccccc1\t241\tbenzene
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "few.tsv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_library_is_built_told_of_and_searched(
    command: Command, table: Path, tmp_path: Path
) -> None:
    out = tmp_path / "made" / "few"
    built = command("library", "build", table, "--out", out, "--workers", "1", "--name", "my few")
    assert built.status == 0, built.err
    assert "3 molecules" in built.out
    assert "1 row was left out" in built.out

    info = command("library", "info", out)
    assert info.status == 0
    assert "molecules: 3" in info.out
    assert "my few@" in info.out

    found = command("search", "ethanol", "--library", out, "--top-k", "9", "--format", "json")
    hits = json.loads(found.out)["hits"]
    assert len(hits) == 3
    assert hits[0]["cid"] == 702


def test_counts_are_added_to_a_library_that_has_none(
    command: Command, table: Path, tmp_path: Path
) -> None:
    library = build_library(table, tmp_path / "few")
    (library.folder / files.COUNTS).unlink()
    files.write_manifest(library.folder)
    outcome = command("library", "count", library.folder, "--workers", "1")
    assert outcome.status == 0
    assert outcome.out.startswith(f"{library.identity}: counted 3 molecules in ")
    assert "counts of groups and elements: yes" in command("library", "info", library.folder).out


def test_a_library_is_laid_out_as_a_map(command: Command, table: Path, tmp_path: Path) -> None:
    out = tmp_path / "few"
    assert command("library", "build", table, "--out", out, "--workers", "1").status == 0
    (out / files.MAP).unlink()
    files.write_manifest(out)
    assert "map: no" in command("library", "info", out).out
    outcome = command("library", "map", out)
    assert outcome.status == 0
    assert "laid out 3 molecules" in outcome.out
    assert "map: yes" in command("library", "info", out).out
    bare = build_library(table, tmp_path / "bare")
    refused = command("library", "map", bare.folder)
    assert refused.status == 2
    assert "has no vectors" in refused.sentence


def test_a_file_without_molecules_gets_one_sentence(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "none.tsv"
    path.write_text("name\tcid\nethanol\t702\n", encoding="utf-8")
    outcome = command("library", "build", path, "--out", tmp_path / "out", "--workers", "1")
    assert (outcome.status, outcome.out) == (2, "")
    assert "none.tsv" in outcome.sentence


def test_a_folder_that_is_no_library_gets_one_sentence(command: Command, tmp_path: Path) -> None:
    outcome = command("library", "info", tmp_path)
    assert (outcome.status, outcome.out) == (2, "")
    assert str(tmp_path) in outcome.sentence


def test_the_bundled_library(command: Command, root: Path) -> None:
    outcome = command("library", "info", root / "assets" / "library")
    assert outcome.status == 0
    assert "molecules: 37229" in outcome.out
