"""Figures of captions against descriptions, by the recipe of MolT5 (Edwards et al., EMNLP 2022).

BLEU and METEOR compare SciBERT's word-pieces, ROUGE the strings. All run from 0 to 1.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from textmol.errors import DataError
from textmol.evaluation.needed import import_needed

VOCABULARY = "allenai/scibert_scivocab_uncased"
PACKAGES = {"nltk": "nltk", "rouge_score": "rouge_score", "transformers": "transformers"}
MOST_PIECES = 512
ROUGE = ("rouge1", "rouge2", "rougeL")
WITH_SYNONYMS = "nltk: exact, Porter stem and WordNet synonyms"
WITHOUT_SYNONYMS = "nltk: exact and Porter stem, without WordNet synonyms"
_REMEDY = "Give the file of SciBERT's vocabulary, one word-piece a line, with --vocab."

Tokenise = Callable[[str], list[str]]


class _NoSynonyms:
    """Stands where NLTK asks for WordNet: no word has a synonym."""

    def synsets(self, word: str) -> list[Any]:
        return []


def measure_captions(
    references: Sequence[str], captions: Sequence[str], tokenise: Tokenise
) -> dict[str, Any]:
    """Return BLEU-2, BLEU-4, ROUGE-1, -2 and -L, METEOR and which variant of METEOR it is.

    Args:
        references: (n,) descriptions.
        captions: (n,) what was written of the same molecules.
        tokenise: see ``open_tokeniser``.
    """
    truth, written = [list(map(tokenise, texts)) for texts in (references, captions)]
    meteor, variant = compute_meteor(truth, written)
    return {
        "bleu2": compute_bleu(truth, written, 2),
        "bleu4": compute_bleu(truth, written, 4),
        **compute_rouge(references, captions),
        "meteor": meteor,
        "meteor_variant": variant,
    }


def open_tokeniser(vocabulary: Path | None = None) -> Tokenise:
    """Return what cuts a text into at most 512 word-pieces of SciBERT in small letters.

    Args:
        vocabulary: file with a word-piece a line; None takes SciBERT's from the local cache of
            the Hugging Face hub.

    Raises:
        DataError: where there is no such vocabulary, or transformers is not installed.
    """
    bert = import_needed("transformers", "transformers").BertTokenizer
    path = vocabulary or _find_vocabulary()
    tokeniser = bert(vocab=_check_vocabulary(path), do_lower_case=True)
    special = frozenset(tokeniser.all_special_tokens) - {tokeniser.unk_token}

    def tokenise(text: str) -> list[str]:
        pieces = [piece for piece in tokeniser.tokenize(text) if piece not in special]
        return pieces[:MOST_PIECES]

    return tokenise


def compute_bleu(
    references: Sequence[Sequence[str]], written: Sequence[Sequence[str]], order: int = 4
) -> float:
    """Return BLEU of a whole corpus (Papineni et al., ACL 2002) with n-grams up to ``order``.

    Each row of both is one text in pieces. Without smoothing: where no n-gram of some size is
    right it is 0.
    """
    bleu = import_needed("nltk.translate.bleu_score", "nltk")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of sizes without a right n-gram
        found = bleu.corpus_bleu([[right] for right in references], written, [1 / order] * order)
    return float(found) if found > sys.float_info.epsilon else 0.0


def compute_rouge(references: Sequence[str], captions: Sequence[str]) -> dict[str, float]:
    """Return the mean F-measure of ROUGE-1, ROUGE-2 and ROUGE-L (Lin, 2004) over rows."""
    scorer = import_needed("rouge_score.rouge_scorer", "rouge_score").RougeScorer(ROUGE)
    rows = [scorer.score(*row) for row in zip(references, captions, strict=True)]
    return {name: fmean(row[name].fmeasure for row in rows) for name in ROUGE}


def compute_meteor(
    references: Sequence[Sequence[str]], written: Sequence[Sequence[str]]
) -> tuple[float, str]:
    """Return the mean METEOR (Lavie and Agarwal, 2007) over rows, and its variant.

    NLTK's WordNet gives the synonyms where it is on NLTK's search path; it is never fetched.
    """
    meteor = import_needed("nltk.translate.meteor_score", "nltk").meteor_score
    wordnet = _find_wordnet()
    scores = [
        meteor([right], one, wordnet=wordnet or _NoSynonyms())
        for right, one in zip(references, written, strict=True)
    ]
    return fmean(scores), WITH_SYNONYMS if wordnet else WITHOUT_SYNONYMS


def _find_wordnet() -> Any:
    """Return NLTK's WordNet, or None where it is not on this machine."""
    wordnet = import_needed("nltk.corpus", "nltk").wordnet
    try:
        wordnet.ensure_loaded()
    except LookupError:
        return None
    return wordnet


def _find_vocabulary() -> Path:
    """Return SciBERT's vocabulary in the local cache of the Hugging Face hub."""
    hub = import_needed("huggingface_hub", "huggingface_hub")
    found = hub.try_to_load_from_cache(VOCABULARY, "vocab.txt")
    if not isinstance(found, str):
        raise DataError(f"The word-pieces of {VOCABULARY} are not on this machine.", _REMEDY)
    return Path(found)


def _check_vocabulary(path: Path) -> str:
    try:
        pieces = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(f'Could not read "{path.name}": {reason.rstrip(".")}.', _REMEDY) from error
    if "[UNK]" not in pieces:
        raise DataError(
            f'"{path.name}" is no vocabulary of word-pieces: [UNK] is missing.', _REMEDY
        )
    return str(path)
