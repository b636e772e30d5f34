"""The page that generates molecules, on the real engine."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from pages.parts.downloads import write_generation
from pages.parts.generate_card import write_alerts, write_badge, write_checks
from tests.app.conftest import Screen
from tests.app.pages import go_to, list_downloads, open_page
from tests.generations import make_generation
from textmol.molecules.alerts import find_alerts
from textmol.writing.checks import check_description
from textmol.writing.records import CHANGED, DERIVED

if TYPE_CHECKING:
    from textmol import TextMol
    from textmol.writing.records import Generation

TEXT = "sweet-smelling ester of butyric acid"
Show = Callable[..., Screen]


@pytest.fixture
def show(engine: TextMol, monkeypatch: pytest.MonkeyPatch) -> Show:
    """Return a function that opens the page on a generation made by hand."""

    def open_on(generation: Generation, **parameters: Any) -> Screen:
        monkeypatch.setattr(
            "textmol.engine.TextMol.generate", lambda *_, **__: generation, raising=True
        )
        return open_page("generate", text=generation.query, **parameters)

    return open_on


def written(screen: Screen) -> Generation:
    found: Generation = screen.app.session_state["generation"]
    return found


def test_the_first_screen_teaches() -> None:
    screen = open_page("generate")
    assert "What comes back" in screen.text
    assert "need not be stable" in screen.text
    assert not screen.alts
    assert not screen.errors


def test_a_description_becomes_ranked_molecules() -> None:
    screen = open_page("generate")
    screen.app.text_area(key="text").set_value(TEXT).run()
    screen.check()
    generation = written(screen)
    assert 0 < len(generation.molecules) == len(screen.alts) <= 10
    known = sum(one.known is not None for one in generation.molecules)
    new = len(generation.molecules) - known
    assert screen.heading.endswith(f": {known} known, {new} new")
    assert generation.account in screen.captions[0]
    assert [f"rank {rank}]" in screen.text for rank in (1, len(screen.alts))] == [True, True]
    assert sum(caption.startswith("score") for caption in screen.captions) == len(screen.alts)


def test_the_number_is_kept_to_and_the_url_opens_the_same() -> None:
    screen = open_page("generate", text=TEXT, count="3")
    assert screen.app.number_input(key="count").value == 3
    assert 0 < len(screen.alts) <= 3
    again = open_page("generate", text=TEXT, count="3")
    assert again.alts == screen.alts


def test_an_example_fills_the_box() -> None:
    screen = open_page("generate")
    screen.app.button_group(key="example").set_value(TEXT).run()
    screen.check()
    assert screen.app.text_area(key="text").value == TEXT
    assert screen.alts


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("   ", "no description"),
        ("CC(=O)Oc1ccccc1C(=O)O", "not a description"),
        ("InChI=1S/C9H8O4/c1-6", "InChI cannot be read"),
        ("C1CC", "never closed"),
    ],
)
def test_bad_input_gets_one_sentence_and_stays(text: str, told: str) -> None:
    screen = open_page("generate", text=text)
    (sentence,) = screen.errors
    assert told in sentence
    assert screen.app.text_area(key="text").value == text
    assert not screen.alts


def test_pressing_without_a_description() -> None:
    screen = open_page("generate")
    screen.press("Generate")
    assert len(screen.errors) == 1


def test_known_and_new_molecules_are_told_apart(show: Show) -> None:
    screen = show(make_generation())
    assert screen.heading == "4 molecules: 2 known, 2 new"
    assert "known, CID 2244" in screen.text
    assert sum(":blue-badge[new]" in block for block in screen.text.split("\n")) == 2
    assert [c for c in screen.captions if c.startswith("Nearest known")] == [
        "Nearest known: Tanimoto 0.25 to"
    ] * 2
    screen.app.button_group(key="novelty").set_value("New").run()
    screen.check()
    assert len(screen.alts) == 2
    assert "known, CID" not in screen.text
    assert screen.heading == "4 molecules: 2 known, 2 new"


def test_filters_alerts_and_pattern_narrow(show: Show) -> None:
    screen = show(make_generation(), mw_max="200")
    assert len(screen.alts) == 3
    screen.app.toggle(key="clean").set_value(True).run()
    screen.check()
    assert len(screen.alts) == 2
    screen.app.toggle(key="clean").set_value(False).run()
    screen.check()
    before = dict(zip(screen.alts, screen.drawings, strict=True))
    screen.set_smarts("c1ccccc1")
    after = dict(zip(screen.alts, screen.drawings, strict=True))
    assert len(after) == 2
    assert all(before[alt] != after[alt] for alt in after)
    screen.set_smarts("c1ccccc")
    assert "SMARTS" in screen.errors[0]
    assert len(screen.alts) == 3


def test_what_nothing_passes_is_said(show: Show) -> None:
    screen = show(make_generation(), mw_min="900")
    assert not screen.alts
    assert "clear the filters" in screen.app.info[0].value
    assert list_downloads(screen) == []


def test_nothing_valid_is_said(show: Show) -> None:
    screen = show(make_generation({}))
    assert screen.heading == "No valid molecule was written"
    assert "other words" in screen.app.info[0].value


def test_what_the_description_says_is_checked(show: Show) -> None:
    screen = show(make_generation(query="carboxylic acid with a chlorine atom"))
    assert any("1 of 4 have it all" in caption for caption in screen.captions)
    assert ":green[:material/check: has all that was read]" in screen.text
    assert "not met: at least 1 chlorine atom" in screen.text
    screen.app.toggle(key="whole").set_value(True).run()
    screen.check()
    assert len(screen.alts) == 1


def test_the_table_has_every_molecule(show: Show) -> None:
    generation = make_generation(query="an acid with chlorine")
    screen = show(generation, view="Table")
    (table,) = screen.app.dataframe
    assert table.value["rank"].tolist() == [1, 2, 3, 4]
    assert table.value["novelty"].tolist() == ["known", "new"] * 2
    assert table.value["not_met"].tolist()[0] == "at least 1 chlorine atom"
    assert "azo A" in table.value["alerts"].tolist()[3]
    assert unquote(table.value["structure"][0]).startswith("data:image/svg+xml,<svg")


def test_files_hold_what_is_chosen(show: Show) -> None:
    screen = show(make_generation(), novelty="Known")
    assert list_downloads(screen) == ["CSV", "SDF", "SMI", "JSON"]
    text = write_generation(make_generation(), "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["rank"] for row in rows] == ["1", "2", "3", "4"]


def test_molecules_go_into_the_tray_and_on(show: Show) -> None:
    screen = show(make_generation())
    screen.press("Keep all in the tray")
    kept = screen.app.session_state["tray"].kept
    assert [one.cid for one in kept] == [2244, None, 7762, None]
    assert [one.rank for one in kept] == [1, 2, 3, 4]
    links: list[Any] = list(screen.app.get("page_link"))
    queries = {link.proto.label: link.proto.query_string for link in links}
    assert unquote(queries["Search with this description"].replace("+", " ")) == "q=an acid"
    assert {"Details", "Align", "Search with this"} <= set(queries)
    go_to(screen, "tray")
    assert any("Rank 2 for “an acid”" in caption for caption in screen.captions)


def test_wordings_of_a_card() -> None:
    first, _, _, azo = make_generation().molecules
    assert write_badge(first) == ":green-badge[:material/check: known, CID 2244]"
    assert write_badge(azo) == ":blue-badge[new]"
    derived, changed = (write_badge(replace(azo, origin=how)) for how in (DERIVED, CHANGED))
    assert "made of molecules that you name" in derived
    assert "protomer or stereoisomer" in changed
    assert write_badge(replace(first, origin=DERIVED)) == write_badge(first)
    assert write_alerts(()) == "No PAINS or Brenk alert"
    assert write_alerts(find_alerts(azo.smiles)).startswith(":material/warning: 4 alerts: azo A")
    checks = check_description("a phenol without nitrogen", azo.smiles)
    assert write_checks(checks) == ":red[:material/close: not met: no nitrogen]"


def test_a_search_leads_here(open_screen: Callable[..., Screen]) -> None:
    screen = open_screen(q="a phenol & an ester")
    links: list[Any] = list(screen.app.get("page_link"))
    (query,) = {one.proto.query_string for one in links if one.proto.label == "Generate for this"}
    assert unquote(query.replace("+", " ")) == "text=a phenol & an ester"
