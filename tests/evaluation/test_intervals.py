from __future__ import annotations

import numpy as np
import pytest

from textmol.evaluation.intervals import bootstrap_interval


def draw_naively(values: np.ndarray, groups: list[str], rounds: int, seed: int) -> np.ndarray:
    """Return the mean of each draw of whole groups, one draw at a time."""
    generator = np.random.default_rng(seed)
    names = sorted(set(groups))
    members = {name: values[[group == name for group in groups]] for name in names}
    return np.asarray(
        [
            np.concatenate(
                [members[names[i]] for i in generator.integers(len(names), size=len(names))]
            )
            .mean()
            .item()
            for _ in range(rounds)
        ]
    )


def test_interval_agrees_with_drawing_groups_one_by_one() -> None:
    generator = np.random.default_rng(3)
    groups = [f"molecule {number}" for number in generator.integers(60, size=200)]
    values = generator.normal(size=200) + 3 * generator.random(200)
    low, high = bootstrap_interval(values, groups, rounds=4_000)
    naive = np.quantile(draw_naively(values, groups, 4_000, seed=1), [0.025, 0.975])
    assert np.allclose([low, high], naive, atol=0.03)
    assert low < values.mean() < high


def test_same_seed_gives_the_same_interval() -> None:
    values = np.arange(50.0)
    assert bootstrap_interval(values) == bootstrap_interval(values)
    assert bootstrap_interval(values) != bootstrap_interval(values, seed=1)


def test_texts_of_one_molecule_widen_the_interval() -> None:
    values = np.repeat(np.random.default_rng(0).normal(size=40), 5)
    molecules = np.repeat(np.arange(40), 5).tolist()
    alone, together = bootstrap_interval(values), bootstrap_interval(values, molecules)
    assert together[1] - together[0] > 1.5 * (alone[1] - alone[0])


def test_equal_values_leave_no_doubt() -> None:
    assert bootstrap_interval(np.full(7, 4.0)) == (4.0, 4.0)


def test_unusable_values_are_refused() -> None:
    with pytest.raises(ValueError, match="no value"):
        bootstrap_interval(np.zeros(0))
    with pytest.raises(ValueError, match="3 values"):
        bootstrap_interval(np.zeros(3), ["a"])
