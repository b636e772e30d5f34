"""Captions in a browser: a drawn molecule, a file with broken rows, a job that outlives a page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import FrameLocator, expect

from pages.parts.caption_address import write_address
from pages.parts.caption_boxes import LABEL
from tests.browser.conftest import NARROW, WIDE, Visit

Start = Callable[..., Visit]
ASPIRIN = "CC(=O)Oc1ccccc1C(=O)O"
FIVE = "smiles,name\nCCO,ethanol\nC1CC,open ring\nc1ccccc1,benzene\nCC(=O,open bracket\nO,water\n"
SLOW = 180_000  # ms: the sketcher and the captioner load once


def sketcher(here: Visit) -> FrameLocator:
    return here.page.frame_locator("iframe[title*=ketcher]")


def width(here: Visit) -> int:
    return int(here.page.evaluate("document.documentElement.scrollWidth"))


@pytest.mark.parametrize(("theme", "size"), [("light", WIDE), ("dark", NARROW)])
def test_captions_of_one_molecule_lead_on(visit: Start, theme: str, size: int) -> None:
    here = visit(f"/caption?{urlencode(write_address(ASPIRIN))}", theme=theme, width=size)
    expect(here.page.get_by_role("heading", name="4 captions")).to_be_visible(timeout=SLOW)
    expect(here.page.get_by_text("Known: PubChem CID 2244")).to_be_visible()
    expect(here.page.get_by_text("at rank")).to_have_count(4)
    expect(here.page.get_by_text("verified").first).to_be_visible()
    assert width(here) <= size
    here.page.get_by_role("link", name="Align", exact=True).first.click()
    expect(here.page.get_by_role("heading", name="Alignment")).to_be_visible()
    expect(here.page.get_by_label("Molecule to align")).to_have_value(ASPIRIN)
    expect(here.page.get_by_label("Description to align")).not_to_have_value("")


def test_a_molecule_is_drawn_and_captioned(visit: Start) -> None:
    here = visit("/caption?way=draw")
    sketch = sketcher(here)
    apply = sketch.get_by_role("button", name="Apply")
    expect(apply).to_be_enabled(timeout=SLOW)
    # A click with the template of benzene puts one on the canvas.
    sketch.get_by_test_id("template-0").or_(sketch.locator("[title^=Benzene]")).first.click()
    canvas = sketch.locator("svg[class*=canvas], .intermediateCanvas, [class*=canvas] svg").first
    canvas.click(position={"x": 300, "y": 200})
    apply.click()
    expect(here.page.get_by_label(LABEL)).to_have_value("c1ccccc1")
    expect(here.page.get_by_role("heading", name="benzene")).to_be_visible(timeout=SLOW)
    expect(here.page.get_by_text("at rank").first).to_be_visible()
    assert "smiles=c1ccccc1" in here.page.url


def test_a_file_with_broken_rows_is_captioned_and_outlives_the_page(
    visit: Start, tmp_path: Path
) -> None:
    here = visit("/caption?way=upload")
    path = tmp_path / "five.csv"
    path.write_text(FIVE, encoding="utf-8")
    here.page.locator("input[type=file]").set_input_files(path)
    expect(here.page.get_by_text("3 can be read")).to_be_visible()
    here.page.get_by_role("button", name="Caption 5 rows").click()
    expect(here.page.get_by_text("5 of 5 rows")).to_be_visible(timeout=SLOW)
    address = here.page.url
    assert "job=" in address
    other = visit("/caption")
    other.page.get_by_role("button", name="five.csv").first.click()
    expect(other.page.get_by_text("3 with captions")).to_be_visible()
    assert other.page.url == address
    with other.page.expect_download() as taken:
        other.page.get_by_role("button", name="JSON").click()
    rows = json.loads(taken.value.path().read_text(encoding="utf-8"))
    assert [row["status"] for row in rows] == ["ok", "error", "ok", "error", "ok"]
    assert [row["name"] for row in rows][:2] == ["ethanol", "open ring"]
    with other.page.expect_download() as taken:
        other.page.get_by_role("button", name="Rejects").click()
    assert len(taken.value.path().read_text(encoding="utf-8-sig").splitlines()) == 3
    other.page.get_by_role("button", name="Delete").click()
    other.page.get_by_role("button", name="Delete the job").click()
    expect(other.page.get_by_label(LABEL)).to_be_visible()
    expect(other.page.get_by_role("button", name="five.csv")).to_have_count(0)


def test_a_file_that_is_too_large_is_refused_in_a_sentence(visit: Start, tmp_path: Path) -> None:
    here = visit("/caption?way=upload")
    path = tmp_path / "large.smi"
    with path.open("wb") as file:
        file.truncate(300 * 2**20)
    here.page.locator("input[type=file]").set_input_files(path)
    expect(here.page.get_by_text("must be 50.0MB or smaller")).to_be_visible()
