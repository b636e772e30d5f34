"""Where a checkpoint comes from: data, device and code, for its card."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterable
from pathlib import Path

import torch

LICENCE = (
    "ChEBI texts CC BY 4.0; PubChem texts belong to their depositors; identifiers, structures and "
    "names are free to use."
)
SPLIT = "train; names and labels of dev molecules left out"


def hash_files(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the sha256 of files of a data folder by their name."""
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}


def name_device(device: str) -> str:
    """Return what a run computes on, for its card."""
    if device == "cuda":
        return torch.cuda.get_device_name()
    return f"CPU, {torch.get_num_threads()} threads"


def read_commit() -> str:
    """Return the commit of the code that trained, or "" outside a checkout."""
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()
