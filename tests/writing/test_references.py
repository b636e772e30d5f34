"""References: only molecules that are listed, the nearest first, never the molecule itself."""

from __future__ import annotations

import numpy as np
import pytest

from textmol.engine import TextMol
from textmol.writing.references import NEAREST, References


@pytest.fixture(scope="module")
def keys(engine: TextMol) -> list[str]:
    records = engine.library.records(np.arange(0, engine.library.size, 400))
    return [record.inchikey for record in records if record.inchikey]


@pytest.fixture(scope="module")
def references(engine: TextMol, keys: list[str]) -> References:
    return References(engine.library, set(keys))


def test_only_listed_molecules_are_there(references: References, keys: list[str]) -> None:
    assert set(references.keys) == set(keys)
    assert len(references) >= len(keys)


def test_the_nearest_come_first_as_a_naive_search_finds_them(
    engine: TextMol, references: References
) -> None:
    vectors = engine.encode_molecules(references.smiles[:5])
    near = references.find_near(vectors, [""] * 5)
    every = engine.encode_molecules(references.smiles)
    for vector, found in zip(vectors, near, strict=True):
        scores = every @ vector
        best = np.sort(scores)[::-1][:NEAREST]
        np.testing.assert_allclose(scores[found], best, atol=0.02)  # int8 in the library
    assert (near[:, 0] == np.arange(5)).all()


def test_a_molecule_is_not_its_own_reference(engine: TextMol, references: References) -> None:
    vectors = engine.encode_molecules(references.smiles[:5])
    near = references.find_near(vectors, references.keys[:5])
    for key, found in zip(references.keys[:5], near, strict=True):
        assert key not in [references.keys[row] for row in found]


def test_few_or_no_references_leave_places_empty(engine: TextMol, keys: list[str]) -> None:
    vectors = engine.encode_molecules(["CCO"])
    few = References(engine.library, set(keys[:3])).find_near(vectors, [""])
    assert (few[0] >= 0).sum() == len(References(engine.library, set(keys[:3])))
    assert (References(engine.library, set()).find_near(vectors, [""]) == -1).all()


def test_vectors_are_those_of_the_molecules(engine: TextMol, references: References) -> None:
    taken = references.take(np.asarray([2, 0]))
    assert list(taken) == [references.smiles[2], references.smiles[0]]
    encoded = engine.encode_molecules(list(taken))
    assert (np.einsum("nd,nd->n", encoded, np.stack(list(taken.values()))) > 0.99).all()
