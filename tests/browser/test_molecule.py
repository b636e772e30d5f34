"""The molecule page and the tray in a real browser: from a molecule to a saved session."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, expect

from pages.parts.viewer import has_script
from tests.browser.conftest import NARROW, WIDE, Visit

Start = Callable[..., Visit]
AWKWARD = r"C#C/C=C\[C@H](N)C(=O)[O-].[Na+]"


def title_of(here: Visit) -> Locator:
    """Return the heading with the name of the molecule."""
    return here.page.get_by_role("heading", level=3).first


def await_page(here: Visit) -> None:
    """Wait until a molecule's page is there to its end."""
    expect(here.page.get_by_text("Nearest in the library")).to_be_visible()
    expect(here.page.get_by_role("button", name="Details").first).to_be_visible()


def assert_no_sideways_scrolling(here: Visit, width: int) -> None:
    for part in ("html", "[data-testid=stMain]"):
        assert here.page.locator(part).evaluate("part => part.scrollWidth") <= width


@pytest.mark.parametrize(("theme", "width"), [("light", WIDE), ("dark", NARROW)])
def test_from_a_molecule_to_a_saved_session(
    visit: Start, tmp_path: Path, theme: str, width: int
) -> None:
    here = visit("/molecule?id=2244", theme=theme, width=width)
    await_page(here)
    expect(title_of(here)).to_have_text("aspirin")
    assert_no_sideways_scrolling(here, width)
    plain = here.drawings.first.get_attribute("src") or ""
    here.page.get_by_role("radio", name="carboxylic acid", exact=True).press("Space")
    expect(here.drawings.first).not_to_have_attribute("src", plain)
    here.page.get_by_role("button", name="Keep").press("Enter")
    expect(here.page.get_by_role("link", name="Tray: 1")).to_be_visible()

    here.page.get_by_role("button", name="Details").first.press("Enter")
    expect(title_of(here)).not_to_have_text("aspirin")
    await_page(here)
    expect(here.page).not_to_have_url(re.compile("id=2244"))
    here.settle()
    here.page.get_by_role("button", name="Keep").press("Enter")
    expect(here.page.get_by_role("link", name="Tray: 2")).to_be_visible()
    here.settle()
    here.page.go_back()
    expect(title_of(here)).to_have_text("aspirin")

    here.page.get_by_role("link", name="Tray: 2").press("Enter")
    expect(here.page.get_by_text("2 of 200 molecules")).to_be_visible()
    # A part that answers before its page is drawn to the end can be told a place that is not
    # there yet, which Streamlit does not survive; nobody types a note that fast.
    here.settle()
    note = here.page.get_by_label("Note on aspirin")
    note.fill("order this")
    note.press("Control+Enter")
    here.settle()
    here.page.get_by_role("button", name="Clear").press("Enter")
    expect(here.page.get_by_text("0 of 200 molecules")).to_be_visible()
    here.page.get_by_role("button", name="Undo").press("Enter")
    expect(here.page.get_by_text("2 of 200 molecules")).to_be_visible()
    assert_no_sideways_scrolling(here, width)

    here.settle()
    with here.page.expect_download() as started:
        here.page.get_by_role("button", name="Save the session").press("Enter")
    file = tmp_path / "session.json"
    started.value.save_as(file)
    saved = json.loads(file.read_text(encoding="utf-8"))
    assert [one["note"] for one in saved["molecules"]] == ["order this", ""]

    again = visit("/tray", theme=theme, width=width)
    again.page.locator("input[type=file]").set_input_files(file)
    expect(again.page.get_by_text("2 of 2 molecules restored")).to_be_visible()
    expect(again.page.get_by_label("Note on aspirin")).to_have_value("order this")
    expect(again.page.get_by_role("link", name="Tray: 2")).to_be_visible()


def test_a_url_keeps_every_character_of_a_structure(visit: Start) -> None:
    here = visit(f"/molecule?smiles={quote(AWKWARD, safe='')}")
    await_page(here)
    box = here.page.get_by_label("Structure, identifier or name")
    expect(box).to_have_value(AWKWARD)
    expect(here.page.get_by_text("not in the library")).to_be_visible()
    box.fill("vanillin")
    box.press("Enter")
    expect(title_of(here)).to_have_text(re.compile("vanillin", re.IGNORECASE))
    expect(here.page).to_have_url(re.compile(r"/molecule\?id=vanillin$"))
    expect(box).to_be_focused()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_shape_in_space_comes_from_this_machine(visit: Start, theme: str) -> None:
    here = visit("/molecule?id=2244", theme=theme)
    await_page(here)
    here.page.get_by_text("3D", exact=True).click()
    if not has_script():
        expect(here.page.get_by_text("make run")).to_be_visible()
        return
    expect(here.page.get_by_text("MMFF94")).to_be_visible()
    frame = here.page.frame_locator("iframe").first
    canvas, sentence = frame.locator("canvas"), frame.locator("#no-webgl")
    # A browser without 3D graphics says so in place of an empty frame.
    expect(canvas.or_(sentence).first).to_be_attached()
    assert any(url.endswith("/app/static/3Dmol-min.js") for url in here.requests)


@pytest.mark.parametrize(("theme", "width"), [("light", NARROW), ("dark", WIDE)])
def test_a_comparison_is_a_url(visit: Start, theme: str, width: int) -> None:
    here = visit("/tray?compare=2244&compare=338", theme=theme, width=width)
    expect(here.drawings).to_have_count(2)
    expect(here.page.get_by_text("atoms in common")).to_be_visible()
    expect(here.page.get_by_text("≠ differs").first).to_be_visible()
    assert_no_sideways_scrolling(here, width)
