"""Figures of maps against slow twins that spell out their definition."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from textmol.evaluation.grounding_metrics import (
    METRICS,
    area_under,
    auroc,
    average_precision,
    iou_at_size,
    measure_map,
    pointing_game,
    spearman,
)


def _naive_auroc(scores: np.ndarray, mask: np.ndarray) -> float:
    pairs = [(a > b) + (a == b) / 2 for a in scores[mask] for b in scores[~mask]]
    return sum(pairs) / len(pairs)


def _naive_precision(scores: np.ndarray, mask: np.ndarray) -> float:
    """Mean over right places of the precision among all that score at least as much."""
    return float(np.mean([mask[scores >= score].mean() for score in scores[mask]]))


def _naive_iou(scores: np.ndarray, mask: np.ndarray) -> float:
    """The expected intersection over every order of the tied, by trying all orders."""
    size = int(mask.sum())
    overlaps = []
    for order in permutations(range(len(scores))):
        ranked = sorted(order, key=lambda place: -scores[place])
        overlaps.append(mask[ranked[:size]].sum())
    inside = float(np.mean(overlaps))
    return inside / (2 * size - inside)


def _maps() -> list[tuple[np.ndarray, np.ndarray]]:
    draw = np.random.default_rng(4)
    found: list[tuple[np.ndarray, np.ndarray]] = []
    while len(found) < 40:
        number = int(draw.integers(2, 7))
        mask = draw.random(number) < 0.4
        if 0 < mask.sum() < number:
            found.append((draw.integers(0, 4, number).astype(float), mask))
    return found


def test_figures_agree_with_their_twins() -> None:
    for scores, mask in _maps():
        assert auroc(scores, mask) == pytest.approx(_naive_auroc(scores, mask))
        assert average_precision(scores, mask) == pytest.approx(_naive_precision(scores, mask))
        assert iou_at_size(scores, mask) == pytest.approx(_naive_iou(scores, mask))


def test_a_perfect_map_earns_everything_and_its_opposite_nothing() -> None:
    mask = np.array([True, False, True, False, False])
    assert set(measure_map(mask.astype(float), mask).values()) == {1.0}
    worst = measure_map(-mask.astype(float), mask)
    assert worst["pointing_game"] == worst["auroc"] == 0
    assert tuple(worst) == METRICS


def test_a_flat_map_earns_chance() -> None:
    mask = np.array([True, False, False, False])
    found = measure_map(np.zeros(4), mask)
    assert found["pointing_game"] == 0.25
    assert found["auroc"] == 0.5
    assert found["average_precision"] == 0.25


def test_figures_do_not_depend_on_the_scale() -> None:
    for scores, mask in _maps():
        assert measure_map(scores, mask) == pytest.approx(measure_map(7 * scores - 3, mask))


def test_the_hottest_places_share_the_point() -> None:
    assert pointing_game(np.array([2, 2, 1.0]), np.array([True, False, False])) == 0.5


@pytest.mark.parametrize(
    ("scores", "mask"),
    [([1, 2], [True, True]), ([1, 2], [False, False]), ([1], [True, False]), ([1, np.nan], [1, 0])],
)
def test_maps_that_cannot_be_measured_are_refused(scores: list[float], mask: list[bool]) -> None:
    with pytest.raises(ValueError, match="A map needs"):
        measure_map(np.array(scores, float), np.array(mask))


def test_area_under_is_that_of_trapezoids() -> None:
    places = np.array([0, 0.5, 1.0])
    assert area_under(places, np.array([[1, 1, 1], [0, 1, 0]])) == pytest.approx([1, 0.5])


def test_spearman_is_of_ranks_and_flat_maps_resemble_nothing() -> None:
    rising = np.array([1, 2, 30.0])
    assert spearman(rising, np.array([5, 6, 7.0])) == pytest.approx(1)
    assert spearman(rising, -rising) == pytest.approx(-1)
    assert spearman(rising, np.zeros(3)) == 0
