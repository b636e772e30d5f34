"""The page about the checkpoint and the library, and the frame around all pages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.app.conftest import Screen

if TYPE_CHECKING:
    from textmol import TextMol

Open = Callable[..., Screen]


def test_the_cards_say_what_answers(open_screen: Open, engine: TextMol) -> None:
    screen = open_screen()
    screen.app.switch_page("pages/about.py").run()
    screen.check()
    assert [heading.value for heading in screen.app.subheader][:2] == ["Checkpoint", "Library"]
    assert engine.checkpoint.identity in screen.text
    assert engine.library.identity in screen.text
    assert f"{engine.library.size:,} molecules" in screen.text
    assert "What it is not good at" in [heading.value for heading in screen.app.subheader]
    # Measured figures have one place: the page of models.
    assert not screen.app.table
    assert screen.app.get("page_link")


def test_the_footer_says_what_answers_and_that_nothing_leaves(
    open_screen: Open, engine: TextMol
) -> None:
    footer = "\n".join(open_screen().captions)
    assert "nothing you type leaves it" in footer
    assert engine.checkpoint.identity in footer
    assert engine.library.identity in footer


def test_a_first_visit_to_any_page_has_the_frame(root: Path) -> None:
    code = (
        "from pages.parts import engine\n"
        "engine.warm_engine = lambda: None\n"
        "import app\n"
        "from streamlit.runtime.pages_manager import PagesManager\n"
        "assert app.app is not None\n"
        "assert PagesManager.uses_pages_directory is False"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_the_first_screen_waits_for_nothing_heavy(root: Path) -> None:
    parts = sorted(path.stem for path in (root / "pages" / "parts").glob("[!_]*.py"))
    code = (
        f"from pages.parts import {', '.join(parts)}\n"
        "import sys\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, check=True, text=True
    )
    heavy = {"torch", "transformers", "rdkit", "faiss", "pyarrow", "pandas"}
    assert not heavy & set(done.stdout.split())
