"""``data``: list and fetch public data sets."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from textmol.cli.arguments import folder_to_write
from textmol.cli.progress import make_progress

if TYPE_CHECKING:
    from textmol.training.catalogue import RemoteFile


def add_parser(commands: Any) -> None:
    """Add the sub-command to the parser's commands."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "data", help="list or fetch public data sets"
    )
    parts = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    listing = parts.add_parser("list", help="what can be fetched, with size, sha256 and licence")
    listing.set_defaults(run=run_list)
    fetching = parts.add_parser(
        "fetch",
        help="fetch a data set into a folder of its name",
        description="Fetch a data set. A fetch that was interrupted goes on where it stopped.",
    )
    fetching.add_argument("name", metavar="NAME", help='as listed, such as "chebi-20"')
    fetching.add_argument("--out", type=folder_to_write, required=True, metavar="DIR")
    fetching.set_defaults(run=run_fetch)


def run_list(args: argparse.Namespace) -> int:
    """List the data sets and return the exit status."""
    from textmol.training.catalogue import list_datasets

    for dataset in list_datasets():
        print(f"{dataset.name}  {dataset.title}")
        print(f"  licence: {dataset.licence}")
        print(f"  home: {dataset.home}")
        for file in dataset.files:
            print(f"  {file.name}: {_size(file)}, sha256 {file.sha256 or 'not known'}")
            print(f"    {file.url}")
    return 0


def run_fetch(args: argparse.Namespace) -> int:
    """Fetch a data set and return the exit status.

    Raises:
        DataError: where there is no such data set, or a file cannot be fetched or verified.
    """
    from textmol.training.catalogue import find_dataset
    from textmol.training.fetch import fetch_dataset

    for path in fetch_dataset(find_dataset(args.name), args.out, progress=make_progress()):
        print(path)
    return 0


def _size(file: RemoteFile) -> str:
    if file.bytes is not None:
        return f"{file.bytes:,} bytes"
    return f"about {file.about}" if file.about else "size not known"
