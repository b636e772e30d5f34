"""``prepare``: features and tokens computed once, so that training needs no RDKit."""

from __future__ import annotations

import argparse
from typing import Any

from textmol.cli.arguments import add_checkpoint, add_library, folder_to_read, folder_to_write

PARTS = ("all", "retrieval", "writing")


def add_parser(commands: Any) -> None:
    """Add the sub-command to the parser's commands."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "prepare",
        help="compute the features that training reads",
        description="Read pairs, names, properties and library, write what training needs.",
    )
    parser.add_argument(
        "--data",
        type=folder_to_read,
        required=True,
        metavar="DIR",
        help="folder with pairs.tsv.gz, names.tsv.gz, properties.tsv.gz and library.tsv.gz",
    )
    parser.add_argument("--out", type=folder_to_write, required=True, metavar="DIR")
    parser.add_argument(
        "--part",
        choices=PARTS,
        default="all",
        help="what retrieval learns from, or what captions and molecules are learned from; "
        "default: all",
    )
    # The writers read vectors, molecules and names of these.
    add_checkpoint(parser)
    add_library(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Prepare the data and return the exit status.

    Raises:
        DataError: where a file is missing or cannot be read.
    """
    if args.part != "writing":
        from textmol.training.prepare import prepare

        prepare(args.data, args.out)
    if args.part != "retrieval":
        from textmol.engine import CHECKPOINT, LIBRARY
        from textmol.training.writing.prepare import prepare_writing

        checkpoint, library = args.checkpoint or CHECKPOINT, args.library or LIBRARY
        prepare_writing(args.data, args.out, checkpoint, library)
    return 0
