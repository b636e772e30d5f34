"""Is a text about chemistry? Told by whether its words are those that the encoder learned from.

A vector says nothing of it: what an encoder makes of everyday words points somewhere too, and
scores as high as a vague description does.
"""

from __future__ import annotations

from collections.abc import Collection

from textmol.text.phrases import FUNCTION_WORDS, has_term
from textmol.text.vocabulary import Vocabulary
from textmol.text.words import SHORTEST_NGRAM, split_words, word_pieces

# Chosen on 44 everyday sentences, of which 42 are below the first figure. Of the 968 dev
# descriptions 5 are; none is below the second, and 4 of the 5 name a group or a ring.
FAMILIAR, FAMILIAR_WITH_TERM = 0.92, 0.75


def is_chemistry(vocabulary: Vocabulary, text: str, terms: Collection[str]) -> bool:
    """Return whether ``text`` reads like a description of a molecule.

    Args:
        vocabulary: what the encoder learned from descriptions.
        text: what was typed.
        terms: phrases that name groups, rings and skeletons; a text with one may hold more
            words that were never seen.
    """
    least = FAMILIAR_WITH_TERM if has_term(text, terms) else FAMILIAR
    return measure_familiarity(vocabulary, text) >= least


def measure_familiarity(vocabulary: Vocabulary, text: str) -> float:
    """Return the mean share, 0 to 1, of the pieces of each content word that are known.

    0 where there is no content word: function words, numbers and single letters are none.
    """
    known = vocabulary.known
    shares = []
    for word in split_words(text):
        form = word.form
        if form.isalpha() and len(form) >= SHORTEST_NGRAM and form not in FUNCTION_WORDS:
            pieces = word_pieces(form)
            shares.append(sum(piece in known for piece in pieces) / len(pieces))
    return sum(shares) / len(shares) if shares else 0.0
