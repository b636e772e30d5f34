"""What captioner and generator read and write: words, structures and signs as numbered tokens.

Words are cut by byte-level byte-pair encoding, so that any text comes back as it was. A SMILES is
cut into frequent pieces in the same way (SmilesPE: Li and Fourches 2021). Signs tell what part of
a prompt follows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

PAD, START, END = "<pad>", "<start>", "<end>"
LEAST_COUNT = 3  # occurrences that a piece needs
LONGEST_PIECE = 16  # characters of a piece of SMILES


class Tokens:
    """One numbering for signs, words and pieces of SMILES.

    Attributes:
        signs: the sign at each of the first numbers.
    """

    def __init__(self, signs: Sequence[str], words: str, structures: str) -> None:
        """Take the JSON of the two tokenisers."""
        self.signs = tuple(signs)
        self._numbers = {sign: number for number, sign in enumerate(signs)}
        self._words = Tokenizer.from_str(words)
        self._structures = Tokenizer.from_str(structures)
        self._first_word = len(signs)
        self._first_structure = self._first_word + self._words.get_vocab_size()

    @classmethod
    def from_json(cls, text: str) -> Tokens:
        """Return what ``to_json`` wrote."""
        data = json.loads(text)
        return cls(data["signs"], json.dumps(data["words"]), json.dumps(data["structures"]))

    def to_json(self) -> str:
        """Return all that is needed to read and write in the same way again."""
        data = {
            "signs": self.signs,
            "words": json.loads(self._words.to_str()),
            "structures": json.loads(self._structures.to_str()),
        }
        return json.dumps(data, ensure_ascii=False)

    def __len__(self) -> int:
        return self._first_structure + self._structures.get_vocab_size()

    def number(self, sign: str) -> int:
        """Return the number of a sign; raises KeyError for one that is not there."""
        return self._numbers[sign]

    def read_words(self, text: str, most: int | None = None) -> list[int]:
        """Return the tokens of a text, the first ``most`` of them."""
        return [self._first_word + piece for piece in self._words.encode(f" {text}").ids[:most]]

    def read_structure(self, smiles: str, most: int | None = None) -> list[int]:
        """Return the tokens of a SMILES, the first ``most`` of them."""
        pieces = self._structures.encode(smiles).ids[:most]
        return [self._first_structure + piece for piece in pieces]

    def write_words(self, tokens: Iterable[int]) -> str:
        """Return the text of tokens; others than words are left out."""
        pieces = [
            token - self._first_word
            for token in tokens
            if self._first_word <= token < self._first_structure
        ]
        return str(self._words.decode(pieces)).removeprefix(" ")

    def spell(self, token: int) -> str:
        """Return a word's piece by its bytes, as signs of which those of ASCII are themselves."""
        return str(self._words.id_to_token(token - self._first_word)).replace("Ġ", " ")

    def spell_out(self, word: str) -> str:
        """Return a word as its pieces spell it."""
        if word.isascii():
            return word
        return "".join(map(self.spell, self.read_words(word))).removeprefix(" ")

    def write_structure(self, tokens: Iterable[int]) -> str:
        """Return the SMILES of tokens; others than pieces of SMILES are left out."""
        pieces = [token - self._first_structure for token in tokens]
        found = (self._structures.id_to_token(piece) for piece in pieces if piece >= 0)
        return "".join(piece for piece in found if piece)

    @property
    def word_range(self) -> tuple[int, int]:
        """Return the first number of a word, and the one after the last."""
        return self._first_word, self._first_structure

    @property
    def structure_range(self) -> tuple[int, int]:
        """Return the first number of a piece of SMILES, and the one after the last."""
        return self._first_structure, len(self)


def list_signs(kinds: Sequence[str]) -> list[str]:
    """Return all signs: the ends, and those before each of the ``kinds`` of parts."""
    return [PAD, START, END, *map(write_kind, kinds)]


def write_kind(kind: str) -> str:
    """Return the sign before a part of the prompt."""
    return f"<{kind}>"


def learn_tokens(
    signs: Sequence[str],
    texts: Iterable[str],
    structures: Iterable[str],
    *,
    words: int,
    pieces: int,
) -> Tokens:
    """Return the tokens for texts and SMILES.

    Args:
        signs: as ``list_signs`` returns them.
        texts: what the words are learned from.
        structures: SMILES that the pieces of structures are learned from.
        words: how many pieces of words at most.
        pieces: how many pieces of SMILES at most.
    """
    reader = Tokenizer(models.BPE())
    reader.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    reader.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    reader.train_from_iterator(
        (f" {text}" for text in texts),
        trainers.BpeTrainer(
            vocab_size=words,
            min_frequency=LEAST_COUNT,
            initial_alphabet=alphabet,
            show_progress=False,
        ),
    )
    return Tokens(signs, reader.to_str(), _learn_structures(structures, pieces))


def _learn_structures(structures: Iterable[str], size: int) -> str:
    """Return the JSON of a tokeniser of SMILES; no printable ASCII sign is unknown to it."""
    reader = Tokenizer(models.BPE())
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        min_frequency=LEAST_COUNT,
        initial_alphabet=[chr(code) for code in range(33, 127)],
        max_token_length=LONGEST_PIECE,
        show_progress=False,
    )
    reader.train_from_iterator(structures, trainer)
    return str(reader.to_str())
