"""Run the command line in this process, on the engine that all tests share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from textmol.cli import main

if TYPE_CHECKING:
    from textmol.engine import TextMol


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit status and both streams."""

    status: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """Return the one line of standard error that tells of bad input."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("textmol: ")
        assert "Traceback" not in self.err
        return lines[0].removeprefix("textmol: ")


Command = Callable[..., Outcome]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Return a function that runs ``python -m textmol`` with its arguments."""

    def run(*arguments: str | Path) -> Outcome:
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return run


@pytest.fixture
def opened(command: Command, engine: TextMol, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return the same function, which does not open the bundled files once more."""
    monkeypatch.setattr("textmol.engine.TextMol.open", lambda **_: engine)
    return command


@pytest.fixture
def search(opened: Command) -> Command:
    """Return a function that runs ``search`` with its arguments."""
    return partial(opened, "search")
