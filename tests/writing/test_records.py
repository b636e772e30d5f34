"""What is told of a generation."""

from __future__ import annotations

from tests.generations import make_generation


def test_everything_that_was_written_is_accounted_for() -> None:
    generation = make_generation()
    assert generation.distinct == 7
    assert generation.account == (
        "13 structures were written: 7 valid and different, 3 repeated, 2 invalid, 1 empty."
    )
