from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmol.errors import QueryError
from textmol.library.filters import PRESETS, Filters

reals = st.none() | st.floats(-1e6, 1e6)
wholes = st.none() | st.integers(-50, 50)


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    values: dict[str, Any] = {"smarts": draw(st.none() | st.text(max_size=30))}
    ranges = dict.fromkeys(("mw", "clogp", "tpsa"), reals)
    ranges |= dict.fromkeys(("charge", "rings", "hbd", "hba", "rotatable_bonds"), wholes)
    for name, numbers in ranges.items():
        low, high = draw(numbers), draw(numbers)
        if low is not None and high is not None and low > high:
            low, high = high, low
        values |= {f"{name}_min": low, f"{name}_max": high}
    return Filters(**values)


@given(filters())
def test_filters_come_back_from_a_url(given_filters: Filters) -> None:
    url = urlencode(given_filters.to_query(), errors="surrogatepass")
    query = dict(parse_qsl(url, strict_parsing=bool(url), errors="surrogatepass"))
    assert Filters.from_query(query) == given_filters


@pytest.mark.parametrize(
    "smarts",
    ["[#6]#[#7]", "[C@@H](N)C(=O)O", "C/C=C\\C", "[N+]&[O-]", "C%10CC%10", "[CX4;!$(C=O)]"],
)
def test_smarts_survives_a_url(smarts: str) -> None:
    query = dict(parse_qsl(urlencode(Filters(smarts=smarts).to_query())))
    assert Filters.from_query(query).smarts == smarts


def test_query_holds_only_what_is_set() -> None:
    assert Filters().to_query() == {}
    assert Filters(mw_max=300, charge_min=-1).to_query() == {"mw_max": "300", "charge_min": "-1"}
    assert Filters.from_query({"mw_max": " ", "page": "2", "q": "ester"}) == Filters()


def test_description_reads_as_words() -> None:
    assert Filters().describe() == ""
    assert Filters(mw_min=100, mw_max=300, smarts="c1ccccc1").describe() == (
        "MW 100 to 300 Da, contains c1ccccc1"
    )
    assert Filters(clogp_max=2.5, charge_min=-1, rings_min=3, rings_max=3).describe() == (
        "cLogP at most 2.5, charge at least -1, rings 3"
    )
    assert Filters(charge_min=1, charge_max=2).describe() == "charge +1 to +2"
    assert Filters(charge_min=0, charge_max=0).describe() == "charge 0"


def test_empty_means_everything_passes() -> None:
    assert Filters().is_empty()
    assert Filters(smarts="  ").is_empty()
    assert not Filters(rings_min=0).is_empty()
    assert not Filters(smarts="C").is_empty()
    assert not Filters(smarts="C").has_ranges()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"mw_min": 500, "mw_max": 100}, ["MW", "500 Da", "100 Da"]),
        ({"charge_min": 1, "charge_max": 0}, ["charge", "1", "0"]),
        ({"clogp_min": float("nan")}, ["cLogP", "nan"]),
        ({"mw_max": float("inf")}, ["MW", "inf"]),
        ({"rings_min": 1.5}, ["rings", "1.5", "whole"]),
    ],
)
def test_impossible_limits_are_told(values: dict[str, Any], words: list[str]) -> None:
    with pytest.raises(QueryError) as caught:
        Filters(**values)
    assert all(word in caught.value.message for word in words)
    assert caught.value.remedy


def test_a_limit_in_a_url_that_is_no_number_is_told() -> None:
    with pytest.raises(QueryError, match='cLogP has the maximum "low"'):
        Filters.from_query({"clogp_max": "low"})
    with pytest.raises(QueryError, match="whole"):
        Filters.from_query({"rings_max": "2.5"})
    assert Filters.from_query({"rings_max": "2.0"}) == Filters(rings_max=2)


def test_presets_are_filters_in_the_words_of_their_rules() -> None:
    described = {name: Filters(**limits).describe() for name, limits in PRESETS.items()}  # type: ignore[arg-type]
    assert described == {
        "Lipinski": "MW at most 500 Da, cLogP at most 5, H-bond donors at most 5, "
        "H-bond acceptors at most 10",
        "Veber": "TPSA at most 140 Å², rotatable bonds at most 10",
        "Lead-like": "MW 250 to 350 Da, cLogP at most 3.5, rotatable bonds at most 7",
    }
