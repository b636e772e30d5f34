"""What a molecule is said to be: "phenol which is substituted by two methyl groups"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textmol.language import NUMBERS
from textmol.molecules.claims.formula import NOTHING, Formula, add, read_formula
from textmol.molecules.claims.names import read_name
from textmol.molecules.claims.relations import CHANGES, Told, find_sentence_end
from textmol.molecules.claims.substituents import count_places, read_substituents

LONGEST = 160  # characters of a name

_IS = re.compile(
    r"(?:that|which) (?:is|consists of|comprises)(?: the)? (?:(?:an?|the (?:parent )?)\s?)?"
)
_NAME_ENDS = re.compile(
    r"(?=[.;](?:\s|$)| (?:in which|substituted|carrying|bearing|having|with|where|wherein|which|"
    r"that|possessing|and|obtained|isolated|resulting|arising|formed|lacking|at|to|of|by|from|containing|"
    r"is|used|attached|linked|joined|fused)\b|,\s|\s\(|$)"
)
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
_TWICE = re.compile(r"one\b.*\b(?:oxo|keto)\b")  # "a hexan-2-one substituted by an oxo group at 2"
# A carboxy group at such a place takes a methyl group's in the skeletons of triterpenes.
_SKELETON = re.compile(r"carboxy (?:group|substituent) at (?:position |C-)(?:2[3-9]|30)")


def read_identity(text: str) -> Iterator[Told]:
    """Yield the formula that the first sentence of a text tells by a name and what it bears."""
    end = find_sentence_end(text)
    head = _IS.search(text, 0, end)
    base = head and _read_base(text, head.end(), end)
    if not head or not base:
        return
    formula, place = base
    while True:
        change = _read_change(text, place, end)
        if change is None:
            break
        added, place = change
        if added is None:
            return
        formula = add(formula, added)
    rest = text[place:end]
    if CHANGES.search(rest) or _LEFT.search(rest.split(";")[0]) or _GOES_ON.match(rest):
        return
    told = text[head.end() : place]
    if not _SKELETON.search(told) and not _TWICE.search(told):
        yield Told(formula, head.end(), place, is_loose=True)


def _read_base(text: str, start: int, end: int) -> tuple[Formula, int] | None:
    """Return the formula of the longest name that begins at ``start``, and where it ends."""
    best = None
    for found in _NAME_ENDS.finditer(text, start, min(end, start + LONGEST)):
        named = read_name(text[start : found.start()])
        if named and not named.is_group:
            best = named.formula, found.start()
    return best


def _read_change(text: str, place: int, end: int) -> tuple[Formula | None, int] | None:
    """Return what a clause adds, None where it is not read, and where it ends."""
    if found := _REPLACED.match(text, place, end):
        return _read_replacement(text[:end], found)
    found = _BEARS.match(text, place, end)
    if not found:
        return None
    read = read_substituents(text[found.end() : end])
    if read is None:
        return None, place
    added, size = read
    place, where = found.end() + size, found["first"] or found["second"]
    times = _count_each(text[found.end() : place + 16], size, where) if where else 1
    return (add(NOTHING, added, times) if times else None), place


def _count_each(listed: str, size: int, where: str) -> int | None:
    """Return how often each group of a list stands there: at every place if it is one group."""
    places = count_places(where)
    if places < 2 or "respectively" in listed:
        return 1
    parts = 1 + len(re.findall(r",| and ", listed[:size]))
    if re.match(r"(?:two|three|four|five|six) ", listed) or parts == places:
        return 1
    return places if parts == 1 else None


def _read_replacement(text: str, found: re.Match[str]) -> tuple[Formula | None, int]:
    what, lost, each = found["what"], NOTHING, 1
    if _HYDROXY.fullmatch(what):
        lost = read_formula("-O")
        if not re.match(r"an? ", text[found.end() :]):
            return None, found.end()
    elif not _HYDROGEN.fullmatch(what):
        return None, found.end()
    else:
        each = max((_SEVERAL.get(word, 1) for word in what.split()), default=1)
    read = read_substituents(text[found.end() :], each)
    if read is None or (each > 1 and re.match(r"an? ", text[found.end() :])):
        return None, found.end()
    return add(read[0], lost), found.end() + read[1]
