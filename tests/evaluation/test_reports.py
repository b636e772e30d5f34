"""The README shows what the benchmark measured, for the checkpoint that is bundled."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from textmol.checkpoints import list_checkpoints
from textmol.errors import DataError
from textmol.evaluation.published import read_published
from textmol.evaluation.reports import END, START, format_measured, update_readme


@pytest.fixture(scope="module")
def measured(root: Path) -> dict:
    return json.loads((root / "assets/benchmarks/retrieval.json").read_text(encoding="utf-8"))


def test_the_readme_shows_the_bundled_figures(root: Path, measured: dict) -> None:
    assert format_measured(measured) in (root / "README.md").read_text(encoding="utf-8")


def test_the_figures_belong_to_the_bundled_checkpoint(measured: dict) -> None:
    assert measured["measured"][-1]["name"] == "textmol"
    assert measured["measured"][-1]["checkpoint"] in {
        checkpoint.identity for checkpoint in list_checkpoints()
    }


def test_the_published_figures_are_those_of_the_table(measured: dict) -> None:
    assert measured["published"] == read_published()


def test_the_block_is_replaced_and_the_rest_kept(tmp_path: Path, measured: dict) -> None:
    path = tmp_path / "README.md"
    path.write_text(f"before\n{START}\nstale\n{END}\nafter\n", encoding="utf-8")
    update_readme(path, measured)
    once = path.read_text(encoding="utf-8")
    update_readme(path, measured)
    assert path.read_text(encoding="utf-8") == once
    assert once.startswith("before\n") and once.endswith("after\n") and "stale" not in once


def test_a_readme_without_a_block_is_told(tmp_path: Path, measured: dict) -> None:
    path = tmp_path / "README.md"
    path.write_text("nothing", encoding="utf-8")
    with pytest.raises(DataError, match="no block"):
        update_readme(path, measured)
