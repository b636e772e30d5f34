"""What the sub-commands share in reading their arguments."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Any, NoReturn

from textmol.errors import TextMolError


class Parser(argparse.ArgumentParser):
    """An argument parser that reports a mistake as one sentence instead of a usage block."""

    def __init__(self, **settings: Any) -> None:
        # An abbreviated option would change its meaning the day another one is added.
        super().__init__(**{"allow_abbrev": False, **settings})

    def error(self, message: str) -> NoReturn:
        """Raise the parser's complaint.

        Raises:
            TextMolError: always; the remedy names the help page of the sub-command.
        """
        sentence = message.removeprefix("argument ").rstrip(".")
        raise TextMolError(f"{sentence}.", f'See "{self.prog} --help".')


def count(text: str) -> int:
    """Return a whole number of at least 1."""
    try:
        value = int(text)
    except ValueError:
        value = 0
    if value < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is not a whole number of 1 or more')
    return value


def amount(text: str) -> float:
    """Return a finite number that is not negative, such as a mass in Da or a time in seconds."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value >= 0):
        raise argparse.ArgumentTypeError(f'"{text}" is not a number of 0 or more')
    return value


def share(text: str) -> float:
    """Return a number from 0 to 1."""
    value = amount(text)
    if value > 1:
        raise argparse.ArgumentTypeError(f'"{text}" is not a number from 0 to 1')
    return value


def file_to_read(text: str) -> Path:
    """Return the path of a file that is there."""
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f'there is no file "{text}"')
    return path


def folder_to_read(text: str) -> Path:
    """Return the path of a folder that is there."""
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f'there is no folder "{text}"')
    return path


def file_to_write(text: str) -> Path:
    """Return a path where a file can be made."""
    path = Path(text)
    if not text or path.is_dir():
        raise argparse.ArgumentTypeError(f'"{text}" is a folder: name a file in it')
    return path


def folder_to_write(text: str) -> Path:
    """Return a path where a folder can be made."""
    path = Path(text)
    if not text or path.is_file():
        raise argparse.ArgumentTypeError(f'"{text}" is a file: name a folder')
    return path


def add_checkpoint(parser: argparse.ArgumentParser) -> None:
    """Add ``--checkpoint``."""
    _add_folder(parser, "--checkpoint", "folder of the checkpoint")


def add_library(parser: argparse.ArgumentParser) -> None:
    """Add ``--library``."""
    _add_folder(parser, "--library", "folder of the library")


def add_writers(parser: argparse.ArgumentParser) -> None:
    """Add ``--writers``."""
    _add_folder(parser, "--writers", "folder with the checkpoints captioner and generator")


def _add_folder(parser: argparse.ArgumentParser, name: str, what: str) -> None:
    told = f"{what} (default: what is bundled)"
    parser.add_argument(name, type=folder_to_read, metavar="DIR", help=told)


def add_format(parser: argparse.ArgumentParser, what: str, *forms: str) -> None:
    """Add ``--format`` with the ways in which ``what`` can be written, the usual one first."""
    told = f"how to write the {what} (default: {forms[0]})"
    parser.add_argument("--format", choices=forms, default=forms[0], help=told)
