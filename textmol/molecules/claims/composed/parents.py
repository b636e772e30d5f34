"""Parents with groups at places: "phenol substituted by a methoxy group at position 2"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textmol.molecules.claims.changes import Change, read_changes
from textmol.molecules.claims.composed.spelling import Spelling
from textmol.molecules.claims.formula import NOTHING
from textmol.molecules.claims.identity import find_head, list_bases
from textmol.molecules.claims.relations import find_sentence_end
from textmol.molecules.claims.substituents import Substituent, list_places

_TIMES = ("", "", "di", "tri", "tetra", "penta", "hexa", "hepta", "octa")
_COMPLEX = ("", "", "bis", "tris", "tetrakis", "pentakis", "hexakis", "heptakis", "octakis")
_SIMPLE = re.compile(r"[a-z]+")
_GLYCOSYL = re.compile(r"[of]syl$")  # mostly at an oxygen that is not spoken of
# What stands in no name: asking for it would take longer than all else that is done here.
_CLAUSE = re.compile(r" (?:that|which|in|is|are|with|the|an?|by|has|having|been|from|to|as)(?: |$)")
_TELLS_PLACES = re.compile(r"\d|hydrogen|\b[NOS]\b|alpha|beta|gamma|omega|ortho|meta|para")
_BEGIN = re.compile(r"The molecule is (?:an? |the )?(?P<several>member of the class of )?")
# "(the 2S,3R stereoisomer)", "(the S-enantiomer)" behind a description.
_STEREO = re.compile(
    r",? ?\((?:the )?(?P<labels>(?:\d*[a-h]?'*[RSEZ](?:\*)?[,;]? ?)+)[- ]"
    r"(?:dia)?(?:stereo)?(?:isomer|enantiomer|configuration|form)\)?"
)
_ON_NITROGEN = re.compile(r"\b(?:amino|nitrogen|amide|N|imino|indole|azetidine|NH)\b")
_ON_OXYGEN = re.compile(r"\b(?:hydroxyl?|phenolic|alcoholic|carboxy|anomeric|O|acidic)\b")
_UNTOLD = re.compile(
    r"\b(?:thiol|sulfanyl|pro-[RS]|ring|methyl|side[- ]chain|alpha|beta|ortho|meta|para|para-|"
    r"primary|secondary|each|phenyl)\b"
)


def list_parents(text: str) -> Iterator[Spelling]:
    """Yield the name of a parent with its groups, if the first sentence of a text tells one."""
    begin = _BEGIN.match(text) if _TELLS_PLACES.search(text) else None
    if begin is not None:  # says at once what it is
        name = begin.end(), find_sentence_end(text)
        yield from _spell(text, *name, anywhere=False, plural=bool(begin["several"]))
    head = find_head(text)
    if head is not None:
        yield from _spell(text, *head, anywhere=True)


def _spell(
    text: str, start: int, end: int, *, anywhere: bool, plural: bool = False
) -> Iterator[Spelling]:
    """Yield the spelling of a parent that begins at ``start``, one without places if told.

    ``plural`` where the parent is called as its class is: "isoquinolines".
    """
    names: list[str] = []
    last = start
    for place in reversed(list_bases(text, start, end)):
        read = read_changes(text, place, end)
        if read is None or not read[0]:
            continue
        changes, after = read
        if not anywhere and not any(map(_is_placed, changes)):
            continue  # "a penicillin with a phenyl group" is a class
        base = text[start:place].removesuffix("s" if plural else "")
        if _CLAUSE.search(base):
            continue
        prefixes = [_write_prefix(change, base) for change in changes]
        if None in prefixes:
            continue
        stereo = _STEREO.match(text, after, end)
        name = "-".join([*map(str, prefixes), base])
        names += [f"({_list_labels(stereo['labels'])})-{name}"] if stereo else []
        names.append(name)
        last = max(last, after)
    if names:
        yield Spelling(text[start:last], tuple(names))


def _is_placed(change: Change) -> bool:
    return bool(change.where or change.replaced or any(one.places for one in change.substituents))


def _list_labels(text: str) -> str:
    return ",".join(re.findall(r"\d*[a-h]?'*[RSEZ]", text))


def _write_prefix(change: Change, base: str) -> str | None:
    """Return "2,4-dichloro-3-methyl" for a clause, None where places are told but in part.

    Where none is told, the reader of names knows whether that makes a difference.
    """
    if change.lost != NOTHING or _UNTOLD.search(change.replaced):
        return None
    on_oxygen = bool(_ON_OXYGEN.search(change.replaced))
    on_nitrogen = not on_oxygen and bool(_ON_NITROGEN.search(change.replaced))
    told = list_places(change.where or change.replaced)
    written, placed = [], set()
    for one, places in zip(change.substituents, _share(change, told), strict=True):
        number = one.number * change.times
        if on_oxygen:
            if not places and base.endswith(("acid", "ate")):
                return None  # which of its hydroxy groups?
            locants = [f"{place}-O" for place in places] or ["O"] * number
        elif _GLYCOSYL.search(one.name):
            return None
        else:
            locants = list(places) or ["N"] * (number if on_nitrogen else 0)
        if locants and len(locants) != number:
            return None
        placed.add(bool(locants))
        written.append(_write(one, locants, number))
    return "-".join(written) if len(placed) == 1 else None


def _share(change: Change, told: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the places of each group: its own, or its share of those that the clause tells."""
    groups, left, shares = change.substituents, told, []
    if len(groups) == 1:
        return [groups[0].places or told]
    for one in groups:
        shares.append(one.places or left[: one.number])
        left = left if one.places else left[one.number :]
    return shares


def _write(group: Substituent, locants: list[str], number: int) -> str:
    simple = _SIMPLE.fullmatch(group.name)
    times = (_TIMES if simple else _COMPLEX)[min(number, len(_TIMES) - 1)]
    name = group.name if simple else f"({group.name})"
    return f"{','.join(locants)}{'-' if locants else ''}{times}{name}"
