"""``data list`` and ``data fetch``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command


def test_the_list_has_address_size_hash_and_licence(command: Command) -> None:
    outcome = command("data", "list")
    assert (outcome.status, outcome.err) == (0, "")
    assert "ChEBI-20_data/train.txt" in outcome.out
    assert "159,882,193 bytes" in outcome.out
    assert "about 13.3 MB, sha256 not known" in outcome.out
    assert outcome.out.count("licence: ") == 4


def test_fetched_paths_are_printed(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "textmol.training.fetch.fetch_file", lambda file, folder, progress: folder / file.name
    )
    outcome = command("data", "fetch", "chebi-20", "--out", tmp_path)
    assert outcome.status == 0
    assert outcome.out.splitlines()[0] == str(tmp_path / "chebi-20" / "train.txt")


def test_an_unknown_data_set_gets_one_sentence(command: Command, tmp_path: Path) -> None:
    outcome = command("data", "fetch", "zinc", "--out", tmp_path)
    assert (outcome.status, outcome.out) == (2, "")
    assert "zinc" in outcome.sentence and "pcdes" in outcome.sentence
