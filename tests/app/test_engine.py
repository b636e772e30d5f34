"""Which library the app opens, and the Python that opens the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages.parts import engine
from textmol.engine import TextMol


@pytest.mark.parametrize(
    ("named", "opened", "code"),
    [
        (None, None, "TextMol.open()"),
        ("it's mine", Path("it's mine"), 'TextMol.open(library="it\'s mine")'),
    ],
)
def test_a_library_of_ones_own(
    monkeypatch: pytest.MonkeyPatch, named: str | None, opened: Path | None, code: str
) -> None:
    monkeypatch.delenv(engine.LIBRARY, raising=False)
    if named:
        monkeypatch.setenv(engine.LIBRARY, named)
    asked: list[Path | None] = []
    monkeypatch.setattr(TextMol, "open", lambda library: asked.append(library))
    engine._open()
    assert asked == [opened]
    assert engine.write_open() == code


def test_names_are_warmed_up_after_structures(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    class Engine:
        def warm(self) -> None:
            done.append("warm")

    monkeypatch.setattr(engine, "PAUSE", 0.0)
    monkeypatch.setattr(engine, "open_engine", Engine)
    engine._warm_later()
    assert done == ["warm"]
