"""What a person does where no model runs, against a press on an empty Streamlit page.

Each is timed in the browser, from the press to the moment at which the answer is on the screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from statistics import median
from urllib.parse import quote

from playwright.sync_api import Page

from tests.bench.figures import Figure
from tests.serving import open_browser, serve_app

QUERY = "a penicillin that carries a phenyl group"
ROUNDS = 7
LIMIT = 2.0
PATIENCE = 60_000  # ms
# Presses what a function finds and resolves with the milliseconds until another returns true.
_TIME = """([find, is_there]) => new Promise((resolve, reject) => {
  const target = eval(find)(), answered = eval(is_there);
  if (!target) return reject(new Error(`nothing to press: ${find}`));
  const started = performance.now();
  const look = () => (answered() ? resolve(performance.now() - started)
    : requestAnimationFrame(look));
  target.click();
  look();
})"""
# Begins to count when the system's theme changes: before anything of the page, so that what the
# page does at once counts too.
_BEGIN = """matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  window.themeChanged = performance.now();
});"""
# Resolves with the milliseconds since then once an image is another one.
_WATCH = """([selector, before]) => { window.changed = new Promise((resolve) => {
  const look = () => (document.querySelector(selector)?.getAttribute("src") !== before
    ? resolve(performance.now() - window.themeChanged) : requestAnimationFrame(look));
  look();
}); }"""


@dataclass(frozen=True)
class Act:
    """Something that is done and undone in turn.

    Attributes:
        name: of the figure.
        there: JavaScript that returns what is pressed, and whether the answer is there.
        back: the same for the way back.
    """

    name: str
    there: tuple[str, str]
    back: tuple[str, str]


def find(selector: str, text: str = "") -> str:
    """Return JavaScript that finds an element by its selector and, in part, its text."""
    return (
        f"() => [...document.querySelectorAll({selector!r})]"
        f".find((one) => one.textContent.includes({text!r}))"
    )


def is_there(selector: str, text: str = "") -> str:
    """Return JavaScript that tells whether such an element is there."""
    return f"() => Boolean(({find(selector, text)})())"


CARDS, TABLE = '.st-key-hits img[alt^="Structure "]', '[data-testid="stDataFrame"]'
RANK = ".st-key-hits .badge"
ACTS = (
    Act(
        "cards to table and back",
        (find('[role="radio"]', "Table"), is_there(TABLE)),
        (find('[role="radio"]', "Cards"), is_there(CARDS)),
    ),
    Act(
        "next page of cards and back",
        (find('[aria-label="Page 2"]'), is_there(RANK, "rank 21")),
        (find('[aria-label="Page 1"]'), is_there(RANK, "rank 1")),
    ),
    Act(
        "filters set and cleared",
        (find("button", "Veber"), is_there("h3", "pass the filters")),
        (find("button", "Clear filters"), is_there("h3", "have what was read")),
    ),
    Act(
        "into the tray and out",
        (find("button", "Keep"), is_there("a", "Tray: 1")),
        (find("button", "In the tray"), is_there("a", "Tray: 0")),
    ),
)


def measure_interactions() -> list[Figure]:
    """Return a figure for each act: its median time over that of a press on an empty page.

    Both are done in turn, so that what else the machine does weighs on both.
    """
    with (
        open_browser() as browser,
        serve_app(script="tests/bench/empty.py") as bare,
        serve_app() as server,
        browser.new_page() as blank,
        browser.new_page() as page,
    ):
        press = time_empty(blank, bare.url)
        open_search(page, server.url)
        acts = {act.name: time_act(page, act) for act in ACTS}
        acts["theme changed"] = time_theme(page)
        return [_compare(name, acting, press) for name, acting in acts.items()]


def _compare(name: str, acting: Iterator[float], press: Iterator[float]) -> Figure:
    pairs = [(taken, next(press)) for taken in acting]
    taken, empty = (median(times) for times in zip(*pairs, strict=True))
    told = f"{taken:.0f} ms / {empty:.0f} ms, medians of {2 * ROUNDS}"
    return Figure(f"{name} / empty rerun", taken / empty, LIMIT, "x", told)


def time_empty(page: Page, url: str) -> Iterator[float]:
    """Yield the milliseconds of presses on the empty page, without end."""
    page.goto(url)
    page.wait_for_selector("text=pressed 0 times", timeout=PATIENCE)
    page.wait_for_selector("button:has-text('Press')")  # fetched apart, perhaps after the text
    for number in count(1):
        step = [find("button", "Press"), is_there("*", f"pressed {number} times")]
        taken = float(page.evaluate(_TIME, step))
        _await_rest(page)
        if number > 2:
            yield taken


def open_search(page: Page, url: str) -> None:
    """Open a search and wait until nothing runs any more."""
    page.set_default_timeout(PATIENCE)
    page.add_init_script(_BEGIN)
    page.set_viewport_size({"width": 1400, "height": 1000})
    page.goto(f"{url}/?q={quote(QUERY)}")
    page.wait_for_selector(CARDS)
    _await_rest(page)
    page.wait_for_timeout(10_000)  # what reads structures is loaded in the background


def time_act(page: Page, act: Act) -> Iterator[float]:
    """Yield the milliseconds of an act, there and back; the first round only warms up."""
    for turn in range(ROUNDS + 1):
        for step in (act.there, act.back):
            taken = float(page.evaluate(_TIME, list(step)))
            _await_rest(page)
            if turn:
                yield taken


def time_theme(page: Page) -> Iterator[float]:
    """Yield the milliseconds from a change of the system's theme to the drawings in it."""
    for turn in range(2 * ROUNDS + 2):
        dark = turn % 2 == 0
        before = page.locator(CARDS).first.get_attribute("src")
        page.evaluate(_WATCH, [CARDS, before])
        page.emulate_media(color_scheme="dark" if dark else "light")
        taken = float(page.evaluate("window.changed"))
        _await_rest(page)
        if turn > 1:
            yield taken


def _await_rest(page: Page) -> None:
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
