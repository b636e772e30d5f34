"""Oligosaccharides told by their residues and how these are linked, from the free end on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textmol.molecules.claims.composed.spelling import Spelling
from textmol.molecules.claims.relations import find_sentence_end

_END = r"(?=[.;]|$)"
_STARTS = (
    r"(?:consisting of|that consists of|composed of|comprising|that comprises|that is|formed of)"
)
_BOND = r"(?:glycosidic )?(?:linkage|bond)s?"
_SEQUENCE = re.compile(
    rf"saccharide {_STARTS} (?P<sugars>[^;]+?) residues? (?:joined|linked|connected) "
    rf"(?:in sequence|sequentially)(?: by(?: an?)?)? (?P<links>[^;.]*?->[^;.]*?) ?(?:{_BOND})?"
    rf"(?:,? respectively)?{_END}"
)
_JOINED = re.compile(
    rf"saccharide {_STARTS} (?:an? )?(?P<first>\S+)(?: residue)?(?: at the non-reducing end)? "
    rf"(?:joined|linked|attached) (?:to (?:an? )?(?P<last>\S+)(?: residue)? (?:by|via) an? "
    rf"(?P<link>\(\S+\)) ?-?{_BOND}|(?:by|via) an? (?P<bond>\(\S+\)) ?-?{_BOND} to (?:an? )?"
    rf"(?P<end>\S+?))(?: residue)?{_END}"
)
_HAVING = re.compile(
    rf"(?:saccharide|glycosyl\w+ose)(?: derivative)? {_STARTS} (?:an? )?(?P<last>\S+)"
    r"(?: \(?at the reducing end\)?)? (?:having|attached to|substituted by|carrying) an? "
    r"(?P<first>\S+yl) (?:residue|group|moiety)(?: attached)? at (?:the )?(?:position )?O?-?"
    rf"(?P<place>\d)(?:-position)?(?: via an? {_BOND})?{_END}"
)
_CONVERTED = re.compile(
    rf"saccharide {_STARTS} (?P<last>\S+) in which the hydroxy group at (?:position |C-)"
    rf"(?P<place>\d) has been converted (?:in)?to the corresponding (?P<first>\S+ide){_END}"
)
_SUGAR = re.compile(
    r"(?:N-acetyl-)?(?:\d-(?:acetamido|amino)-)?(?:\d(?:,\d)*-(?:di)?deoxy-)?(?:(?:alpha|beta)-)?"
    r"(?:N-acetyl-)?[DL]-(?P<root>gluc|galact|mann|rhamn|fuc|xyl|arabin|rib)"
    r"(?P<ring>opyran|ofuran|)(?P<amine>osamin|os)"
)
_ENDING = re.compile(r"(?:e|yl|ide)$")
_LINK = re.compile(r"\(?([12]<?->\d)\)?")


def list_saccharides(text: str) -> Iterator[Spelling]:
    """Yield the linear oligosaccharide that the first sentence says its molecule is, if it does."""
    end = min(find_sentence_end(text) + 1, len(text))
    sugars: list[str] = []
    links: list[str] = []
    words = ""
    if found := _SEQUENCE.search(text, 0, end):
        sugars = [re.sub(r"^an? ", "", word) for word in re.split(r",? and |, ", found["sugars"])]
        links = _LINK.findall(found["links"])
        if len(links) == 1:
            links *= len(sugars) - 1
    elif found := _JOINED.search(text, 0, end):
        sugars = [found["first"], found["last"] or found["end"]]
        links = _LINK.findall(found["link"] or found["bond"])
    elif (found := _HAVING.search(text, 0, end)) or (found := _CONVERTED.search(text, 0, end)):
        sugars = [found["first"], found["last"]]
        links = [f"1->{found['place']}"]
    if found:
        words = found[0]
    name = _name_chain(sugars, links)
    if name:
        yield Spelling(words, (name,))


def _name_chain(sugars: list[str], links: list[str]) -> str:
    """Return the name of a chain of sugars, "" where a sugar or a link is not read."""
    if len(sugars) < 2 or len(links) != len(sugars) - 1 or any("<" in link for link in links):
        return ""
    name = ""
    for sugar, link in zip(sugars[:-1], links, strict=True):
        chain = _close(sugar, "yl")
        if not chain:
            return ""
        name += f"{chain}-({link})-"
    last = _close(sugars[-1], "e")
    return f"{name}{last}" if last else ""


def _close(words: str, ending: str) -> str:
    """Return a sugar, or a chain of them, as a residue or a molecule with its ring told."""
    *chain, sugar = re.split(r"-(?=\()|(?<=\))-", words)
    stem = _ENDING.sub("", sugar)
    found = _SUGAR.fullmatch(stem)
    if found is None or sugar == stem:
        return ""
    if "deoxy" not in stem:  # "2-acetamido-D-glucose" is what stands in for the hydroxy group
        stem = re.sub(r"(\d)-(acetamido|amino)-", r"\1-\2-\1-deoxy-", stem)
    if not found["ring"] and found["amine"] == "os":
        stem = f"{stem.removesuffix('os')}opyranos"
    return "-".join([*chain, f"{stem}{ending}"])
