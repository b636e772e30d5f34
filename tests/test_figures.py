from __future__ import annotations

import json

import pytest

from textmol.figures import Estimate, plot_intervals

ROWS = ["lexical", "textmol"]
FIRST = [Estimate(10, 8, 13), Estimate(40, 35, 44)]


def test_dots_stand_at_their_figures_with_their_intervals() -> None:
    figure = plot_intervals(ROWS, {"Hits@1": FIRST, "Hits@10": [None, Estimate(80, 79, 82)]})
    one, ten = figure.data
    assert (list(one.x), list(one.y)) == ([10, 40], ROWS)
    assert list(one.error_x.array) == [3, 4]
    assert list(one.error_x.arrayminus) == [2, 5]
    assert list(ten.y) == ["textmol"]
    assert list(figure.layout.yaxis.categoryarray) == ["textmol", "lexical"]
    json.loads(figure.to_json())


def test_figures_are_told_apart_without_colour_and_in_both_themes() -> None:
    light = plot_intervals(ROWS, {"a": FIRST, "b": FIRST})
    dark = plot_intervals(ROWS, {"a": FIRST, "b": FIRST}, dark=True)
    assert len({trace.marker.symbol for trace in light.data}) == 2
    colours = [trace.marker.color for trace in (*light.data, *dark.data)]
    assert len(set(colours)) == 4


def test_a_figure_without_an_estimate_for_each_row_is_refused() -> None:
    with pytest.raises(ValueError):
        plot_intervals(ROWS, {"Hits@1": FIRST[:1]})
    with pytest.raises(ValueError, match="marks for 2"):
        plot_intervals(ROWS, {"a": FIRST, "b": FIRST, "c": FIRST})
