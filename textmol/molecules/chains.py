"""Names of fatty acids and their kin, which leave places to the stereo descriptors before them.

"(9Z,12Z)-octadecadienoic acid" tells by its descriptors where its double bonds are, and
"(13S)-hydroxy" where its hydroxy group is. The rules of nomenclature want to be told.
"""

from __future__ import annotations

import re

from textmol.language import MULTIPLES

STEMS = (
    "meth", "eth", "prop", "but", "pent", "hex", "hept", "oct", "non", "dec", "undec", "dodec",
    "tridec", "tetradec", "pentadec", "hexadec", "heptadec", "octadec", "nonadec", "icos",
    "henicos", "docos", "tricos", "tetracos", "pentacos", "hexacos", "heptacos", "octacos",
    "nonacos", "triacont", "hentriacont", "dotriacont", "tritriacont", "tetratriacont",
    "pentatriacont", "hexatriacont", "heptatriacont", "octatriacont",
)  # fmt: skip
"""Alkanes of one carbon atom and more, in order, without their ending."""

_COUNTS = {word: number for number, word in enumerate(MULTIPLES) if number > 1} | {"": 1}
_MANY = "|".join(filter(None, _COUNTS))
_STEM = "|".join(sorted((*STEMS, "eicos"), key=len, reverse=True))
_EITHER = r"\d+[EZRS]"
_SOME = rf"(?:{_EITHER},)*{_EITHER}"
_DESCRIPTORS = rf"(?:\((?P<told>{_SOME})\)|(?<![\w,])(?P<bare>{_SOME}))-"
_CHAIN = re.compile(
    rf"{_DESCRIPTORS}(?P<between>(?:(?!\d[EZ])[^()\[\]{{}}\s])*?)(?P<stem>{_STEM})(?:a(?P<count>{_MANY}))?en"
    r"(?=oic|oate|oyl|yl|al|ol|amide|amine|edi|e\b|amido)"
)
_BORNE = re.compile(
    rf"{_DESCRIPTORS}(?P<count>{_MANY})?(?P<group>hydroxy|hydroperoxy|epoxy|methyl)"
)
_ALL = re.compile(
    rf"\ball-(?P<side>cis|trans)-(?P<before>[^()\[\]{{}}\s]*?(?:{_STEM})a-)"
    rf"(?P<places>\d+(?:,\d+)+)(?=-(?:{_MANY})en)"
)
_SIDES = {"cis": "Z", "trans": "E"}


def tell_places(name: str) -> str:
    """Return a name with the places that its stereo descriptors tell.

    "(9Z)-octadecenoic acid" becomes "(9Z)-octadec-9-enoic acid", "all-cis-icosa-8,11,14-trienoic
    acid" "(8Z,11Z,14Z)-icosa-8,11,14-trienoic acid". What tells its places is left as it is.
    """
    name = _ALL.sub(_tell_side, name)
    name = _CHAIN.sub(_place_bonds, name)
    return _BORNE.sub(_place_groups, name)


def _tell_side(found: re.Match[str]) -> str:
    side = _SIDES[found["side"]]
    told = ",".join(f"{place}{side}" for place in found["places"].split(","))
    return f"({told})-{found['before']}{found['places']}"


def _place_bonds(found: re.Match[str]) -> str:
    told = found["told"] or found["bare"]
    places = re.findall(r"(\d+)[EZ]", told)
    if len(places) != _COUNTS[found["count"] or ""]:
        return found[0]
    between = found["between"].removesuffix(f"{','.join(places)}-")  # "9,12-octadecadienoic"
    stem = found["stem"].replace("eicos", "icos")
    joint, count = ("a", found["count"]) if found["count"] else ("", "")
    return f"({told})-{between}{stem}{joint}-{','.join(places)}-{count}en"


def _place_groups(found: re.Match[str]) -> str:
    told = found["told"] or found["bare"]
    places = re.findall(r"(\d+)[RS]", told)
    each = 2 if found["group"] == "epoxy" else 1
    if len(places) != each * _COUNTS[found["count"] or ""]:
        return found[0]
    sets = [",".join(places[at : at + each]) for at in range(0, len(places), each)]
    group = f"{found['count'] or ''}{found['group']}"
    return f"({told})-{(',' if each == 1 else ':').join(sets)}-{group}"
