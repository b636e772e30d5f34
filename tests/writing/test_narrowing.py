"""Which generated molecules are looked at."""

from __future__ import annotations

from typing import Any

import pytest

from tests.generations import MOLECULES, make_generation
from textmol.errors import QueryError
from textmol.library import Filters
from textmol.writing.narrowing import narrow

ASPIRIN, CHLORO, ESTER, AZO = MOLECULES


@pytest.mark.parametrize(
    ("filters", "options", "left", "told"),
    [
        ({}, {}, [ASPIRIN, CHLORO, ESTER, AZO], ""),
        ({"mw_max": 160}, {}, [CHLORO, ESTER], "MW at most 160 Da"),
        ({"rings_min": 1, "rings_max": 1}, {}, [ASPIRIN, CHLORO], "rings 1"),
        ({"smarts": "[CX3](=O)[OX2H]"}, {}, [ASPIRIN, CHLORO], "contains [CX3](=O)[OX2H]"),
        ({}, {"known": True}, [ASPIRIN, ESTER], "known"),
        ({"mw_max": 160}, {"known": False}, [CHLORO], "MW at most 160 Da, new"),
        ({}, {"without_alerts": True}, [CHLORO, ESTER], "no structural alert"),
    ],
)
def test_what_passes_keeps_its_rank(
    filters: dict[str, Any], options: dict[str, Any], left: list[str], told: str
) -> None:
    generation = make_generation()
    found = narrow(generation, Filters(**filters), **options)
    assert [one.smiles for one in found.molecules] == left
    assert set(found.molecules) <= set(generation.molecules)
    assert found.account == generation.account
    assert found.filters == told


def test_what_lacks_something_of_the_description_can_be_left_out() -> None:
    generation = make_generation(query="carboxylic acid with a chlorine atom")
    found = narrow(generation, Filters(), as_described=True)
    assert [one.smiles for one in found.molecules] == [CHLORO]
    assert found.filters == "has all that was read"


def test_a_broken_pattern_is_told() -> None:
    with pytest.raises(QueryError, match="SMARTS"):
        narrow(make_generation(), Filters(smarts="c1ccccc"))
