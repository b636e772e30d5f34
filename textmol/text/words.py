"""Cut a description into words and the character pieces that words are made of.

One path for training and serving: what the encoder reads at search time is cut exactly as it
was cut in training. Words are spans of the text as typed, so that an alignment can point at
them; chemical names are cut at digits, hyphens and brackets ("2-aminopropanoic" gives "2", "-",
"aminopropanoic") and read inside words by n-grams, which general word-pieces cut badly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi",
    "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi",
    "ω": "omega",
}  # fmt: skip
_PRIMES = str.maketrans({"′": "'", "’": "'", "‘": "'", "″": '"', "“": '"', "”": '"', "–": "-",
                         "—": "-", "‐": "-", "‑": "-", "−": "-", "→": ">", "µ": "μ"})  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+|\d+|[^\s]")
_SENTENCE_END = re.compile(r"(?<=[.;])\s+(?=[A-Z])")
SHORTEST_NGRAM, LONGEST_NGRAM = 3, 6


@dataclass(frozen=True)
class Word:
    """A word of a description: its normalised form and its span in the text as typed."""

    form: str
    start: int
    end: int


def split_words(text: str) -> list[Word]:
    """Return the words of ``text`` in order: runs of letters, runs of digits, single signs.

    Forms are lower case with Greek letters spelt out and dashes and primes made plain;
    ``text[word.start:word.end]`` is what was typed.
    """
    plain = text.translate(_PRIMES)  # one character for one: spans stay true
    return [
        Word(_normalise(match[0]), match.start(), match.end()) for match in _WORD.finditer(plain)
    ]


def split_sentences(text: str) -> list[str]:
    """Return the sentences of ``text``; training drops some of them at random."""
    return [part for part in _SENTENCE_END.split(text.strip()) if part]


def _normalise(form: str) -> str:
    return "".join(_GREEK.get(letter, letter) for letter in form.lower())


@lru_cache(maxsize=200_000)
def word_pieces(form: str) -> tuple[str, ...]:
    """Return the features of one word: itself and, for words of letters, its n-grams.

    ``<`` and ``>`` mark the ends, as in fastText (Bojanowski et al. 2017, section 3.2), so that
    the "ol>" of an alcohol differs from the "ol" of "cholesterol"'s middle.
    """
    marked = f"<{form}>"
    if len(form) < SHORTEST_NGRAM or not form[0].isalpha():
        return (marked,)
    grams = {
        marked[start : start + size]
        for size in range(SHORTEST_NGRAM, LONGEST_NGRAM + 1)
        for start in range(len(marked) - size + 1)
    }
    grams.discard(marked)
    return (marked, *sorted(grams))


def word_pairs(forms: list[str]) -> list[str]:
    """Return the pairs of neighbouring words ("4 -", "- hydroxy", "conjugate base")."""
    return [f"{left} {right}" for left, right in pairwise(forms)]
