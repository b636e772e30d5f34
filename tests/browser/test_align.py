"""The linked view in a browser: pointing stays there, a press reaches the app, keys do both."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, expect

from pages.parts.align_question import EXAMPLES, write_address
from tests.browser.conftest import NARROW, WIDE, Visit

Start = Callable[..., Visit]
ADDRESS = f"/align?{urlencode(write_address(*EXAMPLES['aspirin']))}"


def fills(here: Visit) -> list[str]:
    """Return the colours behind the atoms."""
    return [
        str(disc.evaluate("one => one.style.fill")) for disc in here.page.locator("ellipse").all()
    ]


def word(here: Visit, text: str) -> Locator:
    return here.page.locator("button.word", has_text=text)


@pytest.mark.parametrize(("theme", "width"), [("light", WIDE), ("dark", NARROW)])
def test_words_atoms_and_rows_light_one_another(visit: Start, theme: str, width: int) -> None:
    here = visit(ADDRESS, theme=theme, width=width)
    ester = word(here, "acetate ester")
    expect(ester).to_be_visible()
    expect(here.page.locator(".text")).to_have_text(EXAMPLES["aspirin"][1])
    before = fills(here)
    ester.focus()
    status = here.page.locator(".status")
    expect(status).to_contain_text("“acetate ester”:")
    assert fills(here) != before
    # Arrow keys go from word to word; an atom speaks for its fragment.
    here.page.keyboard.press("ArrowLeft")
    expect(word(here, "carries").or_(word(here, "benzoic acid")).first).to_be_visible()
    here.page.locator("ellipse").first.focus()
    expect(status).to_contain_text("Atom C1 in")
    here.page.keyboard.press("Enter")
    expect(here.page.get_by_text("Rank in the library")).to_be_visible()
    here.page.locator("button.fragment", has_text="carboxylic acid").click()
    expect(here.page.get_by_label("Take away a fragment or a phrase")).to_have_value(
        "carboxylic acid"
    )
    wide = here.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width


def test_the_figure_is_handed_over(visit: Start) -> None:
    here = visit(ADDRESS)
    expect(word(here, "acetate ester")).to_be_visible()
    for label, ending in (("SVG", ".svg"), ("PNG", ".png")):
        with here.page.expect_download() as taken:
            here.page.get_by_role("button", name=label, exact=False).click()
        assert taken.value.suggested_filename.endswith(ending)
        assert taken.value.path().stat().st_size > 5000
