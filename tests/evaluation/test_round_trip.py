"""Searching with what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from rdkit import Chem

from textmol.evaluation.round_trip import encode_known, find_places, summarise_places
from textmol.molecules.claims.evidence import Evidence
from textmol.scoring import Scorer

if TYPE_CHECKING:
    from textmol.engine import TextMol

STRANGER = "CCCCCCCCCCOC(=O)c1ccc(Br)nc1SCCF"


def _look(smiles: str) -> Evidence:
    return Evidence(Chem.MolFromSmiles(smiles))


def test_places_are_those_of_a_search(engine: TextMol) -> None:
    smiles = [engine.library.record(row).smiles for row in (7, 4000)]
    texts = ["a steroid with two hydroxy groups", "The molecule is a long-chain fatty acid."]
    vectors, rows = encode_known(engine, smiles)
    places = find_places(engine, texts, vectors, rows, [_look(one) for one in smiles])
    for text, own, place in zip(texts, rows, places, strict=True):
        penalties = Scorer(engine.encoder, engine.library).penalise_library(text)
        scores = engine.library.ranker.score(
            np.arange(engine.library.size),
            engine.encode_descriptions([text])[0],
            offset=penalties.offset if penalties else None,
        ).scores
        best = scores[own[0]]
        others = np.delete(scores, own)
        assert place == 1 + (others >= best).sum()


def test_a_molecule_that_the_library_lacks_has_a_place_too(engine: TextMol) -> None:
    vectors, rows = encode_known(engine, [STRANGER])
    assert rows == [[]]
    assert np.linalg.norm(vectors[0]) == pytest.approx(1, abs=1e-4)
    texts = ["an aryl bromide with a long ester"]
    (place,) = find_places(engine, texts, vectors, rows, [_look(STRANGER)])
    assert 1 <= place <= engine.library.size + 1


def test_an_empty_text_finds_nothing(engine: TextMol) -> None:
    vectors, rows = encode_known(engine, ["CCO"])
    assert find_places(engine, [""], vectors, rows, [_look("CCO")]) == [engine.library.size]


def test_the_summary_by_hand() -> None:
    found = summarise_places([1, 6, 11], 11)
    assert found == {
        "mean_percentile": pytest.approx((100 + 50 + 0) / 3),
        "first": pytest.approx(1 / 3),
        "first_ten": pytest.approx(2 / 3),
        "pool": 11,
    }
