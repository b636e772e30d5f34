"""The README shows what the benchmark measured, for the checkpoint that is bundled."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from textmol.checkpoints import list_checkpoints
from textmol.errors import DataError
from textmol.evaluation.published import read_published
from textmol.evaluation.reports import (
    format_captioning,
    format_generation,
    format_measured,
    update_readme,
)


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
    assert measured["published"] == read_published("retrieval")


@pytest.mark.parametrize(
    ("name", "write"), [("captioning", format_captioning), ("generation", format_generation)]
)
def test_the_readme_shows_the_figures_of_the_bundled_writers(
    root: Path, name: str, write: Callable[[dict], str]
) -> None:
    text = (root / "assets/benchmarks" / f"{name}.json").read_text(encoding="utf-8")
    report = json.loads(text)
    assert write(report) in (root / "README.md").read_text(encoding="utf-8")
    assert report["checkpoint"] in {one.identity for one in list_checkpoints()}
    assert report["published"] == read_published(name)


def test_the_block_is_replaced_and_the_rest_kept(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("before\n<!-- x -->\nstale\n<!-- /x -->\nafter\n", encoding="utf-8")
    update_readme(path, "x", "fresh")
    once = path.read_text(encoding="utf-8")
    update_readme(path, "x", "fresh")
    assert path.read_text(encoding="utf-8") == once
    assert once == "before\n<!-- x -->\nfresh\n<!-- /x -->\nafter\n"


def test_a_readme_without_a_block_is_told(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("nothing", encoding="utf-8")
    with pytest.raises(DataError, match="no block"):
        update_readme(path, "x", "fresh")
