"""``library``: build a searchable library from a file, add to it, or tell what it holds."""

from __future__ import annotations

import argparse
import os
from typing import Any

from textmol.cli.arguments import (
    add_checkpoint,
    count,
    file_to_read,
    folder_to_read,
    folder_to_write,
)
from textmol.cli.progress import make_progress


def add_parser(commands: Any) -> None:
    """Add the sub-command to the parser's commands."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "library", help="build a library of molecules, or tell what one holds"
    )
    parts = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    build = parts.add_parser(
        "build", help="compute properties and vectors of the molecules in a file"
    )
    build.add_argument(
        "file",
        type=file_to_read,
        metavar="FILE",
        help="TSV or CSV with a column smiles (name and cid if known), SMI or SDF; .gz is accepted",
    )
    build.add_argument(
        "--name", metavar="NAME", help="what to call the library (default: the name of the file)"
    )
    build.add_argument(
        "--licence", default="", metavar="TEXT", help="licence of the file, kept on the card"
    )
    build.add_argument("--out", type=folder_to_write, required=True, metavar="DIR")
    build.add_argument(
        "--names",
        type=file_to_read,
        metavar="FILE",
        help="table of further names: smiles, name, and inchikey if known",
    )
    build.add_argument("--backend", choices=("faiss",), default="faiss", help="vector index")
    _add_workers(build, "compute properties")
    add_checkpoint(build)
    build.set_defaults(run=run_build)
    counting = parts.add_parser(
        "count", help="add counts, fingerprints and checked statements to a library"
    )
    counting.add_argument("folder", type=folder_to_read, metavar="DIR")
    _add_workers(counting, "count")
    counting.set_defaults(run=run_count)
    mapping = parts.add_parser(
        "map", help="lay a library out as a map: two coordinates for each molecule"
    )
    mapping.add_argument("folder", type=folder_to_read, metavar="DIR")
    mapping.set_defaults(run=run_map)
    info = parts.add_parser("info", help="print what a library holds")
    info.add_argument("folder", type=folder_to_read, metavar="DIR")
    info.set_defaults(run=run_info)


def _add_workers(parser: argparse.ArgumentParser, work: str) -> None:
    parser.add_argument(
        "--workers",
        type=count,
        default=os.cpu_count() or 1,
        metavar="N",
        help=f"processes that {work} (default: one for each core)",
    )


def run_build(args: argparse.Namespace) -> int:
    """Build a library and return the exit status.

    Raises:
        TextMolError: where the file cannot be read as molecules.
    """
    from textmol.engine import TextMol
    from textmol.library.build import build_library

    encoder = TextMol.open_encoder(args.checkpoint)
    library = build_library(
        args.file,
        args.out,
        names=args.names,
        encode=encoder.encode_molecules,
        identity=encoder.checkpoint.identity,
        label=args.name,
        licence=args.licence,
        workers=args.workers,
        progress=make_progress(),
    )
    print(f"{library.identity}: {library.size:,} molecules in {args.out}")
    rejected = library.card["rejected"]
    if rejected:
        rows = "1 row was" if rejected == 1 else f"{rejected:,} rows were"
        print(f"{rows} left out; rejects.tsv in that folder says why.")
    return 0


def run_count(args: argparse.Namespace) -> int:
    """Add counts to a library and return the exit status.

    Raises:
        LibraryError: where the folder holds no library or a damaged one.
    """
    from textmol.library.counting import attach_counts

    library = attach_counts(args.folder, workers=args.workers, progress=make_progress())
    print(f"{library.identity}: counted {library.size:,} molecules in {args.folder}")
    return 0


def run_map(args: argparse.Namespace) -> int:
    """Lay a library out as a map and return the exit status.

    Raises:
        LibraryError: where the folder holds no library, or one without vectors.
    """
    from textmol.library.layout import attach_map

    library = attach_map(args.folder, progress=make_progress())
    print(f"{library.identity}: laid out {library.size:,} molecules in {args.folder}")
    return 0


def run_info(args: argparse.Namespace) -> int:
    """Print a line for each fact of a library and return the exit status.

    Raises:
        LibraryError: where the folder holds no library or a damaged one.
    """
    from textmol.library.library import Library

    print_facts(Library.open(args.folder).info())
    return 0


def print_facts(facts: dict[str, Any], indent: str = "") -> None:
    """Print nested facts as indented lines of ``key: value``."""
    for key, value in facts.items():
        if isinstance(value, dict):
            print(f"{indent}{key}:")
            print_facts(value, indent + "  ")
        elif isinstance(value, list):
            print(f"{indent}{key}: {', '.join(map(str, value))}")
        else:
            print(f"{indent}{key}: {value}")
