"""``models``: the checkpoints that are here, their files compared with the manifest."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from textmol.errors import CheckpointError


def add_parser(commands: Any) -> None:
    """Add the sub-command to the parser's commands."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "models", help="list the bundled checkpoints"
    )
    parser.add_argument(
        "--verify", action="store_true", help="list every file with its sha256, too"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List the checkpoints and return the exit status.

    Raises:
        CheckpointError: where there is none, or a file is missing or was changed.
    """
    from textmol.checkpoints import list_checkpoints

    # Listing compares every file with the manifest already: a damaged one ends it.
    checkpoints = list_checkpoints()
    if not checkpoints:
        raise CheckpointError(
            "There is no checkpoint in assets/checkpoints.",
            "Restore that folder, or train one: python -m textmol train --help.",
        )
    for checkpoint in checkpoints:
        print(f"{checkpoint.identity}  {checkpoint.card.get('does', '')}".rstrip())
        for what, figures in checkpoint.card.get("measured", {}).items():
            print(f"  {what}: {', '.join(f'{name} {value}' for name, value in figures.items())}")
        if args.verify:
            _print_files(checkpoint.folder)
    return 0


def _print_files(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for name, entry in manifest["files"].items():
        print(f"  whole  {entry['bytes']:>11,} B  {entry['sha256'][:12]}  {name}")
