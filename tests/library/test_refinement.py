from __future__ import annotations

from urllib.parse import parse_qs, urlencode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.library.refinements import build_refinements
from textmol.errors import QueryError
from textmol.library.refinement import MOST_PHRASES, Refinement, move_vector


@given(build_refinements(st.text(max_size=40)))
def test_a_refinement_comes_back_from_a_url(refinement: Refinement) -> None:
    url = urlencode(refinement.to_query(), doseq=True, errors="surrogatepass")
    query = parse_qs(url, strict_parsing=bool(url), errors="surrogatepass")
    assert Refinement.from_query(query) == refinement


def test_blank_and_repeated_phrases_are_left_out() -> None:
    refinement = Refinement(more=("  rose\n odour ", "", "rose odour"))
    assert refinement.more == ("rose odour",)
    assert not refinement.is_empty()
    assert Refinement(exclude=(" ",)).is_empty()


@pytest.mark.parametrize("weight", ["", "much", "-1", "101", "nan", "inf"])
def test_a_weight_in_a_url_that_is_none_counts_as_none(weight: str) -> None:
    assert Refinement.from_query({"tanimoto": [weight]}).is_empty()


def test_what_is_too_much_is_told() -> None:
    for wrong in (
        {"more": tuple(map(str, range(MOST_PHRASES + 1)))},
        {"less": ("x" * 201,)},
        {"tanimoto": 1.5},
        {"tanimoto": float("nan")},
    ):
        with pytest.raises(QueryError) as caught:
            Refinement(**wrong)
        assert caught.value.remedy


def test_it_is_told_in_words() -> None:
    refinement = Refinement(more=("floral",), less=("woody",), exclude=("chlorine",), tanimoto=0.5)
    assert refinement.describe() == (
        "more of floral, less of woody, without chlorine, 50 % Tanimoto"
    )


def test_a_vector_moves_towards_and_away() -> None:
    start, more, less = np.eye(3, dtype=np.float32)
    none = np.empty((0, 3), np.float32)
    np.testing.assert_array_equal(move_vector(start, none, none), start)
    moved = move_vector(start, more[None], less[None])
    assert np.linalg.norm(moved) == pytest.approx(1)
    assert moved @ more > 0 > moved @ less
    np.testing.assert_array_equal(move_vector(0 * start, none, none), 0 * start)
