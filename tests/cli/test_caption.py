"""``caption``: every row in its place, and the exit status that says whether all are done."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import Command, Outcome

if TYPE_CHECKING:
    from textmol.engine import TextMol

ASPIRIN = "CC(=O)Oc1ccccc1C(=O)O"
LIST = "CCO ethanol\nC1CC broken\nc1ccccc1\n"


@pytest.fixture
def caption(command: Command, engine: TextMol, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return a function that runs ``caption`` without opening the bundled files once more."""
    monkeypatch.setattr("textmol.engine.TextMol.open", lambda **_: engine)

    def run(*arguments: str | Path) -> Outcome:
        return command("caption", *arguments)

    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.smi"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_json_of_one_structure_keeps_to_the_contract(caption: Command, engine: TextMol) -> None:
    outcome = caption(ASPIRIN, "--format", "json", "--candidates", "2")
    assert (outcome.status, outcome.err) == (0, "")
    (row,) = json.loads(outcome.out)
    assert (row["input"], row["smiles"], row["status"], row["error"]) == (
        *(ASPIRIN, ASPIRIN),
        *("ok", None),
    )
    assert row["inchikey"] == "BSYNRYMUTXBXSQ-UHFFFAOYSA-N"
    (captioned,) = engine.caption([ASPIRIN], candidates=2)
    assert [(one["text"], one["rank_when_searched"]) for one in row["candidates"]] == [
        (one.text, one.rank_when_searched) for one in captioned.candidates
    ]
    scores = [one["score"] for one in row["candidates"]]
    assert scores == sorted(scores, reverse=True)


def test_a_broken_row_stays_in_its_place_and_the_status_says_so(
    caption: Command, file: Path
) -> None:
    outcome = caption(file, "--format", "json", "--candidates", "1")
    assert outcome.status == 2
    assert outcome.sentence == ("1 of 3 rows could not be captioned (row 2); the output says why.")
    first, second, third = json.loads(outcome.out)
    assert [row["input"] for row in (first, second, third)] == ["CCO", "C1CC", "c1ccccc1"]
    assert [row["status"] for row in (first, second, third)] == ["ok", "error", "ok"]
    assert "never closed" in second["error"]
    assert (second["smiles"], second["candidates"]) == ("", [])


def test_csv_has_a_line_for_each_row(caption: Command, file: Path) -> None:
    outcome = caption(file, "--format", "csv", "--candidates", "2")
    assert outcome.status == 2
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    assert [(row["row"], row["name"], row["status"]) for row in rows] == [
        ("1", "ethanol", "ok"),
        ("2", "broken", "error"),
        ("3", "", "ok"),
    ]
    assert rows[0]["caption_1"]
    assert rows[0]["known_cid"] == "702"
    assert rows[1]["reason"]


def test_the_table_tells_captions_ranks_and_reasons(caption: Command, file: Path) -> None:
    outcome = caption(file, "--candidates", "1")
    assert outcome.status == 2
    assert "1  CCO  ethanol  known: CID 702" in outcome.out
    assert "rank when searched" in outcome.out
    assert "not captioned: Ring 1" in outcome.out


def test_one_broken_structure_is_told_in_its_own_words(caption: Command) -> None:
    outcome = caption("C1CC", "--format", "json")
    assert outcome.status == 2
    assert "never closed" in outcome.sentence
    assert json.loads(outcome.out)[0]["status"] == "error"


@pytest.mark.parametrize("text", ["", "CC(=O", "x" * 5000])
def test_what_is_no_structure_is_a_row_without_captions(caption: Command, text: str) -> None:
    outcome = caption(text)
    assert outcome.status == 2
    assert outcome.sentence


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("none.smi", None, "There is no file"),
        ("empty.smi", b"", "holds no molecule"),
        ("plain.csv", b"name\nwater\n", "no column of structures"),
        ("cut.sdf.gz", b"not packed", "Could not read"),
        ("book.csv", b"PK\x03\x04", "is no text file"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    caption: Command, tmp_path: Path, name: str, data: bytes | None, words: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    outcome = caption(tmp_path / name)
    assert (outcome.status, outcome.out) == (2, "")
    assert words in outcome.sentence


def test_without_a_captioner_there_is_one_sentence(command: Command, tmp_path: Path) -> None:
    outcome = command("caption", "CCO", "--writers", tmp_path)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.sentence


def test_names_are_captioned_and_what_is_none_keeps_its_place(
    caption: Command, tmp_path: Path
) -> None:
    path = tmp_path / "names.smi"
    path.write_text("2-(4-chlorophenyl)acetic acid\nnobody knows this\nCC(=O\n", encoding="utf-8")
    outcome = caption(path, "--format", "json", "--candidates", "1")
    assert outcome.status == 2
    first, second, third = json.loads(outcome.out)
    assert first["status"] == "ok"
    assert (first["input"], first["smiles"]) == (
        *("2-(4-chlorophenyl)acetic acid", "O=C(O)Cc1ccc(Cl)cc1"),
    )
    assert "no name" in second["error"]
    assert "never closed" in third["error"]
