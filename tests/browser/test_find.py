"""The search page in a real browser: the journey of a chemist, and what may go wrong on it."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Visit

Start = Callable[..., Visit]
PENICILLIN = "a penicillin that carries a phenyl group"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_from_a_description_to_files(visit: Start, tmp_path: Path, theme: str) -> None:
    here = visit(theme=theme)
    here.search(PENICILLIN)
    here.await_hits()
    expect(here.heading).to_contain_text("have what was read")
    expect(here.page.get_by_text("rank 1", exact=True)).to_be_visible()
    expect(here.drawings).to_have_count(20)

    here.set_limit("MW", "Highest MW", "380")
    expect(here.page.get_by_role("button", name="MW ≤ 380 Da")).to_be_visible()
    expect(here.heading).to_contain_text("pass the filters")
    pattern = here.page.get_by_label("Contains SMARTS")
    pattern.fill("c1ccccc1")
    pattern.press("Enter")
    expect(here.page).to_have_url(re.compile("smarts=c1ccccc1"))
    expect(here.page).to_have_url(re.compile("mw_max=380"))
    here.await_hits()

    rows = download_csv(here, tmp_path)
    assert rows
    assert all(float(row["mw_da"]) <= 380 for row in rows)
    sdf = download(here, "SDF", tmp_path)
    assert sdf.name == "textmol-a-penicillin-that-carries-a-phenyl-group.sdf"
    assert sdf.read_text().count("$$$$") == len(rows)
    assert len(download(here, "SMI", tmp_path).read_text().splitlines()) >= len(rows)
    assert len(json.loads(download(here, "JSON", tmp_path).read_text())["hits"]) == len(rows)
    here.page.get_by_role("button", name="Copy", exact=True).click()
    expect(here.page.get_by_text("parted by tabs")).to_be_visible()
    here.page.keyboard.press("Escape")

    again = visit(here.page.url.removeprefix(here.home), theme=theme)
    again.await_hits()
    assert again.box.input_value() == PENICILLIN
    expect(again.heading).to_have_text(here.heading.inner_text())
    expect(again.page.get_by_role("button", name="MW ≤ 380 Da")).to_be_visible()
    assert names(again) == names(here)


@pytest.mark.parametrize(("theme", "width"), [("light", WIDE), ("dark", NARROW)])
def test_what_was_read_is_taken_away_by_keyboard(visit: Start, theme: str, width: int) -> None:
    here = visit(f"/?q={quote('steroid without a hydroxy group')}", theme=theme, width=width)
    here.await_hits()
    chip = here.page.get_by_role("button", name="no hydroxy group")
    expect(chip).to_have_attribute("aria-pressed", "true")
    whole = here.heading.inner_text()
    chip.press("Enter")
    expect(chip).to_have_attribute("aria-pressed", "false")
    expect(here.page).to_have_url(re.compile("without=no-hydroxy-group"))
    expect(here.heading).not_to_have_text(whole)
    chip.press("Enter")
    expect(here.heading).to_have_text(whole)
    expect(here.page).not_to_have_url(re.compile("without="))
    assert here.page.evaluate("document.documentElement.scrollWidth") <= width


def download(here: Visit, label: str, folder: Path) -> Path:
    """Click a download button and return the file that came."""
    here.settle()
    with here.page.expect_download() as coming:
        here.page.get_by_role("button", name=label, exact=True).click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def download_csv(here: Visit, folder: Path) -> list[dict[str, str]]:
    """Return the rows of the CSV that the page hands over."""
    with download(here, "CSV", folder).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def names(here: Visit) -> list[str | None]:
    """Return what the drawings of the page show, in order."""
    return [drawing.get_attribute("alt") for drawing in here.drawings.all()]


def test_the_keyboard_is_enough(visit: Start) -> None:
    here = visit()
    here.box.focus()
    here.page.keyboard.type("sweet-smelling ester")
    here.page.keyboard.press("Shift+Enter")
    here.page.keyboard.type("of butyric acid")
    here.page.keyboard.press("Control+Enter")
    here.await_hits()
    expect(here.box).to_have_value("sweet-smelling ester\nof butyric acid")
    expect(here.box).to_be_focused()


def test_an_example_runs_at_a_click(visit: Start) -> None:
    here = visit()
    here.page.get_by_text(PENICILLIN).click()
    here.await_hits()
    expect(here.box).to_have_value(PENICILLIN)
    expect(here.page).to_have_url(re.compile(r"q=a\+penicillin"))


def test_pages_of_hits(visit: Start) -> None:
    here = visit(f"/?q={quote(PENICILLIN)}")
    here.await_hits()
    here.page.get_by_role("button", name="Page 2", exact=True).click()
    expect(here.page.get_by_text("rank 21", exact=True)).to_be_visible()
    expect(here.page.get_by_text("rank 1", exact=True)).to_have_count(0)


def test_a_hit_has_identifiers_and_a_link(visit: Start) -> None:
    here = visit("/?q=CID+2244")
    expect(here.page.get_by_text("exact match")).to_be_visible()
    here.page.get_by_role("button", name="Identifiers").first.click()
    expect(here.page.get_by_text("BSYNRYMUTXBXSQ-UHFFFAOYSA-N")).to_be_visible()
    link = here.page.get_by_role("link", name="PubChem")
    expect(link).to_have_attribute("href", "https://pubchem.ncbi.nlm.nih.gov/compound/2244")
    expect(link).to_have_attribute("target", "_blank")


def test_a_range_stays_open_and_its_histogram_follows(visit: Start) -> None:
    here = visit(f"/?q={quote(PENICILLIN)}")
    here.await_hits()
    here.page.get_by_role("button", name="MW").click()
    histogram = here.page.get_by_alt_text(re.compile("^Molecular weight in Da of the .* hits"))
    whole = histogram.get_attribute("alt")
    highest = here.page.get_by_label("Highest MW")
    highest.fill("380")
    highest.press("Enter")
    expect(here.heading).to_contain_text("pass the filters")
    expect(histogram).not_to_have_attribute("alt", whole or "")
    expect(highest).to_be_focused()
    expect(here.page.get_by_role("button", name="MW ≤ 380 Da")).to_be_visible()
    expect(here.page).to_have_url(re.compile("mw_max=380"))


def test_filters_that_were_set_lead_back_with_the_search(visit: Start) -> None:
    here = visit(f"/?q={quote(PENICILLIN)}&mw_max=380")
    here.await_hits()
    here.page.get_by_role("button", name="Veber").click()
    expect(here.page).to_have_url(re.compile("rotatable_bonds_max=10"))
    found = here.heading.inner_text()
    here.page.get_by_role("link", name="Molecule", exact=True).first.click()
    here.page.get_by_role("button", name="aspirin").click()
    here.page.get_by_role("link", name="Back to the search").click()
    expect(here.page).to_have_url(re.compile("mw_max=380.*rotatable_bonds_max=10"))
    expect(here.heading).to_have_text(found)
    expect(here.page.get_by_role("button", name="MW ≤ 380 Da")).to_be_visible()


@pytest.mark.parametrize(("theme", "width"), [("light", WIDE), ("dark", NARROW)])
def test_a_broken_smiles(visit: Start, theme: str, width: int) -> None:
    here = visit(theme=theme, width=width)
    here.search("CC(=O)Oc1ccccc1C(=O")
    expect(here.alert).to_contain_text(re.compile(r"character \d+"))
    expect(here.box).to_have_value("CC(=O)Oc1ccccc1C(=O")
    expect(here.page.get_by_text("Traceback")).to_have_count(0)
    here.search("CC(=O)Oc1ccccc1C(=O)O")
    expect(here.page.get_by_text("exact match")).to_be_visible()
    expect(here.alert).to_have_count(0)


def test_a_broken_pattern_leaves_the_hits(visit: Start) -> None:
    here = visit(f"/?q={quote(PENICILLIN)}")
    here.await_hits()
    pattern = here.page.get_by_label("Contains SMARTS")
    pattern.fill("c1ccccc")
    pattern.press("Enter")
    expect(here.alert).to_contain_text("SMARTS")
    expect(here.drawings).to_have_count(20)
    here.page.get_by_role("button", name="Clear filters").click()
    expect(here.alert).to_have_count(0)
    expect(pattern).to_have_value("")
    expect(here.page).not_to_have_url(re.compile("smarts"))


def test_a_mol_block_keeps_its_lines(visit: Start) -> None:
    here = visit()
    here.search(ETHANOL)
    expect(here.page.get_by_text("exact match")).to_be_visible()
    assert here.box.input_value() == ETHANOL


ETHANOL = """
  drawn by hand

  3  2  0  0  0  0  0  0  0  0999 V2000
    0.0000    0.0000    0.0000 C   0  0
    1.2990    0.7500    0.0000 C   0  0
    2.5981    0.0000    0.0000 O   0  0
  1  2  1  0
  2  3  1  0
M  END"""


@pytest.mark.parametrize(
    ("smiles", "theme"),
    [(r"C#C/C=C\C", "light"), ("C[C@H](N)C(=O)O", "dark"), ("CC(=O)[O-].[Na+]", "light")],
)
def test_a_url_keeps_every_character(visit: Start, smiles: str, theme: str) -> None:
    here = visit(theme=theme)
    here.search(smiles)
    here.await_hits()
    again = visit(here.page.url.removeprefix(here.home))
    again.await_hits()
    assert again.box.input_value() == smiles
    for _ in range(100):  # cards are drawn one after the other
        if names(again) == names(here):
            break
        again.page.wait_for_timeout(200)
    assert names(again) == names(here)


def test_a_text_of_twenty_thousand_characters(visit: Start) -> None:
    here = visit()
    here.search("penicillin " * 1818)
    expect(here.page.get_by_text("Only the first")).to_be_visible()
    expect(here.box).to_have_value("penicillin " * 1818)


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_drawings_lie_on_the_page(visit: Start, theme: str, width: int) -> None:
    here = visit(f"/?q={quote(PENICILLIN)}&smarts=c1ccccc1", theme=theme, width=width)
    here.await_hits()
    assert drawn_on(here) == ground_of(here)
    assert (ground_of(here) == "rgb(255, 255, 255)") == (theme == "light")
    assert_no_sideways_scrolling(here, width)


def test_drawings_follow_the_theme(visit: Start) -> None:
    here = visit(f"/?q={quote(PENICILLIN)}")
    here.await_hits()
    light = here.drawings.first.get_attribute("src") or ""
    here.page.get_by_role("button", name="Main menu").click()
    here.page.get_by_role("menuitemradio", name="Dark").click()
    expect(here.drawings.first).not_to_have_attribute("src", light)
    assert drawn_on(here) == ground_of(here)
    here.page.get_by_role("menuitemradio", name="System").click()
    expect(here.drawings.first).to_have_attribute("src", light)


def ground_of(here: Visit) -> str:
    """Return the colour of the page."""
    app = here.page.get_by_test_id("stApp")
    return str(app.evaluate("app => getComputedStyle(app).backgroundColor"))


def drawn_on(here: Visit) -> str:
    """Return the colour that the first drawing fills its ground with."""
    script = """async (image) => {
      const svg = await (await fetch(image.src)).text();
      const fill = svg.match(/<rect[^>]*fill:(#[0-9A-Fa-f]{6})/)[1];
      return `rgb(${[1, 3, 5].map((i) => parseInt(fill.slice(i, i + 2), 16)).join(", ")})`;
    }"""
    return str(here.drawings.first.evaluate(script))


@pytest.mark.parametrize("address", ["/", "/models", "/about"])
def test_narrow_screens_do_not_scroll_sideways(visit: Start, address: str) -> None:
    here = visit(address, width=NARROW)
    here.settle()
    assert_no_sideways_scrolling(here, NARROW)


def assert_no_sideways_scrolling(here: Visit, width: int) -> None:
    """Fail where the page, or the part of it that scrolls, is wider than the screen."""
    for part in ("html", "[data-testid=stMain]"):
        assert here.page.locator(part).evaluate("part => part.scrollWidth") <= width
