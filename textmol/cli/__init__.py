"""The command line: one small module for each sub-command.

Nothing heavy is imported before a sub-command runs, so that ``--help`` answers at once.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Sequence
from typing import TextIO

from textmol import __version__
from textmol.cli import (
    align,
    caption,
    data,
    evaluate,
    generate,
    library,
    models,
    prepare,
    search,
    train,
)
from textmol.cli.arguments import Parser
from textmol.errors import TextMolError

DONE, FAULT, BAD_INPUT = 0, 1, 2
# What a shell reports for a program that a signal ended: 128 + SIGINT, 128 + SIGPIPE.
INTERRUPTED, BROKEN_PIPE = 130, 141


def build_parser() -> Parser:
    """Return the parser of the whole command line."""
    parser = Parser(
        prog="python -m textmol",
        description="Find molecules by what they are, do or smell like.",
    )
    parser.add_argument("--version", action="version", version=f"TextMol {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in (
        search,
        align,
        caption,
        generate,
        library,
        evaluate,
        data,
        prepare,
        train,
        models,
    ):
        module.add_parser(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status.

    Args:
        argv: the arguments after the program's name; those of the process by default.

    Returns:
        0 done, 2 bad input told in one sentence on standard error, 1 a fault of TextMol.
    """
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s")
    logging.getLogger("textmol").setLevel(logging.INFO)
    try:
        status = _run(argv)
        sys.stdout.flush()
    except TextMolError as error:
        return _complain(str(error), BAD_INPUT)
    except KeyboardInterrupt:
        return _complain("Stopped.", INTERRUPTED)
    except BrokenPipeError:
        return _leave_pipe()
    except OSError as error:
        if error.filename is None:
            return _report(error)
        return _complain(f'Could not use "{error.filename}": {error.strerror}.', BAD_INPUT)
    except Exception as error:
        return _report(error)
    return status


def _run(argv: Sequence[str] | None) -> int:
    try:
        args = build_parser().parse_args(argv)
    except SystemExit:  # --help and --version have been answered
        return DONE
    status: int = args.run(args)
    return status


def _speak_utf8(stream: TextIO) -> None:
    """Write names such as β-carotene whatever the locale, and line ends as they are given."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _complain(sentence: str, status: int) -> int:
    """Write one line to standard error and return the status."""
    print("textmol: " + " ".join(sentence.split()), file=sys.stderr)
    return status


def _report(error: Exception) -> int:
    """Tell of a fault of TextMol itself, with the traceback only where it is asked for."""
    if os.environ.get("TEXTMOL_DEBUG") == "1":
        traceback.print_exception(error)
    return _complain(
        f"TextMol failed ({type(error).__name__}: {error}); please report this with the output "
        "of the same command run with TEXTMOL_DEBUG=1 set.",
        FAULT,
    )


def _leave_pipe() -> int:
    """Go quietly when the reader, such as ``head``, has gone."""
    # Python flushes standard output once more on exit and would complain then.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return BROKEN_PIPE
