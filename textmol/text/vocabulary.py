"""The pieces a text encoder knows, and descriptions as weighted bags of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from textmol.text.words import split_sentences, split_words, word_pairs, word_pieces

REMEMBERED = 50_000  # words whose columns are kept


@dataclass(frozen=True)
class TextFeatures:
    """One description as numbers.

    Attributes:
        columns: (k,) int32 vocabulary columns that occur, each once.
        weights: (k,) float32 TF-IDF weights of unit Euclidean norm.
    """

    columns: np.ndarray
    weights: np.ndarray


@dataclass(frozen=True)
class Vocabulary:
    """Columns of words, their n-grams and pairs of neighbouring words, with document weights.

    Attributes:
        pieces: text of each column; a pair holds a blank, a word is written ``<word>``.
        idf: (len(pieces),) float32 smoothed inverse document frequencies.
    """

    pieces: tuple[str, ...]
    idf: np.ndarray

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {piece: column for column, piece in enumerate(self.pieces)}

    @cached_property
    def _columns_by_word(self) -> dict[str, list[int]]:
        return {}  # words come again and again; filled as they are read

    @property
    def known(self) -> Collection[str]:
        """Every piece, to ask whether one is there."""
        return self._columns.keys()

    def __len__(self) -> int:
        return len(self.pieces)

    def read(self, text: str) -> TextFeatures:
        """Return the features of ``text``; a text without known pieces has no columns."""
        counts: Counter[int] = Counter(
            column
            for part in split_sentences(text)
            for column in self._list_columns([word.form for word in split_words(part)])
        )
        columns = np.fromiter(counts.keys(), np.int32, len(counts))
        weights = self.weigh(columns, np.fromiter(counts.values(), np.float32, len(counts)))
        norm = float(np.linalg.norm(weights)) or 1.0
        return TextFeatures(columns, weights / norm)

    def count(self, forms: list[str]) -> Counter[int]:
        """Return how often each known column occurs in one sentence."""
        return Counter(self._list_columns(forms))

    def _list_columns(self, forms: list[str]) -> list[int]:
        """Return the known columns of one sentence, each as often as it occurs."""
        known = self._columns
        found: list[int] = []
        for form in forms:
            found += self.columns_of(form)
        found += [known[pair] for pair in word_pairs(forms) if pair in known]
        return found

    def weigh(self, columns: np.ndarray, counts: np.ndarray) -> np.ndarray:
        """Return the (k,) TF-IDF weights, (1 + ln count) idf, before scaling to unit norm."""
        return (1 + np.log(counts)) * self.idf[columns]

    def columns_of(self, form: str) -> list[int]:
        """Return the columns of one word's pieces that the vocabulary holds."""
        found = self._columns_by_word.get(form)
        if found is None:
            known = self._columns
            found = [known[piece] for piece in word_pieces(form) if piece in known]
            if len(self._columns_by_word) < REMEMBERED:
                self._columns_by_word[form] = found
        return found

    def to_json(self) -> str:
        """Write the vocabulary as the text of ``tokenizer.json``."""
        idf = [round(float(value), 4) for value in self.idf]
        return json.dumps({"pieces": self.pieces, "idf": idf}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Vocabulary:
        """Read what ``to_json`` wrote."""
        data = json.loads(text)
        return cls(tuple(data["pieces"]), np.asarray(data["idf"], np.float32))


def learn_vocabulary(
    texts: Iterable[str], *, least_pieces: int = 3, least_pairs: int = 4
) -> Vocabulary:
    """Return the vocabulary of all pieces found in enough of ``texts``.

    A piece inside words needs ``least_pieces`` texts, a pair of words ``least_pairs``. Order,
    and so every trained column, depends on the texts alone and not on hashing.
    """
    pieces: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    number = 0
    for text in texts:
        number += 1
        sentences = [[word.form for word in split_words(part)] for part in split_sentences(text)]
        forms = {form for sentence in sentences for form in sentence}
        pieces.update({piece for form in forms for piece in word_pieces(form)})
        pairs.update({pair for sentence in sentences for pair in word_pairs(sentence)})
    kept = sorted(piece for piece, count in pieces.items() if count >= least_pieces)
    kept += sorted(pair for pair, count in pairs.items() if count >= least_pairs)
    found = np.asarray([pieces.get(piece) or pairs[piece] for piece in kept], np.float32)
    return Vocabulary(tuple(kept), np.log((1 + number) / (1 + found)).astype(np.float32) + 1)


@dataclass(frozen=True)
class TextArrays:
    """A batch of ``n`` descriptions as flat arrays, ready for the encoder.

    Attributes:
        columns: (k,) int64 columns of all descriptions, one after the other.
        offsets: (n,) int64 where each description starts in ``columns``.
        weights: (k,) float32 weight of each column.
    """

    columns: np.ndarray
    offsets: np.ndarray
    weights: np.ndarray


def collate(features: Sequence[TextFeatures]) -> TextArrays:
    """Join the features of several descriptions into one batch."""
    ends = np.cumsum([len(item.columns) for item in features])
    return TextArrays(
        columns=np.concatenate([item.columns for item in features]).astype(np.int64),
        offsets=np.concatenate([[0], ends[:-1]]).astype(np.int64),
        weights=np.concatenate([item.weights for item in features]),
    )
