"""Help on every page, and the tour."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.pages_manager import PagesManager

from pages.parts.help import PAGES
from pages.parts.tour import STEPS
from tests.app.conftest import Screen, unescape
from tests.app.pages import go_to

Open = Callable[..., Screen]
FILES = {
    "" if file == "find" else file: file
    for file in re.findall(
        r'"pages/(\w+)\.py"', (Path(__file__).parents[2] / "app.py").read_text(encoding="utf-8")
    )
}


@pytest.fixture(autouse=True)
def framed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every run go through the frame, as on the server: AppTest takes pages/ for an app."""
    begin = PagesManager.__init__

    def begin_framed(manager: PagesManager, *args: Any, **options: Any) -> None:
        begin(manager, *args, **options)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", begin_framed)


def links(screen: Screen) -> dict[str, str]:
    """Return the pages that the links of the page lead to, by what the links say."""
    found: list[Any] = list(screen.app.get("page_link"))
    return {link.proto.label: link.proto.page for link in found}


def texts(screen: Screen, popover: str) -> str:
    """Return what opens below a button."""
    blocks: list[Any] = list(screen.app.get("popover"))
    block = next(one for one in blocks if one.proto.popover.label.endswith(popover))
    return unescape("\n".join(one.value for one in block.markdown))


def step(screen: Screen) -> str:
    """Return the title of the step of the tour that is shown, if any."""
    titles = (block.value for block in screen.app.markdown if "[step " in block.value)
    return next((title.split("**")[1] for title in titles if title.startswith("**")), "")


def test_every_page_is_known() -> None:
    assert set(FILES) == set(PAGES)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_how_it_works_and_what_it_cannot_do(open_screen: Open, path: str) -> None:
    screen = open_screen()
    go_to(screen, FILES[path])
    assert unescape(PAGES[path].how) in texts(screen, "How this works")
    assert unescape(PAGES[path].cannot) in texts(screen, "What it cannot do")
    assert links(screen)["Checkpoint card"] == "about"


def test_the_tour_leads_through_the_pages_and_back(open_screen: Open) -> None:
    screen = open_screen()
    assert any("New here?" in block.value for block in screen.app.markdown)
    screen.press("Take the tour")
    for one in STEPS:
        assert step(screen) == one.title
        if one is not STEPS[-1]:
            screen.press("Next")
    assert [one.value for one in screen.app.title] == ["Models"]
    for one in reversed(STEPS[:-1]):
        screen.press("Back")
        assert step(screen) == one.title
    assert screen.typed == STEPS[0].address["q"]
    screen.press("End the tour")
    assert not step(screen)


def test_who_declines_the_tour_is_not_asked_again(open_screen: Open) -> None:
    screen = open_screen()
    screen.press("Not now")
    go_to(screen, "about")
    go_to(screen, "find")
    assert not any("New here?" in block.value for block in screen.app.markdown)
    go_to(screen, "align")
    screen.press("Take the tour")
    assert step(screen) == STEPS[0].title
    assert screen.typed == STEPS[0].address["q"]
