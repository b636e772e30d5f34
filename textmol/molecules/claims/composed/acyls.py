"""Groups as descriptions write them, spelt as OPSIN reads them: "9Z-octadecenoyl"."""

from __future__ import annotations

import re

from textmol.molecules.chains import STEMS, tell_places

_TRIVIAL = {
    "gondoyl": "(11Z)-icos-11-enoyl",
    "linolenoyl": "alpha-linolenoyl",
    "alpha-linolenoyl": "(9Z,12Z,15Z)-octadeca-9,12,15-trienoyl",
    "gamma-linolenoyl": "(6Z,9Z,12Z)-octadeca-6,9,12-trienoyl",
    "arachidoyl": "icosanoyl",
    "phytanoyl": "3,7,11,15-tetramethylhexadecanoyl",
    "palmityl": "hexadecyl",
    "stearyl": "octadecyl",
    "nervonoyl": "(15Z)-tetracos-15-enoyl",
    "erucoyl": "(13Z)-docos-13-enoyl",
}
_SYNONYM = re.compile(r" \((?:[^()]|\([^()]*\))*yl\)")
_GROUP = re.compile(r"[^\s;]+?yl(?=[\s,.;]|$)")
_KIND = re.compile(r"(?:[\dNOC,'-]+-)?(?:acyl|alkyl)|phosphatidyl|\(?alk-1-enyl\)?|alkenyl")
_LENGTH = re.compile(
    r"has (?P<carbons>\d+) carbons(?: atoms)? and (?:0|no) double bonds"
    r"(?P<hydroxy> and is 2-hydroxylated)?"
)
_PLAIN = frozenset(
    {
        "the", "acyl", "alkyl", "alk-1-enyl", "alkenyl", "phosphatidyl", "ceramide", "group",
        "groups", "substituent", "substituents", "at", "position", "positions", "and", "are",
        "is", "both", "all", "each", "specified", "as", "respectively", "two", "three", "located",
        "has", "having", "in", "which", "of", "a", "an", "on", "being",
    }
)  # fmt: skip
_PLACE = re.compile(r"(?:C-?|O-|sn-|N-)?\d-?|[\dNO]-acyl|[\dNO]-alkyl|N-acyl|O-acyl|[NO]-")


def spell_group(words: str) -> str:
    """Return a group with the places of its double bonds: "(9Z)-octadec-9-enoyl"."""
    words = _TRIVIAL.get(words, words).replace("eicos", "icos")
    return tell_places(_TRIVIAL.get(words, words))


def list_groups(text: str) -> list[str]:
    """Return the groups that a text lists; none where it says anything more of them."""
    text = _SYNONYM.sub("", text)
    if found := _LENGTH.search(text):
        carbons = int(found["carbons"])
        rest = text[: found.start()] + text[found.end() :]
        if carbons > len(STEMS) or not _is_plain(rest):
            return []
        return [f"{'2-hydroxy' if found['hydroxy'] else ''}{STEMS[carbons - 1]}anoyl"]
    groups = [word for word in _GROUP.findall(text) if not _KIND.fullmatch(word)]
    for word in groups:
        text = text.replace(word, " ", 1)
    return [spell_group(word) for word in groups] if _is_plain(text) else []


def _is_plain(text: str) -> bool:
    words = text.replace(",", " ").split()
    return all(word in _PLAIN or _PLACE.fullmatch(word) for word in words)
