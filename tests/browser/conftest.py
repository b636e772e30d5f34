"""One server and one Chromium for all browser tests; every page they open is watched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.serving import open_browser, serve_app

PATIENCE = 60_000  # ms: the first search opens the engine, perhaps on a busy machine
WIDE, NARROW = 1400, 400
# The sketcher's frame throws this now and then before it is ready, and works all the same.
KETCHER = "(reading 'eventBus')"

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here as a browser test, so that it can be left out by name."""
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@dataclass
class Visit:
    """One page of the app in the browser, and what it asked for and complained of."""

    page: Page
    home: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def complain(self, error: str) -> None:
        """Note what a script of the page broke at, but for Ketcher's own at its start."""
        if KETCHER not in error:
            self.complaints.append(error)

    @property
    def box(self) -> Locator:
        """The box for descriptions."""
        return self.page.get_by_label("Description of a molecule")

    @property
    def heading(self) -> Locator:
        """The heading above the cards."""
        return self.page.get_by_role("heading", level=3)

    @property
    def drawings(self) -> Locator:
        """The drawings of the cards."""
        return self.page.get_by_role("img", name=re.compile("^Structure "))

    @property
    def alert(self) -> Locator:
        """The sentence that says what went wrong."""
        return self.page.get_by_role("alert")

    def open(self, address: str = "/") -> None:
        """Go to an address of the app and wait until it can be typed in."""
        self.page.goto(f"{self.home}{address}")
        expect(self.page.get_by_text("Runs on this machine")).to_be_visible()

    def search(self, text: str, key: str = "Enter") -> None:
        """Type a text into the box and press a key."""
        self.box.fill(text)
        self.box.press(key)

    def await_hits(self) -> None:
        """Wait until there are cards."""
        expect(self.drawings.first).to_be_visible()

    def settle(self) -> None:
        """Wait until the page is drawn to its end."""
        app = self.page.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-script-state", "notRunning")
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0)

    def take_theme(self, theme: str) -> None:
        """Let the system change to "light" or "dark", and wait until the page follows."""
        dark = self.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        if dark == (theme == "dark"):
            return
        logo = self.page.get_by_role("img", name="Logo").first
        before = logo.get_attribute("src") or ""
        self.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        expect(logo).not_to_have_attribute("src", before)

    def set_limit(self, button: str, label: str, value: str) -> None:
        """Open the filter of a button, type a limit, and close it again."""
        self.page.get_by_role("button", name=button).click()
        self.page.get_by_label(label).fill(value)
        self.page.get_by_label(label).press("Enter")
        self.page.keyboard.press("Escape")

    def leaving(self) -> list[str]:
        """Return the requests that went anywhere but to the app's own server."""
        own = urlsplit(self.home).netloc
        inner = ("data", "blob")
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme not in inner and urlsplit(url).netloc != own
        ]


@pytest.fixture(scope="session")
def app_url() -> Iterator[str]:
    """Return the address of the running app."""
    with serve_app() as server:
        yield server.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium."""
    with open_browser() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def context(browser: Browser) -> BrowserContext:
    """Return what all pages share: the cache, so that only the first loads Streamlit itself."""
    return browser.new_context(accept_downloads=True)


@pytest.fixture
def visit(app_url: str, context: BrowserContext) -> Iterator[Callable[..., Visit]]:
    """Return a function that opens a page; at the end no page may have left this machine."""
    visits: list[Visit] = []

    def start(address: str = "/", *, width: int = WIDE, theme: str = "light") -> Visit:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 1000})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        page.set_default_timeout(PATIENCE)
        here = Visit(page, app_url)
        visits.append(here)
        page.on("request", lambda request: here.requests.append(request.url))
        page.on("websocket", lambda socket: here.requests.append(socket.url))
        page.on("pageerror", lambda error: here.complain(str(error)))
        here.open(address)
        return here

    yield start
    for here in visits:
        assert here.requests
        assert here.leaving() == []
        assert here.complaints == []
        here.page.close()
