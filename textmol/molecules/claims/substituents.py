"""Lists of groups in the place of hydrogen: "methyl and hydroxy groups at positions 2 and 3"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from textmol.language import NUMBERS
from textmol.molecules.claims.formula import Formula
from textmol.molecules.claims.names import read_name

_LOCANT = (
    r"(?:[A-Z]{1,2}-?)?(?:\d+[A-Za-z]{0,2}'*(?:-?(?:alpha|beta))?|[NOS]\d*'*|alpha|beta|gamma|omega|"
    r"ortho|meta|para)(?:\([^)\s]*\))?'*"
)
_LOCANTS = rf"{_LOCANT}(?:(?:,\s?|,? and |\s?/\s?){_LOCANT})*"
_AT = (
    r"(?: (?:located|attached|positioned|present))? (?:at|on|to|in) "
    r"(?:the |its |each of the |both )?(?:positions? |C-?|carbons? |atoms? |ring positions? )?"
    rf"(?P<places>{_LOCANTS})(?:[- ]positions?)?(?![\w'-])(?!,? (?:and )?\d)(?:,? respectively)?"
    r"(?: of the (?:phenyl|benzene|[a-z]+) ring)?"
)
_NUMBERS = {word: number for number, word in enumerate(NUMBERS)} | {"a": 1, "an": 1, "the": 1}
_ITEM = re.compile(
    rf"(?:(?P<number>an?|the|{'|'.join(NUMBERS[1:])}|\d)\s)?"
    r"(?:(?:additional|extra|further|single|terminal|pendant|separate|individual|more|carrying|free|"
    r"corresponding|(?P<twice>geminal))\s)*"
    r"(?P<group>(?!(?:and|the|at|in|which)\b)\S*[^\s,;.])"
    r"(?: (?P<noun>groups?|substitu?ents?|residues?|moiety|moieties|atoms?|functions?|units?|"
    rf"side[- ]chains?|side groups?)\b)?(?:{_AT})?"
)
_NEXT = re.compile(
    r",? (?:and|as well as|together with|plus) (?:by |with |also )?|, (?:by |with )?"
)
_ATOMS = {
    "chlorine": "chloro",
    "fluorine": "fluoro",
    "bromine": "bromo",
    "iodine": "iodo",
    "methylene": "methylidene",
    "hydroxyl": "hydroxy",
}


@dataclass(frozen=True)
class Substituent:
    """A group that stands in the place of hydrogen.

    Attributes:
        name: as one writes it before a parent: "chloro", "4-hydroxyphenyl".
        formula: what one of it adds.
        number: how many there are.
        places: locants, as many as there are groups; none where they are not told for sure.
    """

    name: str
    formula: Formula
    number: int
    places: tuple[str, ...] = ()


def list_places(text: str) -> tuple[str, ...]:
    """Return the positions that "2, 3 and C-5" names."""
    return tuple(re.sub(r"^C-?(?=\d)", "", place) for place in re.findall(_LOCANT, text))


def read_substituents(text: str, each: int = 1) -> tuple[tuple[Substituent, ...], int] | None:
    """Return the groups that stand at the start of a text, and where they end.

    ``each`` is how many of a group there are where the list does not say. None where a group or
    its number is not read.
    """
    found: list[Substituent] = []
    place = end = 0
    open_: list[tuple[str, Formula, int | None]] = []  # groups whose noun comes later
    placeless = 0  # groups whose places come later: "a methyl group and a nitro group at 2 and 4"
    while item := _ITEM.match(text, place):
        group = _ATOMS.get(item["group"], item["group"])
        named = read_name(group)
        if named is None or not named.is_group:
            break
        written = item["number"]
        number = 2 if item["twice"] else _NUMBERS.get(written) if written else None
        if written and written.isdecimal():
            number = int(written)
        open_.append((group, named.formula, number))
        place = item.end()
        if item["noun"]:
            numbers = _number_groups(item, [number for *_, number in open_], each, placeless)
            if numbers is None:
                return None
            found += (
                Substituent(group, formula, times)
                for (group, formula, _), times in zip(open_, numbers, strict=True)
            )
            if item["places"]:
                counts = (placeless + len(open_), len(open_))
                found = _place(found, list_places(item["places"]), counts)
            placeless = 0 if item["places"] else placeless + len(open_)
            open_, end = [], place
        following = _NEXT.match(text, place)
        if following is None:
            break
        place = following.end()
    return (tuple(found), end) if end and not open_ else None


def _place(
    found: list[Substituent], places: tuple[str, ...], counts: tuple[int, ...]
) -> list[Substituent]:
    """Return groups with places for so many at the end as the places are enough for."""
    if len(places) == 1 and found[-1].number > 1:  # "geminal methyl groups at position 4"
        return [*found[:-1], replace(found[-1], places=places * found[-1].number)]
    for count in counts:
        last, left, placed = found[-count:], places, []
        if sum(one.number for one in last) == len(places):
            for one in last:
                placed.append(replace(one, places=left[: one.number]))
                left = left[one.number :]
            return found[:-count] + placed
    return found


def _number_groups(
    item: re.Match[str], numbers: list[int | None], each: int, placeless: int
) -> list[int] | None:
    """Return how many there are of each of the groups that share a noun."""
    places = len(list_places(item["places"])) if item["places"] else 0
    plural = item["noun"].endswith("s")
    if len(numbers) > 1:
        told = all(numbers) or places in (0, len(numbers))
        return [number or 1 for number in numbers] if told else None
    number = numbers[0]
    if plural:
        number = max(number or places, places) or (each if each > 1 else 0)
        return [number] if number else None
    if item["number"] in (None, "a", "an") and places != placeless + 1:
        return [max(places, 1)]
    return [number or 1]
