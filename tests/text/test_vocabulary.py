"""Vocabulary: counting, weights, files and batches."""

from __future__ import annotations

import math

import numpy as np
import pytest

from textmol.text.vocabulary import Vocabulary, collate, learn_vocabulary
from textmol.text.words import word_pieces

TEXTS = ["methyl ester", "methyl ester of an acid", "ethyl ester", "an acid", "an acid chloride"]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return learn_vocabulary(TEXTS, least_pieces=2, least_pairs=2)


def test_only_what_is_frequent_enough_is_known(vocabulary: Vocabulary) -> None:
    assert {"<ester>", "<methyl>", "thyl>", "an acid", "methyl ester"} <= set(vocabulary.pieces)
    assert "<chloride>" not in vocabulary.pieces
    assert "of an" not in vocabulary.pieces


def test_weights_follow_the_formula(vocabulary: Vocabulary) -> None:
    column = vocabulary.pieces.index("<ester>")
    assert vocabulary.idf[column] == pytest.approx(math.log(6 / 4) + 1, abs=1e-6)
    read = vocabulary.read("ester ester acid")
    counts = dict.fromkeys(word_pieces("ester"), 2) | dict.fromkeys(word_pieces("acid"), 1)
    raw = {
        place: (1 + math.log(counts[piece])) * vocabulary.idf[place]
        for place, piece in enumerate(vocabulary.pieces)
        if piece in counts
    }
    norm = math.sqrt(sum(value**2 for value in raw.values()))
    assert dict(zip(read.columns.tolist(), read.weights.tolist(), strict=True)) == pytest.approx(
        {place: value / norm for place, value in raw.items()}
    )


def test_a_text_without_known_pieces_is_empty_and_does_no_harm(vocabulary: Vocabulary) -> None:
    for text in ("", "жжж", "   "):
        read = vocabulary.read(text)
        assert len(read.columns) == len(read.weights) == 0
    arrays = collate([vocabulary.read(""), vocabulary.read("an acid")])
    assert arrays.offsets.tolist() == [0, 0]


def test_written_and_read_it_stays_the_same(vocabulary: Vocabulary) -> None:
    again = Vocabulary.from_json(vocabulary.to_json())
    assert again.pieces == vocabulary.pieces
    np.testing.assert_allclose(again.idf, vocabulary.idf, atol=1e-4)


def test_a_batch_holds_each_text(vocabulary: Vocabulary) -> None:
    features = [vocabulary.read(text) for text in TEXTS]
    arrays = collate(features)
    ends = [*arrays.offsets[1:], len(arrays.columns)]
    for item, start, end in zip(features, arrays.offsets, ends, strict=True):
        np.testing.assert_array_equal(arrays.columns[start:end], item.columns)
        np.testing.assert_array_equal(arrays.weights[start:end], item.weights)
