from __future__ import annotations

import numpy as np
import pytest

from textmol.errors import QueryError
from textmol.library.filters import Filters
from textmol.library.library import Library
from textmol.molecules.substructure import read_substructure


def test_the_smallest_molecules_with_a_pattern_come_first(library: Library) -> None:
    ranking = library.ranker.search_containing("c1ccccc1", 9)
    records = library.records(ranking.rows)
    assert records[0].smiles == "c1ccccc1"
    sizes = [record.properties.heavy_atoms for record in records]
    assert sizes == sorted(sizes)
    assert ranking.scores.tolist() == pytest.approx([6 / size for size in sizes])
    assert ranking.passing == len(records) == 4
    few = library.ranker.search_containing("c1ccccc1", 2)
    assert (few.rows.tolist(), few.passing) == (ranking.rows[:2].tolist(), None)


def test_a_pattern_and_a_filter_hold_both(library: Library) -> None:
    both = library.ranker.search_containing("c1ccccc1", 9, Filters(smarts="[F,O]", mw_max=150))
    assert [record.smiles for record in library.records(both.rows)] == ["Fc1ccc(Cl)cc1"]
    vector = library.vector(0)
    ranked = library.ranker.search(vector, 9, Filters(smarts="[F,O]"), smarts="c1ccccc1")
    patterns = [read_substructure(smarts) for smarts in ("[F,O]", "c1ccccc1")]
    for record in library.records(ranked.rows):
        assert all(pattern.matches(record.smiles) for pattern in patterns)
    assert len(ranked.rows) == 2


@pytest.mark.parametrize("weight", [0.25, 1.0])
def test_likeness_weighs_cosine_and_fingerprint(library: Library, weight: float) -> None:
    record = library.record(0)
    vector = library.vector(0)
    ranking = library.ranker.search_alike(record.smiles, library.size, weight=weight, vector=vector)
    cosines = library.ranker.search(vector, library.size)
    alike = library.ranker.search_alike(record.smiles, library.size)
    expected = np.zeros(library.size)
    expected[cosines.rows] += (1 - weight) * cosines.scores
    expected[alike.rows] += weight * alike.scores
    assert len(ranking.rows) == library.size
    np.testing.assert_allclose(ranking.scores, expected[ranking.rows], atol=1e-5)
    assert ranking.rows[0] == 0
    assert ranking.scores[0] == pytest.approx(1)
    assert (np.diff(ranking.scores) <= 0).all()


def test_likeness_keeps_to_the_filters(library: Library) -> None:
    smiles, vector = library.record(0).smiles, library.vector(0)
    light = Filters(mw_max=60)
    ranking = library.ranker.search_alike(smiles, 5, light, weight=0.5, vector=vector)
    assert all(record.properties.mw <= 60 for record in library.records(ranking.rows))
    with pytest.raises(QueryError):
        library.ranker.search_alike(smiles, 5, Filters(smarts="C(("))


def test_places_are_those_of_a_search(library: Library) -> None:
    vectors = np.stack([library.vector(0), library.vector(3)])
    offset = np.where(np.arange(library.size) % 2, np.float32(-0.2), np.float32(0))
    own = [2]
    for vector, add in zip(vectors, (None, offset), strict=True):
        ranking = library.ranker.search(vector, library.size, offset=add)
        for score in (2.0, -2.0, 0.1, 0.4):
            (place,) = library.ranker.find_places(vector[None], [score], own, [add])
            ahead = (ranking.scores >= score) & (ranking.rows != own[0])
            assert place == 1 + ahead.sum()
    both = library.ranker.find_places(vectors, [0.1, 0.4], own, [None, offset])
    assert both == [
        *library.ranker.find_places(vectors[:1], [0.1], own, [None]),
        *library.ranker.find_places(vectors[1:], [0.4], own, [offset]),
    ]
