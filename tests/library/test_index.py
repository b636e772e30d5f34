from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmol.errors import LibraryError
from textmol.library.index import VectorIndex, order_best, quantise, rank_in_library, restore


def make_vectors(count: int, size: int, seed: int = 0) -> np.ndarray:
    vectors = np.random.default_rng(seed).standard_normal((count, size), dtype=np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def test_quantised_vectors_keep_their_direction() -> None:
    vectors = make_vectors(500, 256)
    restored = restore(quantise(vectors))
    assert np.allclose(np.linalg.norm(restored, axis=1), 1, atol=1e-6)
    assert (vectors * restored).sum(axis=1).min() > 0.9999


def test_a_zero_vector_stays_zero() -> None:
    assert not restore(quantise(np.zeros((1, 8), np.float32))).any()


def test_scores_equal_the_full_matrix() -> None:
    quantised = quantise(make_vectors(5000, 32))
    query = make_vectors(1, 32, seed=1)[0]
    expected = restore(quantised).astype(np.float64) @ query.astype(np.float64)
    scores = VectorIndex(quantised).score(query)
    assert scores.dtype == np.float32
    assert np.allclose(scores, expected, atol=1e-6)


def test_several_queries_score_as_each_alone() -> None:
    index = VectorIndex(quantise(make_vectors(700, 32)))
    queries = make_vectors(5, 32, seed=1)
    together = index.score_each(queries)
    assert together.shape == (5, 700)
    assert together.dtype == np.float32
    assert np.allclose(together, [index.score(query) for query in queries], atol=1e-6)
    assert index.score_each(queries[:0]).shape == (0, 700)


def test_a_query_of_another_size_is_told() -> None:
    index = VectorIndex(quantise(make_vectors(3, 8)))
    with pytest.raises(LibraryError, match="8 dimensions"):
        index.score(np.ones(9, np.float32))
    with pytest.raises(LibraryError, match="8 dimensions"):
        index.score_each(np.ones((2, 9), np.float32))
    with pytest.raises(ValueError, match="not finite"):
        index.score(np.full(8, np.nan, np.float32))


few_values = st.lists(st.integers(-3, 3), min_size=1, max_size=40)


@given(few_values, st.data())
def test_order_equals_a_sort_by_score_and_row(values: list[int], data: st.DataObject) -> None:
    scores = np.array(values, np.float32)
    allowed = np.array(
        data.draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values)))
    )
    count = data.draw(st.integers(1, len(values) + 2))
    expected = sorted(np.flatnonzero(allowed).tolist(), key=lambda row: (-scores[row], row))
    assert order_best(scores, np.flatnonzero(allowed), count).tolist() == expected[:count]


@given(few_values)
def test_ranks_count_ties_against(values: list[int]) -> None:
    scores = np.array(values, np.float32)
    expected = [int((scores >= score).sum()) for score in scores]
    assert rank_in_library(scores, scores).tolist() == expected


def test_no_hits_have_no_ranks() -> None:
    assert rank_in_library(np.ones(3, np.float32), np.empty(0, np.float32)).shape == (0,)
