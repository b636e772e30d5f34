"""Help where it is needed: the tour, and what every page says of itself."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from pages.parts.tour import STEPS
from tests.browser.conftest import NARROW, WIDE, Visit

Start = Callable[..., Visit]


def come_first(visit: Start, **look: object) -> Visit:
    """Open the app as somebody who was never here before."""
    here = visit("/about", **look)
    here.page.evaluate("localStorage.clear()")
    here.open()
    return here


def invitation(here: Visit) -> Locator:
    return here.page.get_by_text("New here?")


@pytest.mark.parametrize(("theme", "width"), [("light", WIDE), ("dark", NARROW)])
def test_the_tour_by_keyboard(visit: Start, theme: str, width: int) -> None:
    here = come_first(visit, theme=theme, width=width)
    expect(invitation(here)).to_be_visible()
    here.page.get_by_role("button", name="Take the tour").press("Enter")
    here.await_hits()
    expect(here.box).to_have_value(STEPS[0].address["q"])
    following = here.page.get_by_role("button", name="Next", exact=True)
    for number, step in enumerate(STEPS, 1):
        expect(here.page.get_by_text(step.title)).to_be_visible()
        expect(here.page.get_by_text(f"step {number} of {len(STEPS)}")).to_be_visible()
        assert here.page.evaluate("document.documentElement.scrollWidth") <= width
        if number < len(STEPS):
            following.press("Enter")
    expect(here.page).to_have_url(re.compile(r"/models$"))
    here.page.get_by_role("button", name="End the tour").press("Enter")
    expect(here.page.get_by_text(STEPS[-1].title)).to_have_count(0)

    again = visit(theme=theme, width=width)
    again.settle()
    expect(again.page.locator("html[data-tour=seen]")).to_have_count(1)
    expect(invitation(again)).to_be_hidden()


def test_declined_once_and_for_all(visit: Start) -> None:
    here = come_first(visit)
    here.page.get_by_role("button", name="Not now").click()
    expect(invitation(here)).to_have_count(0)
    again = visit()
    expect(again.page.locator("html[data-tour=seen]")).to_have_count(1)
    expect(invitation(again)).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_limits_and_the_card_are_one_click_away(visit: Start, theme: str) -> None:
    here = visit("/align", theme=theme)
    here.page.get_by_role("button", name="What it cannot do").click()
    expect(here.page.get_by_text("not what causes an activity")).to_be_visible()
    here.page.keyboard.press("Escape")
    here.page.get_by_role("link", name="Checkpoint card").click()
    expect(here.page.get_by_role("heading", name="Checkpoint", exact=True)).to_be_visible()
