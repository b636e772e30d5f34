"""Cards, table and map in a real browser, and refining and sharing what they show."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, TimeoutError, expect

from tests.browser.conftest import NARROW, PATIENCE, WIDE, Visit

Start = Callable[..., Visit]
QUERY = f"/?q={quote('flavonol with a catechol ring')}"


@pytest.mark.parametrize(("theme", "width"), [("light", WIDE), ("dark", NARROW)])
def test_one_selection_in_three_views(visit: Start, theme: str, width: int) -> None:
    here = visit(QUERY, theme=theme, width=width)
    here.await_hits()
    here.page.get_by_label("Select rank 2", exact=True).check(force=True)
    expect(here.page.get_by_text("1 selected")).to_be_visible()
    choose(here, "Table")
    expect(here.page).to_have_url(re.compile("view=Table"))
    expect(here.page.get_by_test_id("stDataFrame")).to_be_visible()
    expect(here.page.get_by_text("1 selected")).to_be_visible()
    choose(here, "Map")
    expect(here.page).to_have_url(re.compile("view=Map"))
    expect(here.page.get_by_test_id("stPlotlyChart")).to_be_visible()
    expect(here.drawings).to_have_count(1)
    assert here.page.evaluate("document.documentElement.scrollWidth") <= width
    again = visit(here.page.url.removeprefix(here.home), theme=theme, width=width)
    expect(again.page.get_by_test_id("stPlotlyChart")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_hit_on_the_map_shows_its_card_and_a_lasso_selects(visit: Start, theme: str) -> None:
    here = visit(f"{QUERY}&view=Map", theme=theme)
    plot = here.page.locator(".stPlotlyChart .nsewdrag").first
    expect(plot).to_be_visible()
    here.settle()
    card = here.page.locator(".hit")
    expect(card).to_be_hidden()
    hover_until_shown(here, here.page.locator(".stPlotlyChart .point").first, card)
    expect(card.locator("img")).to_be_visible()
    expect(card).to_contain_text("rank")
    box = plot.bounding_box()
    assert box is not None
    left, top = box["x"] + 4, box["y"] + 4
    right, bottom = box["x"] + box["width"] - 4, box["y"] + box["height"] - 4
    here.page.mouse.move(left, top)
    here.page.mouse.down()
    for x, y in ((right, top), (right, bottom), (left, bottom), (left, top)):
        here.page.mouse.move(x, y, steps=4)
    here.page.mouse.up()
    expect(here.page.get_by_text(re.compile(r"^\d+ selected$"))).to_be_visible()
    expect(card).to_be_hidden()
    here.page.get_by_role("button", name="Keep them in the tray").click()
    expect(here.page.get_by_text(re.compile(r"Tray: [1-9]\d*"))).to_be_visible()


def test_quick_presses_are_all_taken(visit: Start) -> None:
    here = visit(QUERY)
    here.await_hits()
    told: list[str] = []
    here.page.on("console", lambda message: told.append(message.text))
    keep = here.page.get_by_role("button", name="Keep", exact=True)
    for _ in range(5):
        keep.first.click(no_wait_after=True)
    here.page.get_by_label("Select rank 7", exact=True).check()
    here.page.get_by_role("button", name="Page 2", exact=True).click()
    expect(here.page.get_by_text("rank 21", exact=True)).to_be_visible()
    keep.first.click()
    keep.first.click()
    expect(here.page.get_by_role("link", name="Tray: 7")).to_be_visible()
    expect(here.page.get_by_text("1 selected")).to_be_visible()
    here.page.get_by_role("button", name="Page 1", exact=True).click()
    expect(here.page.get_by_role("button", name="In the tray", exact=True)).to_have_count(5)
    expect(here.page.get_by_label("Select rank 7", exact=True)).to_be_checked()
    here.page.get_by_role("button", name="In the tray", exact=True).first.click()
    expect(here.page.get_by_role("link", name="Tray: 6")).to_be_visible()
    assert not [text for text in told if "delta" in text.lower()]


def test_a_press_on_hits_that_go_away_breaks_nothing(visit: Start) -> None:
    here = visit(QUERY)
    here.await_hits()
    told: list[str] = []
    here.page.on("console", lambda message: told.append(message.text))
    pattern = here.page.get_by_label("Contains SMARTS")
    for _ in range(2):
        pattern.fill("[Es]")
        # The card is pressed before the answer to the filter is there.
        here.page.evaluate(
            """() => {
              document.activeElement.blur();
              const keep = [...document.querySelectorAll(".card .act[data-act=keep]")];
              keep[0].click();
              setTimeout(() => keep[1].click(), 30);
            }"""
        )
        expect(here.heading).to_have_text("No molecule passes the filters")
        here.settle()
        expect(here.drawings).to_have_count(0)
        here.page.get_by_role("button", name="Clear filters").click()
        here.await_hits()
    assert not [text for text in told if "delta" in text.lower() or "index" in text.lower()]


@pytest.mark.parametrize(("theme", "width"), [("light", WIDE), ("dark", NARROW)])
def test_a_card_leads_on_by_keyboard(visit: Start, theme: str, width: int) -> None:
    here = visit(QUERY, theme=theme, width=width)
    here.await_hits()
    here.page.get_by_role("button", name="Keep", exact=True).first.press("Enter")
    expect(here.page.get_by_role("link", name="Tray: 1")).to_be_visible()
    onward = here.page.get_by_role("button", name="Send to").first
    onward.press("Enter")
    cards = here.page.locator(".cards")
    align = cards.get_by_role("link", name="Align", exact=True)
    expect(align).to_be_visible()
    here.page.keyboard.press("Escape")
    expect(align).to_be_hidden()
    expect(onward).to_be_focused()
    onward.press("Enter")
    here.page.keyboard.press("Tab")
    expect(cards.get_by_role("link", name="Caption", exact=True)).to_be_focused()
    assert here.page.evaluate("document.documentElement.scrollWidth") <= width
    align.press("Enter")
    expect(here.page).to_have_url(re.compile("/align.*text="))
    expect(here.page.get_by_role("heading", name="Alignment", level=1)).to_be_visible()
    expect(here.page.get_by_role("link", name="Tray: 1")).to_be_visible()
    here.page.go_back()
    here.await_hits()
    expect(here.page.get_by_role("button", name="In the tray", exact=True)).to_have_count(1)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_search_is_refined_and_shared(visit: Start, theme: str) -> None:
    here = visit("/?q=an+antibiotic", theme=theme)
    here.await_hits()
    here.page.get_by_role("button", name="Refine").click()
    here.page.get_by_label("Phrase").fill("macrolide #1 + a/b")
    here.page.get_by_role("button", name="More of it").click()
    chip = here.page.get_by_role("button", name="more of macrolide #1 + a/b")
    expect(chip).to_be_visible()
    here.page.keyboard.press("Escape")
    expect(here.page).to_have_url(re.compile("more=macrolide"))
    again = visit(here.page.url.removeprefix(here.home), theme=theme)
    expect(again.page.get_by_role("button", name="more of macrolide #1 + a/b")).to_be_visible()
    again.page.get_by_text("Show code and link").click()
    expect(again.page.get_by_text("TextMol.open()")).to_be_visible()
    again.page.get_by_role("button", name="More like this").nth(1).click()
    expect(again.page.get_by_role("button", name=re.compile("^like "))).to_be_visible()
    expect(again.page.get_by_text("exact match")).to_be_visible()
    expect(again.page).to_have_url(re.compile("like="))


def test_the_reading_is_overruled_and_kept_in_the_url(visit: Start) -> None:
    here = visit("/?q=CCO")
    expect(here.page.get_by_text("Read as SMILES")).to_be_visible()
    here.page.get_by_role("combobox", name="How the text is read").click()
    here.page.get_by_role("option", name="as a SMARTS pattern").click()
    expect(here.heading).to_contain_text("contain the pattern")
    expect(here.page).to_have_url(re.compile("read=as"))
    again = visit(here.page.url.removeprefix(here.home))
    expect(again.heading).to_have_text(here.heading.inner_text())


def choose(here: Visit, name: str) -> None:
    """Press the button of a view."""
    here.page.get_by_role("radio", name=name).click()


def hover_until_shown(here: Visit, target: Locator, shown: Locator) -> None:
    """Move the pointer on, and again if the chart was still being drawn when it came."""
    for _ in range(PATIENCE // 1000):
        target.hover(force=True)
        try:
            shown.wait_for(state="visible", timeout=1000)
        except TimeoutError:
            here.page.mouse.move(0, 0)
        else:
            return
