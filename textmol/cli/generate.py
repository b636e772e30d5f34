"""``generate``: a description in, valid and distinct molecules out."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from textmol.cli.arguments import add_checkpoint, add_format, add_library, add_writers, count

_EXAMPLES = """examples:
  python -m textmol generate "a penicillin with a chlorine atom"
  python -m textmol generate "sweet-smelling ester" --count 20 --format smi > esters.smi
"""


def add_parser(commands: Any) -> None:
    """Add the sub-command to the parser's commands."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "generate",
        help="write molecules for a description, known and new ones",
        description="Write structures for a description, keep those that are valid and distinct, "
        "and rank them by the score of a search.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("text", metavar="TEXT", help="a description, in quotes")
    parser.add_argument(
        "--count", type=count, default=10, metavar="N", help="how many molecules (default: 10)"
    )
    add_writers(parser)
    add_library(parser)
    add_checkpoint(parser)
    add_format(parser, "molecules", "json", "smi", "sdf", "csv")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Generate what the arguments say, write the molecules, and return the exit status.

    Raises:
        TextMolError: for a description, library or checkpoint that cannot be used.
    """
    from textmol.engine import TextMol
    from textmol.exports import write_generation

    engine = TextMol.open(checkpoint=args.checkpoint, library=args.library, writers=args.writers)
    generation = engine.generate(args.text, count=args.count)
    sys.stdout.write(write_generation(generation, args.format))
    if args.format != "json":  # which holds the counts and the notes itself
        for note in (generation.account, *generation.notes):
            print(note, file=sys.stderr)
    return 0
