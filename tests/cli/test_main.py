"""Exit statuses, one clear sentence, and good manners with the shell."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from tests.cli.conftest import Command
from textmol import __version__

COMMANDS = ("search", "library", "evaluate", "prepare", "train", "models")


def fail_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the ``models`` command fail."""

    def fail() -> NoReturn:
        raise error

    monkeypatch.setattr("textmol.checkpoints.list_checkpoints", fail)


def test_help_names_every_command(command: Command) -> None:
    outcome = command("--help")
    assert (outcome.status, outcome.err) == (0, "")
    assert all(name in outcome.out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(command: Command, name: str) -> None:
    outcome = command(name, "--help")
    assert (outcome.status, outcome.err) == (0, "")
    assert f"python -m textmol {name}" in outcome.out


def test_version(command: Command) -> None:
    assert command("--version").out == f"TextMol {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "COMMAND"),
        (["serch", "x"], "serch"),
        (["search"], "TEXT or --queries FILE"),
        (["search", "a steroid", "--queries", "file.txt"], "TEXT or --queries FILE"),
        (["search", "a steroid", "--top-k", "0"], '"0" is not a whole number of 1 or more'),
        (["search", "a steroid", "--top-k", "many"], '"many" is not a whole number'),
        (["search", "a steroid", "--max-mw", "heavy"], '"heavy" is not a number'),
        (["search", "a steroid", "--max-mw", "-1"], '"-1" is not a number of 0 or more'),
        (["search", "a steroid", "--max-mw", "nan"], '"nan" is not a number'),
        (["search", "a steroid", "--format", "xml"], "xml"),
        (["search", "a steroid", "--top", "5"], "--top"),
        (["search", "a steroid", "--library", "nowhere"], 'no folder "nowhere"'),
        (["search", "a steroid", "--checkpoint", "nowhere"], 'no folder "nowhere"'),
        (["library"], "COMMAND"),
        (["library", "info", "nowhere"], 'no folder "nowhere"'),
        (["library", "build", "nothing.tsv", "--out", "somewhere"], 'no file "nothing.tsv"'),
        (["library", "build", __file__], "--out"),
        (["library", "build", __file__, "--out", __file__], "is a file"),
        (["evaluate", "retrieval", "--pairs", __file__], "--out"),
        (["evaluate", "retrieval", "--pairs", "nothing.tsv", "--out", "m.json"], "nothing.tsv"),
        (["prepare", "--data", "nowhere", "--out", "somewhere"], 'no folder "nowhere"'),
        (["train", "textmol", "--out", "somewhere"], "--data"),
        (["train", "textmol", "--data", ".", "--out", "o", "--device", "abacus"], "abacus"),
    ],
)
def test_bad_arguments_get_one_sentence(command: Command, arguments: list[str], said: str) -> None:
    outcome = command(*arguments)
    assert outcome.status == 2
    assert outcome.out == ""
    assert said in outcome.sentence
    assert outcome.sentence.endswith(('".', "."))


def test_a_fault_says_how_to_report_it(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEXTMOL_DEBUG", raising=False)
    fail_with(ValueError("left\nis not right"), monkeypatch)
    outcome = command("models")
    assert outcome.status == 1
    assert "ValueError: left is not right" in outcome.sentence
    assert "TEXTMOL_DEBUG=1" in outcome.sentence


def test_a_fault_shows_its_traceback_where_asked(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTMOL_DEBUG", "1")
    fail_with(ValueError("left is not right"), monkeypatch)
    outcome = command("models")
    assert outcome.status == 1
    assert "Traceback (most recent call last)" in outcome.err


def test_a_file_that_cannot_be_used_is_named(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_with(PermissionError(13, "Permission denied", "locked.json"), monkeypatch)
    outcome = command("models")
    assert outcome.status == 2
    assert outcome.sentence == 'Could not use "locked.json": Permission denied.'


def test_ctrl_c(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    fail_with(KeyboardInterrupt(), monkeypatch)
    outcome = command("models")
    assert outcome.status == 130
    assert outcome.sentence == "Stopped."


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="Windows has no SIGPIPE")
@pytest.mark.parametrize("arguments", [["--help"], ["models"]])
def test_a_reader_that_leaves_is_no_fault(root: Path, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as nobody_reads:
        done = subprocess.run(
            [sys.executable, "-m", "textmol", *arguments],
            cwd=root,
            env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
            stdout=nobody_reads,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 141
    assert done.stderr == ""


def test_names_are_written_whatever_the_encoding_of_the_terminal(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "textmol", "search", "--top-k", "β"],
        cwd=root,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert "β" in done.stderr.decode("utf-8")
