"""Isomers told by the places of what their name counts: "a hexanol with its hydroxy group at 3"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textmol.molecules.claims.composed.spelling import Spelling
from textmol.molecules.claims.relations import find_sentence_end

_PLACES = r"\d+'*-?(?:(?:, | and |, and |,)\d+'*-?)*"
_ISOMER = re.compile(
    r"^(?:The molecule|It|This) is an? (?P<name>[^\s,;]+(?: acid)?) "
    r"(?:in which|where|with|having|that has) "
    r"(?:(?:the|its|an?|all|both|single|one|two|three|four|five|six|seven|(?P<side>cis|trans|[EZ]))"
    r"[- ])*(?P<group>double bond|[a-z]+?)s?(?: (?:group|substituent|function|atom)s?)? "
    r"(?:(?:is|are) )?(?:both )?(?:(?:located|placed|situated|found|attached) )?"
    r"(?:at|in|on) (?:the )?(?:(?:position|carbon)s? |C-)?"
    rf"(?P<places>{_PLACES})(?![\d(])(?: ?positions?)?"
    r"(?P<behind>[^.;]*)"
)
_PREFIXES = {
    "chlorine": "chloro",
    "bromine": "bromo",
    "fluorine": "fluoro",
    "iodine": "iodo",
    "hydroxyl": "hydroxy",
}
_ENDINGS = {"hydroxy": "ol", "amino": "amine", "oxo": "one", "keto": "one"}
_SIDES = {"cis": "Z", "trans": "E"}
_CONFIGURED = re.compile(
    r"[ ,(]*(?:(?:and|has|with|having|the) )*(?P<side>[EZ]|cis|trans)[- ]"
    r"(?:configuration|(?:stereo|geo)?isomer|geometry|stereochemistry)\)?"
)
_NOTHING = re.compile(r"(?: of the (?:benzene|phenyl) (?:nucleus|ring)| \(geometry unspecified\))?")


def list_isomers(text: str) -> Iterator[Spelling]:
    """Yield the name with its places, if the first sentence tells those of all that it counts."""
    found = _ISOMER.search(text, 0, find_sentence_end(text))
    if found is None:
        return
    places = re.findall(r"\d+'*", found["places"])
    group = _PREFIXES.get(found["group"], found["group"])
    configured = _CONFIGURED.fullmatch(found["behind"])
    if configured is None and not _NOTHING.fullmatch(found["behind"]):
        return
    if group == "double bond":
        side = found["side"] or (configured and configured["side"]) or ""
        name = _place_bonds(found["name"], places, _SIDES.get(side, side))
    else:
        name = _place_groups(found["name"], places, group) if configured is None else ""
    if name:
        yield Spelling(found[0], (name,))


def _place_bonds(name: str, places: list[str], side: str) -> str:
    if side:
        return f"({','.join(f'{place}{side}' for place in places)})-{name}"
    return f"{','.join(places)}-{name}"


def _place_groups(name: str, places: list[str], group: str) -> str:
    told = ",".join(places)
    bare = name.removeprefix("mono")
    if re.match(rf"(?:di|tri|tetra|penta|hexa|hepta|octa)?{group}", bare):
        return f"{told}-{bare}"
    ending = re.search(rf"(?:di|tri|tetra)?{_ENDINGS.get(group, '$.')}$", bare)
    return f"{bare[: ending.start()]}-{told}-{ending[0]}" if ending else ""
