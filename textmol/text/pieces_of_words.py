"""How much of a description's bag of pieces belongs to which part of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from textmol.text.phrases import TextSpan
from textmol.text.vocabulary import Vocabulary
from textmol.text.words import split_sentences, split_words, word_pairs


@dataclass(frozen=True)
class BagShares:
    """A bag of ``k`` columns shared out to ``s`` spans.

    Attributes:
        columns: (k,) int64 columns of the vocabulary.
        table: (s, k) float32 part of each column's weight that belongs to each span.
        outside: (k,) float32 what belongs to none of them.
    """

    columns: np.ndarray
    table: np.ndarray
    outside: np.ndarray


def share_bag(vocabulary: Vocabulary, text: str, spans: Sequence[TextSpan]) -> BagShares:
    """Return the bag that ``vocabulary.read`` makes of ``text``, shared out to spans.

    Occurrences of a column share its weight equally; a pair of words belongs half to each. What
    lies in several spans is shared by them, what lies in none belongs to none of them.
    """
    features = vocabulary.read(text)
    place = {int(column): number for number, column in enumerate(features.columns)}
    table = np.zeros((len(spans), len(place)), np.float32)
    total = np.zeros(len(place), np.float32)
    for column, amount, start, end in _list_entries(vocabulary, text):
        number = place[column]
        total[number] += amount
        owners = [row for row, span in enumerate(spans) if span.overlaps(start, end)]
        for row in owners:
            table[row, number] += amount / len(owners)
    table *= features.weights / np.maximum(total, 1e-9)
    outside = (features.weights - table.sum(0)).astype(np.float32)
    return BagShares(features.columns.astype(np.int64), table, outside)


def _list_entries(vocabulary: Vocabulary, text: str) -> Iterator[tuple[int, float, int, int]]:
    """Yield column, amount and span of every occurrence of a piece, and of each half of a pair."""
    known = {piece: column for column, piece in enumerate(vocabulary.pieces) if " " in piece}
    after = 0
    for sentence in split_sentences(text):
        offset = text.index(sentence, after)
        after = offset + len(sentence)
        words = split_words(sentence)
        for word in words:
            for column in vocabulary.columns_of(word.form):
                yield column, 1.0, offset + word.start, offset + word.end
        for left, pair in enumerate(word_pairs([word.form for word in words])):
            if pair in known:
                for word in words[left : left + 2]:
                    yield known[pair], 0.5, offset + word.start, offset + word.end
