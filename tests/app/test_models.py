"""The page that compares models: on the bundled figures, on a full set, and on none."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pages.parts import benchmark
from pages.parts.benchmark import Benchmark, read_benchmark
from tests.app.conftest import Screen

Open = Callable[..., Screen]


def shift(task: dict[str, Any], by: float) -> dict[str, Any]:
    """Return figures of a task that are better or worse by so many points."""
    moved = copy.deepcopy(task)
    for key in ("hits@1", "hits@10", "mrr"):
        moved[key] += by
        moved["interval95"][key] = [limit + by for limit in moved["interval95"][key]]
    return moved


@pytest.fixture
def bundled() -> dict[str, Any]:
    found = read_benchmark()
    assert found is not None
    return copy.deepcopy(found.report)


@pytest.fixture
def full(bundled: dict[str, Any]) -> dict[str, Any]:
    """Return five recipes with made-up figures, and two ablations."""
    ours = next(entry for entry in bundled["measured"] if entry["name"] == "textmol")
    ours["speed"] = {"texts_per_second": 1000.4, "molecules_per_second": 150.0, "threads": 2}
    some = next(iter(ours["retrieval"].values()))
    ours["retrieval"] = {task["name"]: some for task in bundled["tasks"]}
    ours["queries"] = next(iter(bundled["searches"].values()))
    entries = []
    for place, name in enumerate(("lexical", "aman", "cmtmr", "atomas")):
        entry = copy.deepcopy(ours)
        entry |= {"name": name, "checkpoint": f"{name}@00000000"}
        entry["retrieval"] = {
            task: shift(figures, place - 8) for task, figures in ours["retrieval"].items()
        }
        gain = {"points": 8.0 - place, "interval95": [-0.5, 9.25]}
        entry["textmol_minus_this"] = {task: {"hits@1": gain} for task in ours["retrieval"]}
        entries.append(entry)
    task, figures = next(iter(ours["retrieval"].items()))
    row = {"name": "full", "checkpoint": "full@00000000", "retrieval": {task: figures}}
    less = copy.deepcopy(row) | {
        "name": "without-graph",
        "full_minus_this": {task: {"hits@1": {"points": 2.0, "interval95": [1.0, 3.0]}}},
    }
    return {**bundled, "measured": [*entries, ours], "ablations": [row, less]}


@pytest.fixture
def show(
    open_screen: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[dict[str, Any] | None], Screen]:
    """Return a function that opens the page on a report."""

    def open_page(report: dict[str, Any] | None) -> Screen:
        path = tmp_path / "retrieval.json"
        if report is not None:
            path.write_text(json.dumps(report), encoding="utf-8")
        monkeypatch.setattr(benchmark, "BENCHMARK", path)
        screen = open_screen()
        screen.app.switch_page("pages/models.py").run()
        screen.check()
        return screen

    return open_page


def headings(screen: Screen) -> list[str]:
    return [heading.value for heading in screen.app.subheader]


def test_the_bundled_figures_are_shown(open_screen: Open, bundled: dict[str, Any]) -> None:
    screen = open_screen()
    screen.app.switch_page("pages/models.py").run()
    screen.check()
    assert screen.app.title[0].value == "Models"
    assert headings(screen)[0] == "Side by side"
    assert "Published by others" in headings(screen)
    assert "textmol" in screen.app.table[0].value.to_string()
    assert screen.app.get("plotly_chart")
    published = [table.value for table in screen.app.table if "Source" in table.value]
    assert sum(map(len, published)) == len(bundled["published"])
    assert all(all(table["Pool"]) and all(table["Text"]) for table in published)


def test_every_task_can_be_looked_at(
    show: Callable[[dict[str, Any]], Screen], full: dict[str, Any]
) -> None:
    screen = show(full)
    for task in full["tasks"]:
        screen.app.radio(key="task").set_value(task["name"]).run()
        screen.check()
        table = screen.app.table[0].value
        assert list(table["Recipe"]) == ["lexical", "aman", "cmtmr", "atomas", "textmol"]
        # The best is named in words, not by colour alone.
        assert [cell.count("best") for cell in table["Hits@1"]] == [0, 0, 0, 0, 1]
        assert table["textmol minus this, Hits@1"].iloc[0] == "+8.0 (−0.5 to +9.2)"
        assert task["candidates"] in "\n".join(screen.captions)


def test_parts_costs_and_queries_are_told(
    show: Callable[[dict[str, Any]], Screen], full: dict[str, Any]
) -> None:
    screen = show(full)
    tables = [table.value for table in screen.app.table]
    costs = next(table for table in tables if "Parameters" in table)
    assert set(costs["Texts a second"]) == {"1,000"}
    queries = next(table for table in tables if "Kind" in table)
    assert len(queries) == 12 and "aman, vectors alone" in queries
    parts = next(table for table in tables if "full minus this, Hits@1" in table)
    assert list(parts["Recipe"]) == ["full", "without graph"]
    assert list(parts["full minus this, Hits@1"]) == ["—", "+2.0 (+1.0 to +3.0)"]
    assert list(queries["Kind"][:2]) == ["**all kinds**", "all kinds, nDCG@10"]
    assert "Not measured yet." not in screen.captions
    assert "No recipe saw ChEBI-20's training split." in "\n".join(screen.captions)


@pytest.mark.parametrize("missing", ["ablations", "searches"])
def test_what_was_not_measured_is_said_to_be_so(
    show: Callable[[dict[str, Any]], Screen], bundled: dict[str, Any], missing: str
) -> None:
    measured = [
        {part: value for part, value in entry.items() if part != "queries"}
        for entry in bundled["measured"]
    ]
    report = {**bundled, "measured": measured, missing: {}}
    assert "Not measured yet." in show(report).captions


@pytest.mark.parametrize("report", [None, {}, {"format": 1, "measured": [1]}])
def test_without_figures_the_page_says_how_to_get_them(
    show: Callable[[dict[str, Any] | None], Screen], report: dict[str, Any] | None
) -> None:
    screen = show(report)
    assert "make benchmarks" in screen.app.info[0].value
    assert not screen.app.table


def test_a_task_that_nobody_did_has_no_plot(bundled: dict[str, Any]) -> None:
    task = bundled["tasks"][-1]["name"]
    for entry in bundled["measured"]:
        entry["retrieval"].pop(task, None)
    rows = list(benchmark.list_recipes(Benchmark(bundled), task))
    assert {row["Hits@1"] for row in rows} == {"not measured"}
    assert Benchmark(bundled).describe_task(task).startswith("Candidates: ")
