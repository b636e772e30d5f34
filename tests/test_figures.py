from __future__ import annotations

import json

import numpy as np
import pytest

from textmol.figures import Estimate, plot_intervals, plot_map

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


PLACES = np.array([[-1.0, 0.5], [0.0, 0.0], [1.0, -0.5], [0.2, 0.1]], np.float32)


def test_hits_stand_at_their_places_on_the_map() -> None:
    figure = plot_map(PLACES, [2, 0, 3], ["1. a", "2. b", "3. c"], [False, True, False])
    shade, plain, chosen = figure.data
    assert (list(plain.x), list(plain.y)) == ([1.0, PLACES[3, 0]], [-0.5, PLACES[3, 1]])
    assert [list(cell) for cell in plain.customdata] == [[2], [3]]
    assert [list(cell) for cell in chosen.customdata] == [[0]]
    assert list(chosen.text) == ["2. b"]
    assert np.expm1(np.asarray(shade.z)).round().sum() == len(PLACES)
    json.loads(figure.to_json())


def test_selected_hits_are_told_apart_without_colour_and_in_both_themes() -> None:
    light, dark = (
        plot_map(PLACES, [0, 1], ["a", "b"], [True, False], dark=dark) for dark in (False, True)
    )
    traces = [*light.data[1:], *dark.data[1:]]
    assert len({trace.marker.symbol for trace in light.data[1:]}) == 2
    assert len({trace.marker.color for trace in traces}) == 4


def test_a_map_without_hits_is_a_map() -> None:
    assert len(plot_map(PLACES, [], [], []).data) == 3
