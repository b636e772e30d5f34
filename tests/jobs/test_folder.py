"""What a job keeps, and what of it survives."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.jobs.conftest import caption, make_rows
from textmol.errors import DataError
from textmol.jobs.folder import Job, create_job, delete_job, list_jobs, open_job
from textmol.jobs.places import find_home
from textmol.jobs.records import Outcome

ROWS = make_rows("CCO", "C1CC", "[Na+].[Cl-]")


def outcome(place: int) -> Outcome:
    return Outcome(ROWS[place], caption(ROWS[place].structure, 2), "captioner@1", "library@1")


@pytest.fixture
def small(tmp_path: Path) -> Job:
    return create_job(tmp_path, ROWS, "pasted β", 2)


def test_what_is_written_is_read_again(small: Job, tmp_path: Path) -> None:
    assert small.read_rows() == ROWS
    assert small.read_outcomes() == {}
    small.append([(2, outcome(2)), (1, outcome(1))])
    small.append([(0, outcome(0))])
    again = open_job(tmp_path, small.identity)
    assert again == small
    assert again.read_outcomes() == {0: outcome(0), 1: outcome(1), 2: outcome(2)}
    assert list(again.read_outcomes()) == [0, 1, 2]
    assert again.count_outcomes() == 3
    assert again.read_outcomes()[0].captioned.known == outcome(0).captioned.known


def test_a_line_that_was_cut_costs_only_its_own_row(small: Job) -> None:
    small.append([(0, outcome(0)), (1, outcome(1))])
    path = small.folder / "outcomes.jsonl"
    path.write_bytes(path.read_bytes()[:-40])
    assert small.read_outcomes() == {0: outcome(0)}
    small.append([(1, outcome(1)), (2, outcome(2))])
    assert list(small.read_outcomes()) == [0, 1, 2]


def test_of_two_lines_for_a_row_the_first_counts(small: Job) -> None:
    other = Outcome(ROWS[0], caption("CC"), "captioner@2", "library@1")
    small.append([(0, outcome(0))])
    small.append([(0, other)])
    assert small.read_outcomes() == {0: outcome(0)}


def test_jobs_are_listed_newest_first_and_strangers_passed_over(tmp_path: Path) -> None:
    jobs = [create_job(tmp_path, ROWS, name, 1) for name in ("a", "b")]
    (tmp_path / "20260101-000000-abcdef").mkdir()
    (tmp_path / "notes").mkdir()
    assert {job.source for job in list_jobs(tmp_path)} == {"a", "b"}
    assert [job.identity for job in list_jobs(tmp_path)] == sorted(
        (job.identity for job in jobs), reverse=True
    )
    assert list_jobs(tmp_path / "none") == []


def test_a_job_is_deleted_whole(small: Job, tmp_path: Path) -> None:
    delete_job(small)
    assert list_jobs(tmp_path) == []
    with pytest.raises(DataError, match="no job"):
        open_job(tmp_path, small.identity)
    with pytest.raises(DataError, match="cannot be deleted"):
        delete_job(small)


@pytest.mark.parametrize("identity", ["", "..", "../../etc", "20260101-000000-ABCDEF", "x/y"])
def test_an_address_reaches_nothing_else(tmp_path: Path, identity: str) -> None:
    with pytest.raises(DataError) as caught:
        open_job(tmp_path, identity)
    assert caught.value.remedy


def test_a_damaged_job_is_told(small: Job, tmp_path: Path) -> None:
    (small.folder / "rows.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be read"):
        small.read_rows()
    (small.folder / "job.json").write_text("[]", encoding="utf-8")
    with pytest.raises(DataError, match="damaged"):
        open_job(tmp_path, small.identity)


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be kept") as caught:
        create_job(tmp_path / "file", ROWS, "x", 1)
    assert "TEXTMOL_DATA" in caught.value.remedy


@pytest.mark.parametrize(
    ("system", "variables", "place"),
    [
        ("linux", {"XDG_DATA_HOME": "/x"}, "/x/textmol/jobs"),
        ("linux", {"HOME": "/h"}, "/h/.local/share/textmol/jobs"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Application Support/TextMol/jobs"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/TextMol/jobs"),
        ("linux", {"XDG_DATA_HOME": "/x", "TEXTMOL_DATA": "/mine"}, "/mine/jobs"),
    ],
)
def test_jobs_are_kept_where_the_system_keeps_data(
    monkeypatch: pytest.MonkeyPatch, system: str, variables: dict[str, str], place: str
) -> None:
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA", "TEXTMOL_DATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", system)
    assert find_home() == Path(place)
