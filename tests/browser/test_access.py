"""What axe-core finds on every page, in light and dark: nothing serious that is ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Locator, expect

from pages.parts.align_question import EXAMPLES, write_address
from tests.axe import REMEDY, SCRIPT
from tests.browser.conftest import Visit

Start = Callable[..., Visit]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = ("serious", "critical")


@dataclass(frozen=True)
class Known:
    """A finding that Streamlit causes and neither our content nor our settings can mend."""

    rule: str
    selector: str  # of the elements, as CSS
    reason: str


KNOWN: tuple[Known, ...] = ()


def await_cards(visit: Visit) -> Locator:
    return visit.drawings.nth(19)


# Every page in a state that shows most of it, and what is there once it is drawn to its end.
PAGES: dict[str, tuple[str, Callable[[Visit], Locator]]] = {
    "start": ("/", lambda here: here.page.get_by_text("Or name it")),
    "cards": (f"/?q={quote('steroid without a hydroxy group')}", await_cards),
    "table": ("/?q=flavonol&view=Table", lambda here: here.page.get_by_test_id("stDataFrame")),
    "map": ("/?q=flavonol&view=Map", lambda here: here.page.locator(".stPlotlyChart .main-svg")),
    "mistake": ("/?q=CC(%3DO", lambda here: here.alert),
    "molecule": ("/molecule?id=2244", lambda here: here.drawings.nth(8)),
    "alignment": (
        f"/align?{urlencode(write_address(*EXAMPLES['aspirin']))}",
        lambda here: here.page.locator("button.word"),
    ),
    "caption": ("/caption", lambda here: here.page.get_by_text("Type or paste")),
    "generate": ("/generate", lambda here: here.page.get_by_label("How many molecules")),
    "tray": ("/tray?compare=2244&compare=338", lambda here: here.drawings.nth(1)),
    "models": ("/models", lambda here: here.page.locator(".stPlotlyChart .main-svg")),
    "about": ("/about", lambda here: here.page.get_by_text("What it is not good at")),
}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_grave_stands_in_anybodys_way(visit: Start, name: str) -> None:
    assert SCRIPT.is_file(), REMEDY
    address, await_end = PAGES[name]
    here = visit(address)
    for theme in ("light", "dark"):
        here.take_theme(theme)
        expect(await_end(here).first).to_be_visible()
        here.settle()
        assert find_grave(here) == [], theme


def find_grave(here: Visit) -> list[str]:
    """Return rule and element of each grave finding that is not known."""
    here.page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    options = {"resultTypes": ["violations"], "runOnly": STANDARDS}
    report: dict[str, Any] = here.page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{finding['id']}: {node['html']}"
        for finding in report["violations"]
        if finding["impact"] in GRAVE
        for node in finding["nodes"]
        if not is_known(here, finding["id"], node["target"][0])
    ]


def is_known(here: Visit, rule: str, target: str) -> bool:
    element = here.page.locator(target).first
    return any(
        element.evaluate("(one, selector) => one.matches(selector)", known.selector)
        for known in KNOWN
        if known.rule == rule
    )
