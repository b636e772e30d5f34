"""The linked view in a browser: pointing stays there, a press reaches the app, keys do both."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, expect

from pages.parts import align_linked, align_saving
from pages.parts.align_question import EXAMPLES, write_address
from tests.browser.conftest import NARROW, WIDE, Visit

Start = Callable[..., Visit]
TOLUENE = "a toluene with two nitro groups"
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


@pytest.mark.parametrize(("theme", "width"), [("light", WIDE), ("dark", NARROW)])
def test_a_hit_is_sent_here_with_its_description(visit: Start, theme: str, width: int) -> None:
    here = visit(f"/?{urlencode({'q': TOLUENE})}", theme=theme, width=width)
    here.await_hits()
    here.page.get_by_role("button", name="Send to").first.press("Enter")
    here.page.get_by_role("link", name="Align", exact=True).press("Enter")
    expect(here.page.locator(".text")).to_have_text(TOLUENE)
    expect(here.page.get_by_label("Description to align")).to_have_value(TOLUENE)
    expect(word(here, "nitro groups")).to_be_visible()


def test_the_figure_is_handed_over(visit: Start) -> None:
    here = visit(ADDRESS)
    expect(word(here, "acetate ester")).to_be_visible()
    for label, ending in (("SVG", ".svg"), ("PNG", ".png")):
        with here.page.expect_download() as taken:
            here.page.get_by_role("button", name=label, exact=False).click()
        assert taken.value.suggested_filename.endswith(ending)
        assert taken.value.path().stat().st_size > 5000


DATA = {
    "token": "1", "chosen": None, "text": "an acid", "threshold": 0, "flat": False, "top": 1,
    "alt": "a structure", "names": ["C1"], "matrix": [[1]], "shades": ["#fff", "#888", "#000"],
    "columns": [{"text": "acid", "start": 3, "end": 7}], "rows": [{"label": "acid", "atoms": [0]}],
    "overall": {"rows": [1], "columns": [1], "topOfRows": 1, "topOfColumns": 1},
    "drawing": "<svg><ellipse class='atom-0' cx='5' cy='5' rx='2' ry='2'/></svg>",
    "unit": {"row": "fragment", "column": "phrase"}, "shown": {"rows": [0], "columns": [0]},
}  # fmt: skip
# Calls a component's script as Streamlit does: some moments late, whatever stands there by then.
CALL = """async ([script, html, data, times]) => {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const part = await import(url), parentElement = document.createElement("div");
  document.body.append(parentElement);
  parentElement.innerHTML = html;
  const sent = [];
  const setStateValue = (...value) => sent.push(value);
  for (let turn = 0; turn < times; turn++) part.default({ data, parentElement, setStateValue });
  parentElement.querySelector("button")?.click();
  return { sent, words: parentElement.querySelectorAll("button.word").length };
}"""


def call(here: Visit, script: str, html: str, data: object, times: int = 1) -> dict[str, object]:
    return dict(here.page.evaluate(CALL, [script, html, data, times]))


def test_scripts_leave_alone_what_is_not_theirs(visit: Start) -> None:
    here = visit("/about")
    linked = "\n".join(map(align_linked._read, align_linked._SCRIPTS))
    host, png = '<div class="linked"></div>', '<button class="png">PNG</button>'
    assert call(here, linked, png, DATA) == {"sent": [], "words": 0}
    own = call(here, linked, host, DATA, times=3)
    assert own == {"sent": [["chosen", {"kind": "column", "column": 0}]], "words": 1}
    with_word = '<div class="linked"><button class="word">acid</button></div>'
    found = call(here, align_saving._PNG, with_word, {"svg": "broken", "name": "map.png"})
    assert found == {"sent": [], "words": 1}
