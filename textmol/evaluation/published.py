"""Figures that others published, each with the pool and the text it was measured on."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent / "published.toml"
KEYS = frozenset({"method", "dataset", "direction", "pool", "text", "figures", "source", "url"})


def read_published(task: str, path: Path = TABLE) -> list[dict[str, Any]]:
    """Return the published figures of a task in the order of the table, ready for JSON.

    Args:
        task: "retrieval", "captioning" or "generation".
        path: the table.

    Raises:
        ValueError: where an entry lacks its pool, its text version or its source.
    """
    with path.open("rb") as file:
        groups: list[dict[str, Any]] = tomllib.load(file)[task]
    entries = [
        {name: value for name, value in group.items() if name != "rows"} | row
        for group in groups
        for row in group["rows"]
    ]
    for entry in entries:
        if entry.keys() != KEYS or not all(entry.values()):
            wrong = sorted(entry.keys() ^ KEYS) or [key for key in KEYS if not entry[key]]
            raise ValueError(f"{entry.get('method')}: look at {', '.join(wrong)}.")
    return entries
