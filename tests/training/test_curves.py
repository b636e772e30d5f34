from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from textmol.errors import DataError
from textmol.training.curves import draw_curves, write_curves

SVG = "{http://www.w3.org/2000/svg}"
LINES = [
    {"epoch": epoch, "loss": 4 / epoch, "hits@1": 10.0 * epoch, "hits@10": 20.0 * epoch}
    for epoch in (1, 2, 3)
]


def curves_of(svg: str) -> dict[str, list[tuple[float, float]]]:
    """Return the corners of the curves by class; the loss and Hits@1 share one, in this order."""
    found: dict[str, list[tuple[float, float]]] = {}
    for number, line in enumerate(ElementTree.fromstring(svg).iter(f"{SVG}polyline")):
        points = [tuple(map(float, point.split(","))) for point in line.get("points", "").split()]
        found[f"{number}{line.get('class')}"] = [(x, y) for x, y in points]
    return found


def test_a_log_becomes_a_drawing_beside_it(tmp_path: Path) -> None:
    lines = [*LINES, {**LINES[2], "hits@1": 90.0}]
    (tmp_path / "log.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    svg = write_curves(tmp_path).read_text(encoding="utf-8")
    assert "after epoch 3: loss 1.333, Hits@1 90, Hits@10 60" in svg
    assert "prefers-color-scheme:dark" in svg
    assert "http" not in svg.replace(SVG[1:-1], "") and len(svg) < 10_000
    curves = curves_of(svg)
    assert list(curves) == ["0a", "1a", "2b"]
    assert all(len(points) == 3 for points in curves.values())


def test_higher_figures_stand_higher_and_later_epochs_to_the_right() -> None:
    loss, first, tenth = curves_of(draw_curves(LINES)).values()
    assert all(one[0] < two[0] for one, two in pairwise(loss))
    assert all(one[1] < two[1] for one, two in pairwise(loss))  # y points down: the loss falls
    assert all(one[1] > two[1] for one, two in pairwise(first))
    assert all(ten[1] < one[1] for one, ten in zip(first, tenth, strict=True))


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [{"epoch": 1, "loss": float("nan")}],
        [{"epoch": 1, "loss": 0.0, "hits@1": 0.0, "hits@10": 0.0}],
        [{"epoch": epoch, "loss": -1.0} for epoch in range(1, 61)],
    ],
)
def test_odd_logs_are_drawn(lines: list[dict]) -> None:
    ElementTree.fromstring(draw_curves(lines))


@pytest.mark.parametrize("content", [None, "{", '{"loss": 1}\n'])
def test_a_log_that_is_none_is_told(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "log.jsonl").write_text(content)
    with pytest.raises(DataError, match="no training log"):
        write_curves(tmp_path)
