"""The bag of a description shared out to its words."""

from __future__ import annotations

import numpy as np

from textmol.text.phrases import TextSpan, read_words
from textmol.text.pieces_of_words import share_bag
from textmol.text.vocabulary import Vocabulary, learn_vocabulary

TEXTS = ["an aromatic ring, a carboxylic acid. It is a ring", "an α-amino acid; It is bitter"]


def _learn() -> Vocabulary:
    return learn_vocabulary(TEXTS, least_pieces=1, least_pairs=1)


def test_what_the_words_get_is_the_bag_without_the_signs_between_them() -> None:
    vocabulary = _learn()
    for text in TEXTS:
        whole = share_bag(vocabulary, text, [TextSpan(text, 0, len(text))])
        features = vocabulary.read(text)
        assert whole.columns.tolist() == features.columns.tolist()
        np.testing.assert_allclose(whole.table[0], features.weights, rtol=1e-5)
        words = share_bag(vocabulary, text, read_words(text)).table.sum(0)
        assert (words <= features.weights + 1e-6).all()
        signs = [i for i, column in enumerate(features.columns)
                 if not any(s in ".,;" for s in vocabulary.pieces[column])]  # fmt: skip
        np.testing.assert_allclose(words[signs], features.weights[signs], rtol=1e-5)


def test_occurrences_share_equally_and_pairs_belong_half_to_each() -> None:
    vocabulary = _learn()
    text = "ring acid ring"
    shares = share_bag(vocabulary, text, read_words(text))
    names = [vocabulary.pieces[column] for column in shares.columns]
    ring = shares.table[:, names.index("<ring>")]
    assert ring[0] == ring[2] > 0 and ring[1] == 0
    text = "carboxylic acid"
    shares = share_bag(vocabulary, text, read_words(text))
    names = [vocabulary.pieces[column] for column in shares.columns]
    pair = shares.table[:, names.index("carboxylic acid")]
    assert pair[0] == pair[1] > 0


def test_what_no_span_holds_is_outside() -> None:
    vocabulary, text = _learn(), TEXTS[0]
    shares = share_bag(vocabulary, text, read_words(text)[:2])
    total = shares.table.sum(0) + shares.outside
    np.testing.assert_allclose(total, vocabulary.read(text).weights, atol=1e-6)
    assert shares.outside.max() > 0


def test_a_text_without_known_pieces_has_nothing_to_share() -> None:
    assert share_bag(_learn(), "水", [TextSpan("水", 0, 1)]).table.shape == (1, 0)
