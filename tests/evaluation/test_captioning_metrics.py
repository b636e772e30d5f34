"""Figures of captions: examples worked out by hand, and slow twins that spell them out."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import fmean

import pytest
from nltk.stem.porter import PorterStemmer

from textmol.errors import DataError
from textmol.evaluation import captioning_metrics
from textmol.evaluation.captioning_metrics import (
    MOST_PIECES,
    WITHOUT_SYNONYMS,
    compute_bleu,
    compute_meteor,
    compute_rouge,
    measure_captions,
    open_tokeniser,
)

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = ["the", "molecule", "is", "an", "acid", "##s", "##ic", "a", "ph", "##en", "##ol", "##e"]
VOCABULARY = [*PIECES, *WORDS, "2", "-", "(", ")", "."]


@pytest.fixture
def vocabulary(tmp_path: Path) -> Path:
    path = tmp_path / "vocab.txt"
    path.write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def without_wordnet(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same figures on every machine, whether NLTK's WordNet is there or not."""
    monkeypatch.setattr(captioning_metrics, "_find_wordnet", lambda: None)


def draw_texts(number: int, seed: int) -> list[list[str]]:
    draw = random.Random(seed)
    words = ["a", "acid", "acids", "base", "ring", "rings", "with", "two"]
    return [draw.choices(words, k=draw.randint(4, 12)) for _ in range(number)]


def list_ngrams(words: Sequence[str], size: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[k : k + size]) for k in range(len(words) - size + 1))


def naive_bleu(truth: list[list[str]], written: list[list[str]], order: int) -> float:
    logs = 0.0
    for size in range(1, order + 1):
        pairs = [
            (list_ngrams(a, size), list_ngrams(b, size))
            for a, b in zip(truth, written, strict=True)
        ]
        right = sum((own & found).total() for own, found in pairs)
        if not right:
            return 0.0
        logs += math.log(right / sum(max(found.total(), 1) for _, found in pairs))
    long, short = (sum(map(len, texts)) for texts in (truth, written))
    return min(1.0, math.exp(1 - long / short)) * math.exp(logs / order)


def naive_rouge(truth: str, written: str, size: int) -> float:
    one, other = list_ngrams(truth.split(), size), list_ngrams(written.split(), size)
    common = (one & other).total()
    if not common:
        return 0.0
    precision, recall = common / other.total(), common / one.total()
    return 2 * precision * recall / (precision + recall)


def longest_common(one: Sequence[str], other: Sequence[str]) -> int:
    if not one or not other:
        return 0
    if one[-1] == other[-1]:
        return 1 + longest_common(one[:-1], other[:-1])
    return max(longest_common(one[:-1], other), longest_common(one, other[:-1]))


def naive_meteor(truth: list[str], written: list[str]) -> float:
    """Matches from the end of both: the same word first, then the same stem."""
    stem = PorterStemmer().stem
    free, pairs = set(range(len(truth))), {}
    for form in (str, stem):
        for place in reversed(range(len(written))):
            fits = [k for k in free if form(truth[k]) == form(written[place])]
            if place not in pairs and fits:
                pairs[place] = max(fits)
                free.remove(max(fits))
    if not pairs:
        return 0.0
    order = sorted(pairs)
    chunks = 1 + sum((b - a, pairs[b] - pairs[a]) != (1, 1) for a, b in pairwise(order))
    precision, recall = len(pairs) / len(written), len(pairs) / len(truth)
    mean = precision * recall / (0.9 * precision + 0.1 * recall)
    return mean * (1 - 0.5 * (chunks / len(pairs)) ** 3)


def test_bleu_by_hand() -> None:
    truth, written = [list("abcde")], [list("abcxe")]
    assert compute_bleu(truth, written, 2) == pytest.approx(math.sqrt(4 / 5 * 2 / 4))
    assert compute_bleu(truth, written, 4) == 0.0  # no four in a row are right
    assert compute_bleu(truth, truth, 4) == pytest.approx(1.0)
    # Half as long: everything is right, and the brevity penalty is exp(1 - 4/2).
    assert compute_bleu([list("abcd")], [list("ab")], 2) == pytest.approx(math.exp(-1))


def test_bleu_counts_over_the_corpus_not_by_row() -> None:
    truth, written = [list("abcd"), list("ab")], [list("abcd"), list("xy")]
    assert compute_bleu(truth, written, 2) == pytest.approx(math.sqrt(4 / 6 * 3 / 4))


def test_a_row_without_a_caption_counts() -> None:
    # NLTK counts one wrong n-gram of each size for a text that is too short to have any.
    halved = compute_bleu([list("ab"), list("ab")], [list("ab"), []], 2)
    assert halved == pytest.approx(math.exp(-1) * math.sqrt(2 / 3 * 1 / 2))
    assert compute_bleu([list("ab")], [[]], 2) == 0.0
    rouge = compute_rouge(["an acid", "an acid"], ["an acid", ""])
    assert rouge == {"rouge1": 0.5, "rouge2": 0.5, "rougeL": 0.5}
    assert compute_meteor([["a"]], [[]]) == (0.0, WITHOUT_SYNONYMS)


@pytest.mark.parametrize("order", [2, 4])
def test_bleu_equals_its_twin(order: int) -> None:
    truth, written = draw_texts(30, 1), draw_texts(30, 2)
    assert compute_bleu(truth, written, order) == pytest.approx(naive_bleu(truth, written, order))


def test_rouge_by_hand() -> None:
    # Three of five words, two of four pairs, and three in order.
    found = compute_rouge(["the molecule is an acid"], ["The molecule is a base."])
    assert found == pytest.approx({"rouge1": 0.6, "rouge2": 0.5, "rougeL": 0.6})


def test_rouge_equals_its_twin() -> None:
    truth, written = ([" ".join(words) for words in draw_texts(12, seed)] for seed in (3, 4))
    found = compute_rouge(truth, written)
    pairs = list(zip(truth, written, strict=True))
    assert found["rouge1"] == pytest.approx(fmean(naive_rouge(*pair, 1) for pair in pairs))
    assert found["rouge2"] == pytest.approx(fmean(naive_rouge(*pair, 2) for pair in pairs))
    longest = [
        2 * longest_common(a.split(), b.split()) / (len(a.split()) + len(b.split()))
        for a, b in pairs
    ]
    assert found["rougeL"] == pytest.approx(fmean(longest))


def test_meteor_by_hand() -> None:
    # All four words are right, in three pieces: 1 - 0.5 (3/4)^3.
    score, variant = compute_meteor([list("abcd")], [list("abdc")])
    assert score == pytest.approx(1 - 0.5 * 0.75**3)
    assert variant == WITHOUT_SYNONYMS
    # The same stem in one piece of one word: 1 - 0.5.
    assert compute_meteor([["acids"]], [["acid"]])[0] == pytest.approx(0.5)
    assert compute_meteor([["acid"]], [["base"]])[0] == 0.0


def test_meteor_equals_its_twin() -> None:
    truth, written = draw_texts(40, 5), draw_texts(40, 6)
    twins = [naive_meteor(*pair) for pair in zip(truth, written, strict=True)]
    assert compute_meteor(truth, written)[0] == pytest.approx(fmean(twins))


def test_word_pieces_are_small_letters_and_the_longest_that_fit(vocabulary: Path) -> None:
    tokenise = open_tokeniser(vocabulary)
    assert tokenise("The molecule is acidic.") == ["the", "molecule", "is", "acid", "##ic", "."]
    assert tokenise("2-Phenols") == ["2", "-", "ph", "##en", "##ol", "##s"]
    assert tokenise("a xylose [SEP]") == ["a", "[UNK]"]
    assert tokenise("") == []
    assert len(tokenise("acid " * 600)) == MOST_PIECES


def test_word_pieces_equal_their_twin(vocabulary: Path) -> None:
    known = set(VOCABULARY)

    def cut(word: str) -> list[str]:
        pieces: list[str] = []
        while word:
            mark = "##" if pieces else ""
            fits = [k for k in range(len(word), 0, -1) if mark + word[:k] in known]
            if not fits:
                return ["[UNK]"]
            pieces.append(mark + word[: fits[0]])
            word = word[fits[0] :]
        return pieces

    draw = random.Random(0)
    letters = "aphenolcids"
    words = ["".join(draw.choices(letters, k=draw.randint(1, 6))) for _ in range(200)]
    expected = [piece for word in words for piece in cut(word)]
    assert open_tokeniser(vocabulary)(" ".join(words)) == expected[:MOST_PIECES]


def test_all_figures_together(vocabulary: Path) -> None:
    texts = ["The molecule is an acid.", "The molecule is a phenol."]
    found = measure_captions(texts, texts, open_tokeniser(vocabulary))
    assert [found[name] for name in ("bleu2", "bleu4", "rouge1", "rouge2", "rougeL")] == [
        pytest.approx(1.0)
    ] * 5
    # One piece of six words, and one of nine or so: the penalty for pieces never goes away.
    assert 0.99 < found["meteor"] < 1
    assert found["meteor_variant"] == WITHOUT_SYNONYMS


def test_a_wrong_vocabulary_is_told(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("the\nmolecule\n", encoding="utf-8")
    with pytest.raises(DataError, match=r'"words\.txt" is no vocabulary .* --vocab'):
        open_tokeniser(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match=r'Could not read "words\.txt"'):
        open_tokeniser(path)


def test_without_a_vocabulary_only_the_local_cache_is_asked(
    vocabulary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import huggingface_hub

    cache = tmp_path / "hub"
    find = partial(huggingface_hub.try_to_load_from_cache, cache_dir=cache)
    monkeypatch.setattr(huggingface_hub, "try_to_load_from_cache", find)
    with pytest.raises(DataError, match=r"not on this machine.*--vocab"):
        open_tokeniser()
    folder = cache / "models--allenai--scibert_scivocab_uncased"
    (folder / "refs").mkdir(parents=True)
    (folder / "refs" / "main").write_text("abc", encoding="utf-8")
    (folder / "snapshots" / "abc").mkdir(parents=True)
    vocabulary.rename(folder / "snapshots" / "abc" / "vocab.txt")
    assert open_tokeniser()("Acids") == ["acid", "##s"]
