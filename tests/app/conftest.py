"""Run the app's script without a browser, on the real engine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

PATIENCE = 120.0  # seconds: the first run opens the engine, perhaps on a busy machine


@dataclass(frozen=True)
class Screen:
    """The app as a person has it before them; ``app`` is Streamlit's view of it."""

    app: AppTest

    def search(self, text: str) -> None:
        """Type a text into the box and commit it."""
        self.app.text_area(key="q").set_value(text).run()
        self.check()

    def set_number(self, key: str, value: float | None) -> None:
        """Type a number into a filter and commit it."""
        self.app.number_input(key=key).set_value(value).run()
        self.check()

    def set_smarts(self, smarts: str) -> None:
        """Type a SMARTS pattern into its filter and commit it."""
        self.app.text_input(key="smarts").set_value(smarts).run()
        self.check()

    def press(self, label: str) -> None:
        """Click the button with a label."""
        next(button for button in self.app.button if button.label == label).click().run()
        self.check()

    def choose_view(self, name: str) -> None:
        """Choose the cards, the table or the map."""
        self.app.button_group(key="view").set_value(name).run()
        self.check()

    def turn_to(self, page: int) -> None:
        """Click on a page of hits."""
        self.app.pagination[0].set_value(page).run()
        self.check()

    def check(self) -> None:
        """Fail where a run ended in an exception."""
        assert not self.app.exception, [error.value for error in self.app.exception]

    def tick(self, *rows: int) -> None:
        """Select the hits of these rows of the library, as the browser does where one is ticked."""
        state = self.app.session_state
        before: frozenset[int] = state["selected"] if "selected" in state else frozenset()  # noqa: SIM401
        state["selected"] = before | frozenset(rows)
        self.app.run()
        self.check()

    @property
    def cards(self) -> list[dict[str, Any]]:
        """What the browser is told of the cards of hits, in order."""
        return list(self.component("hit_cards").get("cards", []))

    @property
    def marks(self) -> dict[str, Any]:
        """What the browser is told of marks on the cards: rows selected and rows kept."""
        return self.component("hit_marks")

    def component(self, name: str) -> dict[str, Any]:
        """Return the data of a component of the page, empty where it is not there."""
        for element in self.app.get("bidi_component"):
            if element.proto.component_name == f"textmol.{name}":
                data: dict[str, Any] = json.loads(element.proto.json)
                return data
        return {}

    @property
    def typed(self) -> str:
        """What stands in the box."""
        return str(self.app.text_area(key="q").value)

    @property
    def errors(self) -> list[str]:
        """The sentences of all errors, as they read on the page."""
        return [unescape(error.value) for error in self.app.error]

    @property
    def heading(self) -> str:
        """The heading above the cards."""
        return str(self.app.subheader[0].value)

    @property
    def captions(self) -> list[str]:
        """All small print, as it reads on the page."""
        return [unescape(caption.value) for caption in self.app.caption]

    @property
    def ranks(self) -> list[str]:
        """The ranks of the hits that have a card."""
        return [card["rank"] for card in self.cards]

    @property
    def alts(self) -> list[str]:
        """The alternative texts of the drawings of the cards."""
        return [image.alt for image in self._structures()] + [card["alt"] for card in self.cards]

    @property
    def drawings(self) -> list[str]:
        """The drawings of the cards, or their addresses."""
        drawn = [card["drawing"] for card in self.cards]
        return [image.url for image in self._structures()] + drawn

    def _structures(self) -> list[Any]:
        images = [image.proto.imgs[0] for image in self.app.get("image")]
        return [image for image in images if image.alt.startswith("Structure ")]

    @property
    def text(self) -> str:
        """All Markdown of the page, as it reads."""
        return "\n".join(unescape(block.value) for block in self.app.markdown)


def unescape(markdown: str) -> str:
    """Return Markdown without its escapes and bold marks."""
    return re.sub(r"\\(.)", r"\1", markdown.replace("**", ""))


@pytest.fixture
def open_screen(root: Path) -> Callable[..., Screen]:
    """Return a function that opens the app, with parameters of its URL as keywords.

    A list stands for a parameter that is repeated.
    """

    def open_app(**parameters: Any) -> Screen:
        app = AppTest.from_file(root / "app.py", default_timeout=PATIENCE)
        for name, value in parameters.items():
            several = isinstance(value, list)
            app.query_params[name] = value if several else str(value)
        app.run()
        screen = Screen(app)
        screen.check()
        return screen

    return open_app
