"""The caption page on the real engine: one molecule, many, and jobs that are found again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pages.parts.caption_address import write_address
from pages.parts.caption_cards import write_marked
from pages.parts.caption_files import write_file
from pages.parts.caption_job import describe, write_duration
from pages.parts.caption_runner import find_job, open_runner
from pages.parts.caption_upload import SAMPLE
from tests.app.conftest import PATIENCE, Screen
from tests.app.pages import go_to, list_downloads, list_headings, open_page
from textmol.jobs.folder import create_job, list_jobs
from textmol.jobs.places import find_home
from textmol.jobs.runner import Progress
from textmol.molecules.claims import Claim
from textmol.molecules.limits import LIMITS, MIXTURE
from textmol.reading.rows import SourceRow
from textmol.writing.records import Caption

ASPIRIN = "CC(=O)Oc1ccccc1C(=O)O"
UNKNOWN = "OC(=O)c1ccc(cc1)C#CC1CC1"
FIVE = b"smiles,name\nCCO,ethanol\nC1CC,open ring\nc1ccccc1,benzene\nCC(=O,open bracket\nO,water\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep the jobs of each test in a folder of its own."""
    monkeypatch.setenv("TEXTMOL_DATA", str(tmp_path))
    yield find_home()


def links(screen: Screen) -> list[tuple[str, str]]:
    found: list[Any] = list(screen.app.get("page_link"))
    return [(one.proto.label, one.proto.query_string) for one in found]


def upload(screen: Screen, name: str, data: bytes) -> None:
    screen.app.button_group(key="caption_way").set_value("upload").run()
    screen.app.file_uploader(key="caption_upload").set_value((name, data, "text/csv")).run()
    screen.check()


def wait_until_done(screen: Screen, total: int) -> None:
    deadline = time.monotonic() + 3 * PATIENCE  # both models load
    while f"Finished · {total} of {total} rows" not in screen.text:
        assert time.monotonic() < deadline, screen.text
        time.sleep(0.2)
        screen.app.run()
        screen.check()


def test_a_url_captions_a_known_molecule() -> None:
    screen = open_page("caption", **write_address(ASPIRIN))
    name, captions = list_headings(screen)[:2]
    assert (name.lower(), captions) == ("aspirin", "4 captions")
    assert any("Known: PubChem CID 2244" in caption for caption in screen.captions)
    assert screen.text.count("at rank") == 4
    assert "1 · best" in screen.text
    assert any("RDKit finds it" in caption for caption in screen.captions)
    ways_on = links(screen)
    for label in ("Align", "Search with it"):
        assert len([one for one, _ in ways_on if one == label]) == 4
    assert "Caption" not in [label for label, _ in ways_on]
    align = next(query for label, query in ways_on if label == "Align")
    assert "smiles=CC" in align
    assert "text=" in align


def test_what_the_library_does_not_have_is_told_as_unknown() -> None:
    screen = open_page("caption", smiles=UNKNOWN)
    assert "not in the library" in screen.text
    assert "would come at rank" in screen.text
    assert not any("Known:" in caption for caption in screen.captions)


def test_a_name_or_a_cid_will_do(home: Path) -> None:
    screen = open_page("caption", id="2244")
    assert list_headings(screen)[0].lower() == "aspirin"
    assert not list_jobs(home)


def test_a_name_that_the_library_does_not_know_is_captioned() -> None:
    screen = open_page("caption", smiles="2-(4-chlorophenyl)acetic acid")
    assert not screen.errors
    assert list_headings(screen)[0] == "2-(4-chlorophenyl)acetic acid"


def test_pasted_names_are_rows() -> None:
    screen = open_page("caption")
    lines = "2-(4-chlorophenyl)acetic acid\naspirin\nnobody knows this"
    screen.app.text_area(key="caption_box").set_value(lines).run()
    screen.check()
    assert "3 rows: 2 can be read, 1 cannot" in screen.text
    assert "no name" in screen.app.dataframe[0].value["reason"].tolist()[2]


def test_what_is_typed_goes_into_the_url() -> None:
    screen = open_page("caption")
    screen.app.text_area(key="caption_box").set_value("OCC").run()
    screen.check()
    assert screen.app.query_params["smiles"] in ("OCC", ["OCC"])
    assert "CCO" in [code.value for code in screen.app.code]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("C1CC", "never closed"),
        ("nobody knows this", "no name that the library"),
        ("C" * 5000, "5,000 heavy atoms"),
        ("[#6]~[#7;R]", "SMARTS pattern"),
        ("CCO>>CC=O", "reaction"),
    ],
)
def test_what_cannot_be_read_is_told_and_kept(typed: str, told: str) -> None:
    screen = open_page("caption", smiles=typed)
    assert told in screen.errors[0]
    assert screen.app.text_area(key="caption_box").value == typed


def test_limits_are_told_on_the_empty_page_and_where_they_are_met() -> None:
    screen = open_page("caption")
    assert all(sentence in screen.text for sentence in LIMITS.values())
    screen = open_page("caption", smiles="CC(=O)[O-].[Na+]")
    assert any(caption.startswith(f":material/info: {MIXTURE}") for caption in screen.captions)
    screen = open_page("caption", smiles="C" * 301)
    assert "301 heavy atoms" in screen.errors[0]


def test_several_pasted_rows_are_looked_at_first(home: Path) -> None:
    screen = open_page("caption")
    screen.app.text_area(key="caption_box").set_value("CCO ethanol\nC1CC\n\nC methane").run()
    screen.check()
    assert "3 rows: 2 can be read, 1 cannot" in screen.text
    table = screen.app.dataframe[0].value
    assert table["number"].tolist() == [1, 2, 4]
    assert table["status"].tolist() == ["can be read", "cannot be read", "can be read"]
    assert "never closed" in table["reason"].tolist()[1]
    assert not list_jobs(home)


def test_a_file_is_captioned_row_by_row_and_found_again(home: Path) -> None:
    screen = open_page("caption")
    upload(screen, "five.csv", FIVE)
    assert "5 rows: 3 can be read, 2 cannot" in screen.text
    screen.press("Caption 5 rows")
    wait_until_done(screen, 5)
    assert "3 with captions · 2 without" in screen.text
    table = screen.app.dataframe[0].value
    assert table["number"].tolist() == [2, 3, 4, 5, 6]
    assert table["name"].tolist()[0] == "ethanol"
    assert table["status"].tolist().count("done") == 3
    assert table["known"].fillna("").tolist()[:2] == ["CID 702", ""]
    assert list_downloads(screen) == ["CSV", "SDF", "JSON", "Rejects"]
    (job,) = list_jobs(home)
    rejects = write_file(job, "csv", rejects=True).decode("utf-8-sig")
    assert len(rejects.splitlines()) == 3
    assert write_file(job, "sdf").decode().count("$$$$") == 3
    # Another visit finds it, and it can be deleted there.
    go_to(screen, "caption")
    assert any("5 of 5 rows" in caption for caption in screen.captions)
    screen.press("five.csv")
    assert "Finished" in screen.text
    screen.press("Delete the job")
    assert list_jobs(home) == []


def test_a_job_that_was_left_is_gone_on_with(home: Path) -> None:
    rows = [SourceRow(1, "CCO", "ethanol"), SourceRow(2, "C1CC")]
    job = create_job(home, rows, "left.smi", 1)
    screen = open_page("caption")
    assert any("stopped, 0 of 2 rows" in caption for caption in screen.captions)
    screen.press("Resume")
    wait_until_done(screen, 2)
    assert len(open_runner().read_outcomes(find_job(job.identity))) == 2


def test_columns_can_be_chosen_and_wrong_files_are_told() -> None:
    screen = open_page("caption")
    upload(screen, "odd.csv", b"what,drawn\nwater,O\nethanol,CCO\n")
    assert [box.value for box in screen.app.selectbox] == [1, None]
    screen.app.selectbox[1].set_value(0).run()
    screen.check()
    assert screen.app.dataframe[0].value["name"].tolist() == ["water", "ethanol"]
    screen = open_page("caption")
    upload(screen, "none.csv", b"name\nnothing here\n")
    assert "no column of structures" in screen.errors[0]


def test_the_sample_file_can_be_read() -> None:
    screen = open_page("caption", way="upload")
    assert list_downloads(screen) == ["Sample file"]
    upload(screen, SAMPLE.name, SAMPLE.read_bytes())
    assert "all can be read" in screen.text


@pytest.mark.parametrize("job", ["20260101-000000-abcdef", "../.."])
def test_an_address_without_its_job_says_so(job: str) -> None:
    screen = open_page("caption", job=job)
    assert screen.errors
    assert screen.app.text_area(key="caption_box").value == ""


def test_statements_are_marked_with_words_and_signs() -> None:
    text = "It is a phenol [sic] and a *ketone*."
    claims = (Claim("phenol", 8, 14, "verified"), Claim("*ketone*", 27, 35, "contradicted"))
    marked = write_marked(Caption(text, -0.1, 1, claims))
    assert ":green-background[phenol\N{NO-BREAK SPACE}✓]" in marked
    assert ":red-background[\\*ketone\\*\N{NO-BREAK SPACE}✗]" in marked
    assert marked.startswith("*It is a* :green")
    assert "✓] *\\[sic\\] and a* :red" in marked
    assert marked.endswith("✗].")


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "1 s"), (89, "89 s"), (600, "10 min"), (9000, "2.5 h")]
)
def test_durations(seconds: float, said: str) -> None:
    assert write_duration(seconds) == said
    assert f"about {said} left" in describe(Progress("running", 10, 3, 1, seconds))
