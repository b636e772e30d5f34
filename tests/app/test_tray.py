"""The tray's page: keeping, notes, undo, comparing, saving and restoring."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import downloads, saving
from tests.app.conftest import Screen
from tests.app.pages import go_to, list_cells, list_downloads, list_headings, open_page
from textmol.tray import Tray, keep_hit
from textmol.tray.session import Session, read_session, write_session

if TYPE_CHECKING:
    from textmol import TextMol


def fill(screen: Screen, engine: TextMol, count: int) -> Tray:
    """Put the first hits of a search into the tray."""
    result = engine.search("a penicillin", top_k=count)
    tray = Tray(tuple(keep_hit(hit, result) for hit in result.hits))
    screen.app.session_state["tray"] = tray
    screen.app.run()
    screen.check()
    return tray


def in_tray(app: AppTest) -> Tray:
    tray: Tray = app.session_state["tray"]
    return tray


def test_the_empty_tray_teaches() -> None:
    screen = open_page("tray")
    assert "0 of 200 molecules" in screen.text
    assert "Press Keep" in screen.text
    assert list_headings(screen) == ["Compare", "Session"]


def test_cards_say_where_molecules_come_from(engine: TextMol) -> None:
    screen = open_page("tray")
    tray = fill(screen, engine, 15)
    assert len(screen.alts) == 12
    assert any("Rank 1 for “a penicillin”" in caption for caption in screen.captions)
    screen.app.pagination[0].set_value(2).run()
    screen.check()
    assert len(screen.alts) == len(tray) - 12


def test_a_molecule_of_another_library_is_opened_by_its_structure(engine: TextMol) -> None:
    screen = open_page("tray")
    tray = fill(screen, engine, 1)
    first = tray.kept[0]
    assert list_links(screen)[-1] == f"id={first.cid}"
    screen.app.session_state["tray"] = Tray((replace(first, library="another@12345678"),))
    screen.app.run()
    assert list_links(screen)[-1] == f"smiles={quote(first.smiles, safe='')}"


def list_links(screen: Screen) -> list[str]:
    links: list[Any] = list(screen.app.get("page_link"))
    return [link.proto.query_string for link in links]


def test_notes_removing_and_undo(engine: TextMol) -> None:
    screen = open_page("tray")
    tray = fill(screen, engine, 3)
    screen.app.text_area[1].set_value("order this").run()
    screen.check()
    assert in_tray(screen.app).kept[1].note == "order this"
    screen.press("Undo")
    assert in_tray(screen.app) == tray
    assert screen.app.text_area[1].value == ""
    screen.press("Remove")
    assert len(in_tray(screen.app)) == 2
    screen.press("Clear")
    assert len(in_tray(screen.app)) == 0
    screen.press("Undo")
    assert len(in_tray(screen.app)) == 2


def test_files_hold_the_whole_tray(engine: TextMol) -> None:
    screen = open_page("tray")
    tray = fill(screen, engine, 15)
    assert list_downloads(screen) == ["CSV", "SDF", "SMI", "JSON", "Save the session"]
    rows = list(csv.DictReader(io.StringIO(downloads.write_tray(tray, "csv").decode("utf-8-sig"))))
    assert [row["inchikey"] for row in rows] == [one.inchikey for one in tray]
    assert {row["library"] for row in rows} == {engine.library.identity}
    assert downloads.write_tray(tray, "sdf").count(b"$$$$") == 15
    screen.app.session_state["copy_tabs"] = True
    screen.app.run()
    screen.check()
    assert screen.app.code[0].value.count("\n") == 15


def upload(screen: Screen, data: bytes) -> None:
    box: Any = screen.app.get("file_uploader")[0]
    box.set_value(("session.json", data, "application/json")).run()
    screen.check()


def test_a_session_is_saved_and_restored(engine: TextMol) -> None:
    first = open_page("tray")
    tray = fill(first, engine, 4)
    other = open_page("tray")
    fill(other, engine, 2)
    upload(other, write_session(Session(tray, (("q", "a penicillin"),))).encode())
    assert in_tray(other.app) == tray
    assert "2 of 4 molecules restored; 2 were in the tray already." in other.app.success[0].value
    other.press("Undo")
    assert len(in_tray(other.app)) == 2
    go_to(other, "tray")
    assert next(link.proto.label for link in other.app.get("page_link")) == "Back to the search"


@pytest.mark.parametrize("data", [b"{}", b"PK\x03\x04", b"", b"[1]"])
def test_a_broken_file_takes_nothing_away(engine: TextMol, data: bytes) -> None:
    screen = open_page("tray")
    tray = fill(screen, engine, 2)
    upload(screen, data)
    (sentence,) = screen.errors
    assert "stays as it is" in sentence
    assert in_tray(screen.app) == tray


def test_too_many_to_restore_takes_nothing_away(engine: TextMol) -> None:
    screen = open_page("tray")
    tray = fill(screen, engine, 2)
    result = engine.search("a steroid", top_k=200)
    full = Tray(tuple(keep_hit(hit, result) for hit in result.hits))
    upload(screen, write_session(Session(full)).encode())
    assert "200 molecules" in screen.errors[0]
    assert in_tray(screen.app) == tray


def test_what_is_saved_is_what_is_there(engine: TextMol) -> None:
    result = engine.search("a penicillin", top_k=3)
    tray = Tray(tuple(keep_hit(hit, result) for hit in result.hits))
    tray = tray.annotate(tray.kept[0].smiles, "β")
    search = (("q", "a penicillin"),)
    assert read_session(saving.write_file(tray, search)) == Session(tray, search)


def test_a_url_compares_molecules() -> None:
    screen = open_page("tray", compare=["2244", "338", "OC(=O)c1ccc(cc1)C#CC1CC1"])
    assert "1. aspirin" in screen.text
    assert len(screen.alts) == 3
    cells = list_cells(screen)
    assert cells["MW (Da)"][0] == "≠ differs"
    assert cells["MW (Da)"][1] == "180.16"
    assert cells["MW (Da)"][2].endswith("(−42.04)")
    assert cells["Charge"][0] == "= same"
    assert any("atoms in common" in caption for caption in screen.captions)


def test_what_is_compared_is_chosen_from_the_tray(engine: TextMol) -> None:
    screen = open_page("tray")
    fill(screen, engine, 5)
    box = screen.app.multiselect[0]
    box.set_value(box.options[:2]).run()
    screen.check()
    assert len(screen.app.query_params["compare"]) == 2
    assert len(screen.alts) == 5 + 2


def test_a_url_that_names_no_molecule(engine: TextMol) -> None:
    screen = open_page("tray", compare=["2244", "999999999"])
    assert "999999999" in screen.errors[0]
    assert any("at least two" in caption for caption in screen.captions)


def test_undo_brings_a_kept_hit_back_with_its_query(engine: TextMol) -> None:
    screen = open_page("tray")
    tray = fill(screen, engine, 1)
    screen.press("Remove")
    screen.press("Undo")
    assert in_tray(screen.app) == tray
