"""A caption says nothing twice: no sentence, and no class or role of a list, ends a second time.

Nor is a thing said to be itself ("an alcohol that is alcohol") or its own ("an acid of benzoic acid
of benzoic acid"), and relations are not heaped up ("an enantiomer of an enantiomer").
"""

from __future__ import annotations

import re
from functools import lru_cache

LEAST_LETTERS = 4  # of an item: numbers of a list may well stand there twice
LEAST_SIGNS = 6  # of a word or name
_BETWEEN = re.compile(r",? and |, |\. | that | in which ")
_OPENING = re.compile(
    r"(?:(?:It|The molecule) )?(?:is also |is |has |derives from |contains )?"
    r"(?:an? |the )?(?:role as )?(?:an? |the )?"
)
_LETTER = re.compile(r"[A-Za-z]")
_AROUND = re.compile(r"^(?:an?|the) | groups?$")
_SAME = (" that is ", " which is ", " that consists of ", " which consists of ")
_RELATION = re.compile(
    r"(?:enantiomer|tautomer|conjugate (?:acid|base)) of an? (?:enantiomer|tautomer|conjugate)"
)
_RELATIONS = ("enantiomer", "tautomer", "conjugate")
_MOST = 2  # times that an item may hold a word
_REMEMBERED = 1 << 12  # texts: each is asked about for every token that may follow


@lru_cache(_REMEMBERED)
def repeats_itself(text: str) -> bool:
    """Return whether the last item of a text has stood there before.

    An item is what stands between commas, "and", "that" and full stops, without "It is a".
    """
    *earlier, last = (_OPENING.sub("", one, count=1) for one in _BETWEEN.split(text.strip()))
    return len(_LETTER.findall(last)) >= LEAST_LETTERS and last in earlier


@lru_cache(_REMEMBERED)
def goes_in_circles(text: str) -> bool:
    """Return whether the word that a text ends with leads back to what was named before."""
    if text.endswith(_RELATIONS):
        return _RELATION.search(text, text.rfind(" of ") - 16) is not None
    word = text.removesuffix("s").removesuffix(" group").rpartition(" ")[2]
    if text.count(word) < 2:  # for most words that is all
        return False
    *_, item = _BETWEEN.split(text)
    words = item.split()
    if words and len(words[-1]) >= LEAST_SIGNS and words.count(words[-1]) > _MOST:
        return True
    return _is_its_own(text) or any(_is_itself(text, link) for link in _SAME)


def _is_its_own(text: str) -> bool:
    before, _, last = text.rpartition(" of ")
    name = _AROUND.sub("", last)
    return len(name) >= LEAST_SIGNS and _AROUND.sub("", before.rpartition(" of ")[2]) == name


def _is_itself(text: str, link: str) -> bool:
    before, found, last = text.rpartition(link)
    name = _AROUND.sub("", last)
    return bool(found) and len(name) >= LEAST_LETTERS and before.endswith(f" {name}")
