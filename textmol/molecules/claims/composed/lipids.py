"""Glycerolipids told as a class with its groups: "a triglyceride in which all acyls are oleoyl"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textmol.molecules.claims.composed.acyls import list_groups
from textmol.molecules.claims.composed.spelling import Spelling
from textmol.molecules.claims.relations import find_sentence_end

_CLASS = re.compile(
    r"(?:is|are) (?:an?|the) (?P<kind>[^;]{4,90}?),? (?:in which|where|that has|with|having) "
    r"(?P<rest>[^;]+)"
)
_SIZE = re.compile(r" \(?(?:[OP]-)?\d+:\d+e?\)?$")
# Classes by the names of their members, the groups left open.
_CLASSES = (
    (r"(?:lyso(?:phosphatidylcholine))", "1-acyl-sn-glycero-3-phosphocholine"),
    (r"lysophosphatidylethanolamine", "1-acyl-sn-glycero-3-phosphoethanolamine"),
    (r"(?:3-sn-)?phosphatidylcholine", "1,2-diacyl-sn-glycero-3-phosphocholine"),
    (r"(?:3-sn-)?phosphatidylethanolamine", "1,2-diacyl-sn-glycero-3-phosphoethanolamine"),
    (r"(?:3-sn-)?phosphatidyl[ -]?(?:L-)?serine", "1,2-diacyl-sn-glycero-3-phospho-L-serine"),
    (r"phosphatidic acid", "1,2-diacyl-sn-glycero-3-phosphate"),
    (r"diacylglycerol", "1,2-diacyl-sn-glycerol"),
    (r"1,2-diglyceride", "1,2-diacylglycerol"),
    (r"1,3-diglyceride", "1,3-diacylglycerol"),
    (r"triglyceride|triacylglycerol|triacyl-sn-glycerol", "1,2,3-triacylglycerol"),
)
_CORE = re.compile(
    r"sn-glycero-3-phospho(?:choline|ethanolamine|-L-serine|glycerol)|(?:sn-|rac-)?glycerol|"
    r"sn-glycero-3-phosphate|glycerone 3-phosphate"
)
_OPEN = re.compile(
    r"(?P<places>\d(?:,\d)*)-(?:O-)?(?:\(Z\)-|\()?(?:di|tri)?"
    r"(?P<kind>acyl|alkyl|alk-1-enyl|1Z-alkenyl)\)?"
)
_FIXED = re.compile(r"(?P<places>\d)-(?P<group>[^-\s]*?(?:o|et)yl)(?=-)")
_TOLD_PLACES = re.compile(
    r"(?:positions?|[CO]-|sn-) ?(?P<first>\d)(?:(?:, (?P<second>\d))? and (?:C-)?(?P<last>\d))?"
    r"|\b(?P<of>\d)- and (?P<other>\d)-acyl"
)
_PROTONATED = re.compile(r"conjugate acid of [^.]*phosphocholine")  # OPSIN's are zwitterions
_ACID = re.compile(r"oyl$|acetyl$")


def list_lipids(text: str) -> Iterator[Spelling]:
    """Yield the glycerolipid that the first sentence says its molecule is, if it does."""
    found = _CLASS.search(text, 0, find_sentence_end(text))
    if found is None or _PROTONATED.search(text):
        return
    class_name = _name_class(found["kind"])
    core = _CORE.search(class_name)
    if core is None or core.end() != len(class_name):
        return
    head = class_name[: core.start()]
    slots = _list_slots(head)
    groups = list_groups(found["rest"])
    wanted = [place for place, kind in slots.items() if kind in ("acyl", "alkyl")]
    if len(groups) == 1 and re.search(r"\b(?:both|all|each|positions 1 and 2)\b", found["rest"]):
        groups *= len(wanted)
    if not wanted or len(groups) != len(wanted) or not _fits_places(found["rest"], wanted):
        return
    for place, group in zip(wanted, groups, strict=True):
        if (slots[place] == "acyl") != bool(_ACID.search(group)):
            return
        slots[place] = group
    name = "-".join(f"{place}-[{slots[place]}]" for place in sorted(slots))
    yield Spelling(found[0], (f"{name}-{core[0]}",))


def _name_class(words: str) -> str:
    """Return a class as a name with open groups: "1,2-diacyl-sn-glycerol"."""
    words = _SIZE.sub("", words).removesuffix(" betaine")
    words = words.replace("sn-glycerol 3-phosphate", "sn-glycero-3-phosphate")
    words = words.replace("sn-glycero 3-", "sn-glycero-3-")
    for pattern, name in _CLASSES:
        if re.fullmatch(pattern, words):
            return name
    return words


def _list_slots(head: str) -> dict[str, str]:
    """Return what each place of glycerol holds, "acyl" and "alkyl" where that is left open."""
    slots: dict[str, str] = {}
    for found in _OPEN.finditer(head):
        kind = "acyl" if found["kind"] == "acyl" else "alkyl"
        slots.update(dict.fromkeys(found["places"].split(","), kind))
    rest = _OPEN.sub("", head)
    for found in _FIXED.finditer(rest):
        slots[found["places"]] = found["group"]
    return dict(sorted(slots.items())) if not _FIXED.sub("", rest).strip("-") else {}


def _fits_places(rest: str, wanted: list[str]) -> bool:
    """Return whether the places that a text tells, if any, are those that are open, in order."""
    found = _TOLD_PLACES.search(rest)
    if found is None:
        return True
    return [place for place in found.groups() if place] == wanted
