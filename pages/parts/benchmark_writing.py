"""What was measured of captions and of generated molecules, as rows of tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pages.parts.benchmark_rows import NOTHING, Row
from pages.parts.frame import ASSETS
from pages.parts.wording import escape, format_number
from pages.parts.writing_tasks import Task

BENCHMARKS = ASSETS / "benchmarks"
OURS = "TextMol"

Report = dict[str, Any]


def read_writing(task: Task, folder: Path | None = None) -> Report | None:
    """Return what ``evaluate`` wrote of a task; None where there is nothing of its layout."""
    try:
        text = ((folder or BENCHMARKS) / f"{task.name}.json").read_text(encoding="utf-8")
        report = dict(json.loads(text))
        list(list_measured(task, report))
        describe_measured(report)
        if "factuality" in report:
            list_statements(report)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return report


def describe_measured(report: Report) -> str:
    """Return what was measured with what, in Markdown."""
    copied = report.get("copying", {}).get("from")
    parts = [
        f"{report['rows']:,} rows of `{report['pairs']['file']}`, {report['text_version']}",
        f"checkpoint `{report['checkpoint']}`",
        f"seed {report['seed']}",
        f"copying: {copied}" if copied else "",
    ]
    return "; ".join(part for part in parts if part) + "."


def list_measured(task: Task, report: Report) -> Iterator[Row]:
    """Yield a row for each method that was measured, the best figures named as such."""
    measured = dict(_list_methods(report))
    for name, found in measured.items():
        row = {"Method": escape(name)}
        for key, (title, digits) in task.figures.items():
            others = [one[key] for one in measured.values() if one[key] is not None]
            best = min(others, default=None) if key in task.lower else max(others, default=None)
            row[title] = _write(found[key], digits, best=len(others) > 1 and found[key] == best)
        yield row
    if "valid_only" in report:
        found = report["valid_only"]
        figures = {title: _write(found.get(k), n) for k, (title, n) in task.figures.items()}
        yield {"Method": f"{OURS}, its {found['rows']:,} valid rows alone", **figures}


def list_statements(report: Report) -> list[Row]:
    """Return how true captions are and where they lead, those of people at the end."""
    methods = [*_list_methods(report), ("the descriptions themselves", report["descriptions"])]
    return [
        {
            "Method": escape(name),
            "Statements that hold": _share(found["factuality"]["share_true"]),
            "Structures of names that hold": _share(found["factuality"]["names_true"]),
            "Checked in a caption": _write(found["factuality"]["per_caption"], 1),
            "Comes back above": f"{_write(found['round_trip']['mean_percentile'], 2)} %",
            "At rank 1": _share(found["round_trip"]["first"]),
            "Among the first 10": _share(found["round_trip"]["first_ten"]),
        }
        for name, found in methods
    ]


def list_published(task: Task, report: Report) -> list[Row]:
    """Return a row for each published figure, its pool and its text next to it."""
    return [
        {
            "Method": escape(entry["method"]),
            **{
                title: _write(entry["figures"].get(key), digits)
                for key, (title, digits) in task.figures.items()
            },
            "Pool": escape(entry["pool"]),
            "Text": escape(f"{entry['dataset']}: {entry['text']}"),
            "Source": f"[{escape(entry['source'])}]({entry['url']})",
        }
        for entry in report.get("published", [])
    ]


def _list_methods(report: Report) -> Iterator[tuple[str, Report]]:
    yield OURS, report
    if "copying" in report:
        yield "copying", report["copying"]


def _share(value: float | None) -> str:
    return NOTHING if value is None else f"{format_number(100 * value, 1)} %"


def _write(value: float | None, digits: int, *, best: bool = False) -> str:
    if value is None:
        return NOTHING
    text = format_number(value, digits)
    return f"**{text} best**" if best else text
