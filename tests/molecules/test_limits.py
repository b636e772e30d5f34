"""Which limits of captioning a structure meets."""

from __future__ import annotations

import pytest

from textmol.molecules.limits import (
    LIMITS,
    MIXTURE,
    NO_CARBON,
    POLYMER,
    TOO_LARGE,
    find_limits,
)


@pytest.mark.parametrize(
    ("smiles", "limits"),
    [
        ("CCO", ()),
        ("O", (NO_CARBON,)),
        ("[Na+].[Cl-]", (NO_CARBON, MIXTURE)),
        ("*CC*", (POLYMER,)),
        ("C" * 300, ()),
        ("C" * 301, (TOO_LARGE,)),
        ("CC(=O)[O-].[Na+]", (MIXTURE,)),
    ],
)
def test_limits_of_a_structure(smiles: str, limits: tuple[str, ...]) -> None:
    assert find_limits(smiles) == limits


def test_each_limit_is_one_sentence() -> None:
    assert set(LIMITS) == {NO_CARBON, TOO_LARGE, POLYMER, MIXTURE}
    assert all(sentence.count(". ") == 0 and sentence.endswith(".") for sentence in LIMITS.values())
