"""The page that compares models: on the bundled figures, on a full set, and on none."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pages.parts import align_trust, benchmark, benchmark_rows, benchmark_writing
from pages.parts.benchmark import Benchmark, read_benchmark
from pages.parts.writing_tasks import CAPTIONING, GENERATION, Task
from tests.app.conftest import Screen
from textmol.evaluation.published import read_published

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
        monkeypatch.setattr(benchmark_writing, "BENCHMARKS", tmp_path)
        monkeypatch.setattr(align_trust, "MEASURED", tmp_path / "grounding.json")
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
    tables = [table.value for table in screen.app.table]
    published = [table for table in tables if "Source" in table and "Hits@1" in table]
    assert sum(map(len, published)) == len(bundled["published"])
    assert "Which atoms answer to which words" in headings(screen)
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
    rows = list(benchmark_rows.list_recipes(Benchmark(bundled), task))
    assert {row["Hits@1"] for row in rows} == {"not measured"}
    assert Benchmark(bundled).describe_task(task).startswith("Candidates: ")


FIGURES = {
    "captioning": ("bleu2", "bleu4", "rouge1", "rouge2", "rougeL", "meteor"),
    "generation": ("bleu", "exact", "levenshtein", "maccs", "rdk", "morgan", "fcd", "validity"),
}


def write_writing(folder: Path, task: str) -> None:
    """Write a report as ``evaluate`` does, with made-up figures."""
    checked = {
        "factuality": {
            "share_true": 0.94,
            "statements": 90,
            "per_caption": 4.5,
            "names_true": 0.8,
            "names": 20,
        },
        "round_trip": {"mean_percentile": 99.5, "first": 0.3, "first_ten": 0.8, "pool": 37229},
    }
    more = {
        "captioning": {**checked, "descriptions": checked},
        "generation": {
            "valid_only": {"rows": 19, "maccs": 0.9, "rdk": 0.8, "morgan": 0.7},
            "written": {"drawn": 800, "empty": 1, "invalid": 2, "repeated": 300},
        },
    }[task]
    report = {
        **dict.fromkeys(FIGURES[task], 0.5),
        **more,
        "copying": {"from": "the nearest", **dict.fromkeys(FIGURES[task], 0.25), **checked},
        "rows": 20,
        "pairs": {"file": "dev.tsv"},
        "text_version": "nameless",
        "seed": 0,
        "checkpoint": "writer@12345678",
        "published": read_published(task),
    }
    (folder / f"{task}.json").write_text(json.dumps(report), encoding="utf-8")


@pytest.mark.parametrize("task", [CAPTIONING, GENERATION], ids=lambda task: task.name)
def test_writing_is_shown_beside_copying_and_apart_from_what_is_published(
    show: Callable[[dict[str, Any] | None], Screen],
    tmp_path: Path,
    task: Task,
) -> None:
    write_writing(tmp_path, task.name)
    screen = show(None)
    assert task.title in headings(screen)
    tables = [table.value for table in screen.app.table if "Method" in table.value]
    measured = next(table for table in tables if "copying" in list(table["Method"]))
    assert measured["Method"][0] == "TextMol"
    for key, (title, _) in task.figures.items():
        best = 1 if key in task.lower else 0
        assert ["best" in cell for cell in measured[title][:2]] == [best == 0, best == 1]
    published = next(table for table in tables if "Source" in table)
    assert len(published) == len(read_published(task.name))
    assert all(all(published[column]) for column in ("Pool", "Text", "Source"))
    assert any("writer@12345678" in caption for caption in screen.captions)


def test_statements_and_round_trips_of_captions_are_told(tmp_path: Path) -> None:
    write_writing(tmp_path, "captioning")
    report = benchmark_writing.read_writing(CAPTIONING, tmp_path)
    assert report is not None
    rows = benchmark_writing.list_statements(report)
    assert [row["Method"] for row in rows] == ["TextMol", "copying", "the descriptions themselves"]
    assert rows[0]["Statements that hold"] == "94.0 %"
    assert rows[0]["Comes back above"] == "99.50 %"


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"rows": 1}'])
def test_writing_that_was_not_measured_is_left_out(tmp_path: Path, text: str) -> None:
    (tmp_path / "generation.json").write_text(text, encoding="utf-8")
    assert benchmark_writing.read_writing(GENERATION, tmp_path) is None
    assert benchmark_writing.read_writing(CAPTIONING, tmp_path) is None


def test_the_page_says_how_long_recipes_were_trained(
    bundled: dict[str, Any], open_screen: Open
) -> None:
    for entry, seconds in zip(bundled["measured"], (600, 1200, 1800, 2400, 3000), strict=True):
        entry["training"]["seconds"] = seconds
    assert Benchmark(bundled).minutes == "10 to 50 minutes"
    found = read_benchmark()
    assert found is not None
    screen = open_screen()
    screen.app.switch_page("pages/models.py").run()
    assert f"on one CPU core for {found.minutes}" in screen.text
