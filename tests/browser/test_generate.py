"""Generating in a browser: from a description to a file, on a wide and a narrow screen."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Visit

Start = Callable[..., Visit]
TEXT = "sweet-smelling ester of butyric acid"
SLOW = 120_000  # ms: the first molecules wait for both models


@pytest.mark.parametrize(("theme", "width"), [("light", WIDE), ("dark", NARROW)])
def test_generate_and_export(visit: Start, tmp_path: Path, theme: str, width: int) -> None:
    here = visit("/generate", theme=theme, width=width)
    box = here.page.get_by_label("Description of the molecule wanted")
    box.fill(TEXT)
    box.press("Enter")
    expect(here.drawings.first).to_be_visible(timeout=SLOW)
    expect(here.heading.first).to_contain_text("known")
    expect(here.page.get_by_text("structures were written")).to_be_visible()
    assert "text=sweet-smelling" in here.page.url
    with here.page.expect_download() as taken:
        here.page.get_by_role("button", name="JSON").click()
    path = tmp_path / "molecules.json"
    taken.value.save_as(path)
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["query"] == TEXT
    assert len(data["molecules"]) == here.drawings.count()
    here.page.get_by_role("button", name="Keep", exact=True).first.click()
    expect(here.page.get_by_text("Tray: 1")).to_be_visible()
    assert here.page.evaluate("document.documentElement.scrollWidth") <= width
