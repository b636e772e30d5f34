"""Open one page of the app without a browser and without the frame around it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.app.conftest import PATIENCE, Screen

ROOT = Path(__file__).resolve().parents[2]


def open_page(name: str, **parameters: str | list[str]) -> Screen:
    """Return a page of ``pages/``, opened by a URL with parameters."""
    screen = Screen(AppTest.from_file(ROOT / "app.py", default_timeout=PATIENCE))
    go_to(screen, name, **parameters)
    return screen


def go_to(screen: Screen, name: str, **parameters: str | list[str]) -> None:
    """Go to another page in the same session."""
    screen.app.switch_page(f"pages/{name}.py")
    screen.app.query_params.clear()
    for key, value in parameters.items():
        screen.app.query_params[key] = value
    screen.app.run()
    screen.check()


def list_headings(screen: Screen) -> list[str]:
    """Return the headings of the sections of a page."""
    return [heading.value for heading in screen.app.subheader]


def list_cells(screen: Screen, place: int = 0) -> dict[str, list[str]]:
    """Return a table of a page: its first column to the others."""
    rows = screen.app.table[place].value.values.tolist()
    return {str(row[0]): [str(cell) for cell in row[1:]] for row in rows}


def list_downloads(screen: Screen) -> list[str]:
    """Return the labels of the buttons that hand over a file."""
    buttons: list[Any] = list(screen.app.get("download_button"))
    return [button.label for button in buttons]
