"""A measured figure, its limit, and how the figures of a run are shown and kept."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measured value that must not exceed its limit."""

    name: str
    value: float
    limit: float
    unit: str  # "x" for a ratio
    detail: str  # the seconds behind a ratio, for the reader; they differ between machines

    @property
    def passed(self) -> bool:
        return self.value <= self.limit


def format_figures(figures: Sequence[Figure]) -> str:
    """Return the figures as an aligned table with pass or FAIL on each line."""
    width = max(len(figure.name) for figure in figures)
    lines = [f"{'figure'.ljust(width)}   measured     limit         detail"]
    for figure in figures:
        lines.append(
            f"{figure.name.ljust(width)}  {figure.value:6.2f} {figure.unit:3}  "
            f"<= {figure.limit:.2f} {figure.unit:3}  {'pass' if figure.passed else 'FAIL'}  "
            f"{figure.detail}"
        )
    return "\n".join(lines)


def write_figures(figures: Sequence[Figure], path: Path, **facts: Any) -> None:
    """Write the figures with what they were measured on as JSON."""
    report = {
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        **facts,
        "figures": [asdict(figure) | {"passed": figure.passed} for figure in figures],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
