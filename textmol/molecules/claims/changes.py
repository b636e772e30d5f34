"""Clauses that change what was named: "which is substituted by two methyl groups"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from textmol.language import NUMBERS
from textmol.molecules.claims.formula import NOTHING, Formula, add, read_formula
from textmol.molecules.claims.relations import CHANGES
from textmol.molecules.claims.substituents import Substituent, list_places, read_substituents

_BEARS = re.compile(
    r"(?:,? ?(?:and|which has been|which is|that has been|that is|has been|also|further|being|is|"
    r"where it is|it is)? ?(?:di-?|tri|tetra)?substituted(?: (?P<first>(?:at|on) [^;.]{1,60}?))? "
    r"(?:by|with) |,? ?(?:and )?(?:which )?(?:carrying|bearing|possessing|having|with|carries|"
    r"bears) |,? and (?P<second>(?:at|on) [^;.]{1,40}?) (?:by|with) )"
)
_REPLACED = re.compile(
    r",? (?:in which|where|wherein) (?P<what>[^;.]{1,120}?) (?:is|are|has been|have been|has|have)"
    r"(?: been)? (?:formally )?(?:replaced|substituted) (?:by|with) "
)
_HYDROGEN = re.compile(
    r"(?:(?:one|two|three|four|five|six|both|a|an|the|single|of|methyl|hydroxy|hydroxyl|phenolic|"
    r"amino|amide|anomeric|carboxy|thiol|alcoholic|acidic|primary|secondary|nitrogen|N|O|1H|para|"
    r"ortho|meta|ring|benzene|aromatic|sulfanyl|\d+[a-zA-Z]*)[ -])*(?:hydrogens?|H|"
    r"hydrogen atoms?)(?: (?:atoms?|attached|at|on|of|located|positions?|both|the|amino|hydroxy|"
    r"methyl|thiol|nitrogen|groups?|carboxy|phenolic|and|or|para|meta|ortho|C|N|O|indole|ring|"
    r"benzene|phenyl|"
    r"in|to|from|an?|alpha|beta)|[,' ]|\d[\w'-]*+|[A-Z]-?\d+'*(?!\d))*"
)
_HYDROXY = re.compile(
    r"(?:the |a )*(?:primary |secondary |alcoholic |phenolic |anomeric )?(?:\d[\w']*-)?"
    r"hydroxyl? group(?: (?:at|on|of|located|position|the|and|C-?\d+)|[, ]|\d[\w',-]*+)*"
)
_SEVERAL = {word: number for number, word in enumerate(NUMBERS) if number > 1} | {"both": 2}
# Words that a formula cannot be read without, where they are left over.
_LEFT = re.compile(r"\b(?:groups?|substituents?|residues?|moiet\w+|located|position)\b")
_GOES_ON = re.compile(
    r" of\b|,? (?:and|as well as) (?:an?|two|three|in which)\b|,? (?:and )?\d|"
    r"; (?:and )?(?:by|with)\b|[^.]*\bester of\b"
)


@dataclass(frozen=True)
class Change:
    """What a clause puts in the place of something else.

    Attributes:
        substituents: the groups that stand there now.
        times: how often each does.
        where: the places that the clause tells before its groups, "" for none.
        replaced: what stood there, in words, "" for a hydrogen that is not spoken of.
        lost: the formula of what went, hydrogen apart.
    """

    substituents: tuple[Substituent, ...]
    times: int = 1
    where: str = ""
    replaced: str = ""
    lost: Formula = NOTHING

    @property
    def formula(self) -> Formula:
        """Return what the clause adds to the formula."""
        formula = self.lost
        for one in self.substituents:
            formula = add(formula, one.formula, one.number * self.times)
        return formula


def read_changes(text: str, place: int, end: int) -> tuple[tuple[Change, ...], int] | None:
    """Return what the clauses from ``place`` on change, and where they end.

    None where one is not read, or what follows up to ``end`` may change the molecule further.
    """
    changes = []
    while (read := _read_change(text, place, end)) is not None:
        change, place = read
        if change is None:
            return None
        changes.append(change)
    rest = text[place:end]
    if CHANGES.search(rest) or _LEFT.search(rest.split(";")[0]) or _GOES_ON.match(rest):
        return None
    return tuple(changes), place


def _read_change(text: str, place: int, end: int) -> tuple[Change | None, int] | None:
    """Return what a clause changes, None where it is not read, and where it ends."""
    if found := _REPLACED.match(text, place, end):
        return _read_replacement(text[:end], found)
    found = _BEARS.match(text, place, end)
    if not found:
        return None
    where = found["first"] or found["second"] or ""
    listed = text[found.end() : end]
    read = read_substituents(listed)
    if read:
        times = _count_each(listed, read[1], where) if where else 1
    else:  # "at positions 2 and 4 by chloro groups"
        read, times = read_substituents(listed, len(list_places(where))), 1
    if not read or not times:
        return None, place
    added, size = read
    if where and listed.startswith(" respectively", size):
        size += len(" respectively")
    return Change(added, times, where), found.end() + size


def _count_each(listed: str, size: int, where: str) -> int | None:
    """Return how often each group of a list stands there: at every place if it is one group."""
    places = len(list_places(where))
    if places < 2 or "respectively" in listed[: size + 16]:
        return 1
    parts = 1 + len(re.findall(r",| and ", listed[:size]))
    if re.match(r"(?:two|three|four|five|six) ", listed) or parts == places:
        return 1
    return places if parts == 1 else None


def _read_replacement(text: str, found: re.Match[str]) -> tuple[Change | None, int]:
    what, lost, each = found["what"], NOTHING, 1
    if _HYDROXY.fullmatch(what):
        lost = read_formula("-O")
        if not re.match(r"an? ", text[found.end() :]):
            return None, found.end()
    elif not _HYDROGEN.fullmatch(what):
        return None, found.end()
    else:
        told = len(list_places(re.sub(r".*\bpositions? ", "", what))) if "position" in what else 1
        each = max(told, *(_SEVERAL.get(word, 1) for word in what.split()))
    read = read_substituents(text[found.end() :], each)
    if read is None or (each > 1 and re.match(r"an? ", text[found.end() :])):
        return None, found.end()
    return Change(read[0], replaced=what, lost=lost), found.end() + read[1]
