"""Sphingolipids told by their acyl group: "an N-acylsphingosine in which it is palmitoyl"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textmol.molecules.claims.composed.acyls import list_groups, spell_group
from textmol.molecules.claims.composed.spelling import Spelling
from textmol.molecules.claims.relations import find_sentence_end

_CLASS = re.compile(
    r"(?:is|are) (?:an?|the) (?P<kind>[^;]{4,90}?),? (?:in which|where|that has|with) "
    r"(?P<rest>[^;]+)"
)
_PHYTOCERAMIDE = re.compile(
    r"is a glycophytoceramide having an? (?P<sugar>\S+(?:osyl|uronosyl)) (?:residue|group) at the "
    r"O-1 position and an? (?P<group>\S+yl) group attached to the nitrogen(?=[.;]|$)"
)
# Bases: what stands before and behind the amino group, the alcohol at C-1 left open.
_BASES = {
    "sphingosine": ("2S,3R,4E", "3-hydroxy", "octadec-4-en"),
    "sphing-4-enine": ("2S,3R,4E", "3-hydroxy", "octadec-4-en"),
    "sphinganine": ("2S,3R", "3-hydroxy", "octadecan"),
    "phytosphingosine": ("2S,3S,4R", "3,4-dihydroxy", "octadecan"),
    "4-hydroxysphinganine": ("2S,3S,4R", "3,4-dihydroxy", "octadecan"),
    "tetradecasphingosine": ("2S,3R,4E", "3-hydroxy", "tetradec-4-en"),
    "tetradecasphing-4-enine": ("2S,3R,4E", "3-hydroxy", "tetradec-4-en"),
    "hexadecasphing-4-enine": ("2S,3R,4E", "3-hydroxy", "hexadec-4-en"),
    "hexadecasphinganine": ("2S,3R", "3-hydroxy", "hexadecan"),
    "15-methylhexadecasphing-4-enine": ("2S,3R,4E", "3-hydroxy-15-methyl", "hexadec-4-en"),
    "15-methylhexadecasphinganine": ("2S,3R", "3-hydroxy-15-methyl", "hexadecan"),
    "4-hydroxy-15-methylhexadecasphinganine": (
        "2S,3S,4R",
        "3,4-dihydroxy-15-methyl",
        "hexadecan",
    ),
}
_HEADS = {
    "-1-phosphocholine": "{} 2-(trimethylazaniumyl)ethyl phosphate",
    "-1-phosphoethanolamine": "2-aminoethyl {} hydrogen phosphate",
    " 1-phosphate": "{} dihydrogen phosphate",
}
_ACYLATED = re.compile(
    r"(?P<before>(?:beta-D-(?:gluc|galact)osyl-)?)N-acyl-?(?P<sugar>(?:1-O-)?"
    r"(?:beta-)?D-(?:gluc|galact)osyl-?)?(?P<base>\S*?sphing(?:osine|anine|-4-enine))"
    r"(?P<head>|-1-phosphocholine|-1-phosphoethanolamine| 1-phosphate)"
)
_CERAMIDE = re.compile(r"(?:(?:beta-)?D-)?(?P<sugar>glucosyl|galactosyl)ceramide")
_SIZE = re.compile(r" \(?d?\d+:\d+\)?$")


def list_sphingolipids(text: str) -> Iterator[Spelling]:
    """Yield the sphingolipid that the first sentence says its molecule is, if it does."""
    end = find_sentence_end(text)
    if found := _PHYTOCERAMIDE.search(text, 0, end + 1):
        sugar = _spell_sugar(found["sugar"])
        yield _spell(found[0], "phytosphingosine", "", sugar, spell_group(found["group"]))
        return
    found = _CLASS.search(text, 0, end)
    read = _read_class(found["kind"]) if found else None
    groups = list_groups(found["rest"]) if found and read else []
    if found and read and len(groups) == 1:
        yield _spell(found[0], *read, groups[0])


def _read_class(words: str) -> tuple[str, str, str] | None:
    """Return the base, what is bound to its first carbon, and the sugar there."""
    if words == "sphingomyelin d18:1":
        return "sphingosine", "-1-phosphocholine", ""
    words = _SIZE.sub("", words)
    if found := _CERAMIDE.fullmatch(words):
        return "sphingosine", "", _spell_sugar(f"beta-D-{found['sugar']}")
    found = _ACYLATED.fullmatch(words)
    if found is None or found["base"] not in _BASES:
        return None
    sugar = found["before"].rstrip("-") or (found["sugar"] or "").removeprefix("1-O-").rstrip("-")
    if sugar and found["head"]:
        return None
    return found["base"], found["head"], _spell_sugar(sugar) if sugar else ""


def _spell_sugar(residue: str) -> str:
    """Return "beta-D-glucopyranoside" of "beta-D-glucosyl"."""
    return re.sub(r"(?<!pyran)(?<!furan)osyl$", "opyranosyl", residue)[:-2] + "ide"


def _spell(words: str, base: str, head: str, sugar: str, group: str) -> Spelling:
    stereo, substituents, chain = _BASES[base]
    amide = f"2-[({group})amino]"
    if not sugar and not head:
        places = "1,3,4" if "3,4" in substituents else "1,3"
        suffix = "triol" if places == "1,3,4" else "diol"
        methyl = "-15-methyl" if "methyl" in substituents else ""
        return Spelling(words, (f"({stereo})-{amide}{methyl}{chain}e-{places}-{suffix}",))
    alkyl = f"({stereo})-{amide}-{substituents}{chain}-1-yl"
    name = f"{alkyl} {sugar}" if sugar else _HEADS[head].format(alkyl)
    return Spelling(words, (name,))
