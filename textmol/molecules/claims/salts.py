"""Salts told by what they are made of: "the hydrochloride salt of lomefloxacin"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from textmol.molecules.claims.relations import find_sentence_end

_METAL = "lithium|sodium|potassium|caesium|silver"
_TIMES = {"mono": 1, "di": 2, "tri": 3, "tetra": 4, "one": 1, "two": 2, "three": 3, "1": 1, "2": 2}
_ACID = r"(?:hydro(?:chlor|brom|iod|fluor)ide|[a-z0-9-]+(?:ate|ylate)|[a-z0-9-]+(?:ic|ous) acid)"
_ION = r"(?:fluor|chlor|brom|iod)ide"
_END = r"(?=[.;](?:\s|$)|, |$| (?:that|which|with|in|having|where|used|obtained)\b)"
_OF = re.compile(
    r"(?:^|\b(?:the|an?) )(?:organic )?(?P<times>mono|di|tri|tetra)?"
    rf"(?P<partner>(?:(?:{_ACID}|{_ION}|{_METAL})(?= salt))"
    r"|hydro(?:chlor|brom|iod|fluor)ide)(?: salt)? of "
    rf"(?:the (?:free base|free acid|compound) )?(?:(?:an?|the) )?(?P<parent>[^;]{{2,200}}?){_END}"
)
_MADE = re.compile(
    r"(?:hydro(?:chlor|brom|iod|fluor)ide|salt) (?:that is )?"
    r"(?:obtained|resulting|prepared|formed) (?:by|from|form|through) (?:the )?(?:formal )?"
    r"(?:combining|combination of|reaction of|reacting|mixing(?: of)?)? ?"
    r"(?P<equimolar>equimolar amounts of )?(?P<first>\S.{1,200}?) (?:with|and) "
    r"(?:(?P<times>one|two|three|1|2)(?: molar)? (?:equivalents?|mol\.? eq\.?) of )?"
    rf"(?P<second>[^;]{{2,200}}?){_END}"
)


@dataclass(frozen=True)
class Salt:
    """The words of a text that say of what its molecule is a salt.

    Attributes:
        words: as they stand there.
        parent: the name of the base, acid or cation.
        partner: what it is a salt with: "hydrochloride", "maleic acid", "sodium".
        times: how many of it there are, None where that is not told.
    """

    words: str
    parent: str
    partner: str
    times: int | None


def list_salts(text: str) -> Iterator[Salt]:
    """Yield what the first sentence of a text says its molecule is a salt of, if it does."""
    end = find_sentence_end(text)
    found = _OF.search(text, 0, end)
    if found is not None:
        yield Salt(found[0], found["parent"], found["partner"], _TIMES.get(found["times"]))
    made = _MADE.search(text, 0, end)
    if made is not None:
        times = 1 if made["equimolar"] else _TIMES.get(made["times"])
        yield Salt(made[0], made["first"], made["second"], times)
