"""The benchmark as rows of tables, in the words that a page shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pages.parts.benchmark import Benchmark, Entry
from pages.parts.wording import escape, format_number

FIGURES = {"hits@1": "Hits@1", "hits@10": "Hits@10", "mrr": "MRR"}
NOT_MEASURED = "not measured"
UNKNOWN = "not known"
NOTHING = "—"

Row = dict[str, str]


def list_recipes(benchmark: Benchmark, task: str) -> Iterator[Row]:
    """Yield a row for each recipe: its figures in a task, the best ones named as such."""
    entries = benchmark.entries
    for entry in entries:
        figures = entry["retrieval"].get(task)
        row = {"Recipe": entry["name"]}
        for key, title in FIGURES.items():
            row[title] = write_estimate(figures, key, is_best(entries, entry, task, key))
        row["Mean rank"] = format_number(figures["mean_rank"], 1) if figures else NOT_MEASURED
        if any("textmol_minus_this" in one for one in entries):
            row["textmol minus this, Hits@1"] = write_gain(
                entry.get("textmol_minus_this", {}).get(task)
            )
        yield row


def list_costs(benchmark: Benchmark) -> Iterator[Row]:
    """Yield a row for each recipe: its size, its training and its speed."""
    for entry in benchmark.entries:
        training, speed = entry["training"], entry.get("speed")
        yield {
            "Recipe": entry["name"],
            "Parameters": _count(entry["parameters"]),
            "Training": f"{training['seconds']:,.0f} s" if training["seconds"] else UNKNOWN,
            "Trained on": escape(training["device"] or UNKNOWN),
            "Texts a second": f"{speed['texts_per_second']:,.0f}" if speed else NOT_MEASURED,
            "Molecules a second": (
                f"{speed['molecules_per_second']:,.0f}" if speed else NOT_MEASURED
            ),
            "Checkpoint": f"`{entry['checkpoint']}`",
        }


def list_queries(benchmark: Benchmark) -> Iterator[Row]:
    """Yield a row for all short queries and each kind of them: precision@10 of every search.

    The second row is nDCG@10 over all kinds.
    """
    searches = dict(benchmark.report["searches"])
    for entry in benchmark.entries:
        if "queries" in entry:
            searches[f"{entry['name']}, vectors alone"] = entry["queries"]
    if not searches:
        return
    macro = {name: result["macro"] for name, result in searches.items()}
    yield _write_queries("**all kinds**", macro, "precision@10")
    yield _write_queries("all kinds, nDCG@10", macro, "ndcg@10")
    for kind in next(iter(searches.values()))["kinds"]:
        found = {name: result["kinds"][kind] for name, result in searches.items()}
        yield _write_queries(kind, found, "precision@10")


def _write_queries(kind: str, found: dict[str, dict[str, Any]], key: str) -> Row:
    best = max(figures[key] for figures in found.values())
    cells = {
        name: _mark(f"{figures[key]:.2f}", figures[key] == best) for name, figures in found.items()
    }
    return {"Kind": kind, "Queries": f"{next(iter(found.values()))['queries']:,}", **cells}


def list_ablations(benchmark: Benchmark) -> Iterator[Row]:
    """Yield a row for each ablation: text to molecule over the whole pool, and what it loses."""
    for entry in benchmark.report["ablations"]:
        task, figures = next(iter(entry["retrieval"].items()))
        yield {
            "Recipe": entry["name"].replace("-", " "),
            **{title: write_estimate(figures, key, False) for key, title in FIGURES.items()},
            "full minus this, Hits@1": write_gain(entry.get("full_minus_this", {}).get(task)),
        }


def list_published(benchmark: Benchmark, direction: str) -> Iterator[Row]:
    """Yield a row for each published figure, its pool and its text next to it."""
    other = {"mean_rank": "mean rank", "recall@20": "Recall@20"}
    for entry in benchmark.report["published"]:
        if entry["direction"] != direction:
            continue
        figures = {key: f"{value:.1f}" for key, value in entry["figures"].items()}
        rest = [f"{title} {figures[key]}" for key, title in other.items() if key in figures]
        yield {
            "Method": escape(entry["method"]),
            "Hits@1": figures.get("hits@1", NOTHING),
            "Pool": escape(entry["pool"]),
            "Text": escape(f"{entry['dataset']}: {entry['text']}"),
            "Hits@10": figures.get("hits@10", NOTHING),
            "MRR": figures.get("mrr", NOTHING),
            "Other": ", ".join(rest) or NOTHING,
            "Source": f"[{escape(entry['source'])}]({entry['url']})",
        }


def write_estimate(figures: dict[str, Any] | None, key: str, best: bool) -> str:
    """Return a figure with its interval, in bold and called the best where it is."""
    if figures is None:
        return NOT_MEASURED
    low, high = figures["interval95"][key]
    return f"{_mark(f'{figures[key]:.1f}', best)} ({low:.1f} to {high:.1f})"


def write_gain(gain: dict[str, Any] | None) -> str:
    """Return a difference in points of Hits@1 with its interval, signed."""
    if gain is None:
        return NOTHING
    low, high = gain["hits@1"]["interval95"]
    points = gain["hits@1"]["points"]
    return f"{_sign(points)} ({_sign(low)} to {_sign(high)})"


def is_best(entries: Sequence[Entry], entry: Entry, task: str, key: str) -> bool:
    """Return whether no recipe has a higher figure, and there is another to compare with."""
    measured = [one["retrieval"][task][key] for one in entries if task in one["retrieval"]]
    figures = entry["retrieval"].get(task)
    return len(measured) > 1 and figures is not None and figures[key] == max(measured)


def _mark(text: str, best: bool) -> str:
    return f"**{text} best**" if best else text


def _sign(value: float) -> str:
    text = format_number(value, 1)
    return f"+{text}" if value > 0 and float(text) > 0 else text


def _count(parameters: int | None) -> str:
    return f"{parameters / 1e6:.1f} million" if parameters else UNKNOWN
