"""Word pieces for transformers: texts, and structures written as SMILES, as numbered pieces.

One learned vocabulary serves both. Texts are lower-cased and cut at blanks, signs and digits
before pieces are looked up; a SMILES keeps its case (``c`` is not ``C``) and is cut into atoms,
bonds, branches and ring closures. The file is the plain JSON of the ``tokenizers`` library, and
that of a published encoder works as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from tokenizers import (
    Regex,
    Tokenizer,
    models,
    normalizers,
    pre_tokenizers,
    processors,
    trainers,
)

PAD, UNKNOWN, FIRST, LAST, MASK = "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"
INNER = "##"  # before a piece that does not begin a word
LEAST_COUNT = 3  # occurrences that a piece needs
_STRUCTURE = pre_tokenizers.Split(Regex(r"\[[^\]]*\]|Br|Cl|%\d\d|."), "isolated")
ASCII = frozenset(map(chr, range(33, 127)))  # never unknown, whatever the texts hold


class Pieces:
    """A tokeniser that cuts texts, or SMILES, into at most ``longest`` numbered pieces."""

    def __init__(self, text: str, longest: int, *, structures: bool = False) -> None:
        """Open the JSON ``text`` of a tokeniser; ``structures`` reads SMILES with it."""
        self._tokenizer = Tokenizer.from_str(text)
        if structures:
            self._tokenizer.normalizer = normalizers.Sequence([])
            self._tokenizer.pre_tokenizer = _STRUCTURE
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(longest)

    def __len__(self) -> int:
        return self._tokenizer.get_vocab_size()

    def read(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Return the (n, l) int64 pieces, zero beyond a text's end, and the (n,) sizes."""
        rows = [found.ids for found in self._tokenizer.encode_batch_fast(list(texts))]
        sizes = np.asarray([len(row) for row in rows], np.int64)
        pieces = np.zeros((len(rows), int(sizes.max(initial=1))), np.int64)
        inside = np.arange(pieces.shape[1]) < sizes[:, None]
        pieces[inside] = np.fromiter(chain.from_iterable(rows), np.int64, int(sizes.sum()))
        return pieces, sizes

    def cut(self, text: str) -> list[str]:
        """Return the pieces of one text as written, with those that mark its ends."""
        return self._tokenizer.encode(text).tokens


def learn_pieces(texts: Iterable[str], structures: Iterable[str], size: int) -> str:
    """Return the JSON of a tokeniser of up to ``size`` pieces.

    Pieces are learned by byte-pair encoding (Sennrich et al. 2016, algorithm 1) over both kinds
    of input, each cut into words in its own way.
    """
    tokenizer = Tokenizer(
        models.BPE(unk_token=UNKNOWN, continuing_subword_prefix=INNER, fuse_unk=True)
    )
    normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.StripAccents()]
    )
    words = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Punctuation("isolated"),
            pre_tokenizers.Digits(individual_digits=True),
        ]
    )

    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    examples = [_cut(normalizer.normalize_str(text), words) for text in texts]
    examples += [_cut(smiles, _STRUCTURE) for smiles in structures]
    signs = sorted(ASCII.union(*examples) - {" "})
    marks = [PAD, UNKNOWN, FIRST, LAST, MASK]
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        min_frequency=LEAST_COUNT,
        initial_alphabet=signs,
        # Numbered here, or inner signs would be in the order of a hash, and ties would vary.
        special_tokens=[*marks, *(INNER + sign for sign in signs)],
        continuing_subword_prefix=INNER,
        show_progress=False,
    )
    tokenizer.train_from_iterator(examples, trainer)
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizer, words
    ends = [(name, tokenizer.token_to_id(name)) for name in (FIRST, LAST)]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{FIRST} $A {LAST}", special_tokens=ends
    )
    data = json.loads(tokenizer.to_str())
    data["added_tokens"] = [item for item in data["added_tokens"] if item["content"] in marks]
    return json.dumps(data, ensure_ascii=False)


def _cut(text: str, words: pre_tokenizers.PreTokenizer) -> str:
    return " ".join(word for word, _ in words.pre_tokenize_str(text))
