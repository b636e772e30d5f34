"""Is a text about chemistry? Told by whether its words are those that the encoder learned from.

A vector says nothing of it: what an encoder makes of everyday words points somewhere too, and
scores as high as a vague description does.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from textmol.text.everyday import EVERYDAY_WORDS, NEUTRAL_WORDS
from textmol.text.phrases import FUNCTION_WORDS, has_term, read_words
from textmol.text.vocabulary import Vocabulary
from textmol.text.words import SHORTEST_NGRAM, split_words, word_pieces

# Of the 2,012 dev descriptions the lowest has 0.85. A text that names a group may hold more words
# that were never seen, such as a source's, but not more of everyday: descriptions have next to
# none of those.
FAMILIAR, FAMILIAR_WITH_TERM, MOST_EVERYDAY = 0.79, 0.6, 0.2

_SYMBOL = (
    "Me|Et|Pr|Bu|Ph|Bn|Ac|Ts|He|Li|Be|Ne|Na|Mg|Al|Si|Cl|Ar|Ca|Sc|Ti|Cr|Mn|Fe|Co|Ni|Cu|Zn|Ga|Ge|As|Se|"
    "Br|Kr|Rb|Sr|Zr|Nb|Mo|Ru|Rh|Pd|Ag|Cd|In|Sn|Sb|Te|Xe|Cs|Ba|La|Ce|Gd|Ta|Re|Os|Ir|Pt|Au|Hg|Tl|Pb|"
    "Bi|[HBCNOFPSKVIWUR]"
)
_FORMULA = re.compile(rf"[(\[]*(?:{_SYMBOL})(?:\d|[()\[\]+-]|{_SYMBOL})*")
_NOT_JUST_CAPITALS = re.compile(r"\d|[A-Z][a-z]")


def is_chemistry(vocabulary: Vocabulary, text: str, terms: Collection[str]) -> bool:
    """Return whether ``text`` reads like a description of a molecule.

    Args:
        vocabulary: what the encoder learned from descriptions.
        text: what was typed.
        terms: phrases that name groups, rings and skeletons.
    """
    shares = _list_shares(vocabulary, text)
    if not shares:
        return False
    known = sum(share or 0.0 for share in shares) / len(shares)
    if known >= FAMILIAR:
        return True
    everyday = sum(share is None for share in shares) / len(shares)
    return known >= FAMILIAR_WITH_TERM and everyday < MOST_EVERYDAY and has_term(text, terms)


def measure_familiarity(vocabulary: Vocabulary, text: str) -> float:
    """Return the mean share, 0 to 1, of the pieces of each content word that are known.

    Nothing of an everyday word counts as known, as its pieces are those of other words, and all
    of a formula does. 0 where there is no content word: function words, numbers and single
    letters are none.
    """
    shares = [share or 0.0 for share in _list_shares(vocabulary, text)]
    return sum(shares) / len(shares) if shares else 0.0


def _list_shares(vocabulary: Vocabulary, text: str) -> list[float | None]:
    """Return the known share of each content word, None for an everyday one."""
    known = vocabulary.known
    formulas = [word for word in read_words(text) if is_formula(word.text)]
    shares: list[float | None] = [1.0] * len(formulas)
    for word in split_words(text):
        if any(formula.overlaps(word.start, word.end) for formula in formulas):
            continue
        if word.form in EVERYDAY_WORDS:
            shares.append(None)
        elif _is_content(word.form):
            pieces = word_pieces(word.form)
            shares.append(sum(piece in known for piece in pieces) / len(pieces))
    return shares


def is_formula(word: str) -> bool:
    """Return whether a word is a formula, such as "NaCl", "CH3CH2OH" or "O2".

    One of single capitals alone ("HOW") may be a word and is none.
    """
    several = len(re.findall(_SYMBOL, word)) > 1 or any(sign.isdigit() for sign in word)
    return bool(several and _NOT_JUST_CAPITALS.search(word) and _FORMULA.fullmatch(word))


def _is_content(form: str) -> bool:
    counts = form.isalpha() and len(form) >= SHORTEST_NGRAM
    return counts and form not in FUNCTION_WORDS and form not in NEUTRAL_WORDS
