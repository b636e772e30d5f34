"""Descriptions of other sources, told in ChEBI's manner where that is what they are.

PubChem's descriptions are in good part ChEBI's own definitions, with other words for the molecule
and with sentences of other depositors behind them. Captions are written and measured in ChEBI's
manner, so the definitions among them are worth as much as ChEBI's texts, and the rest is not.
"""

from __future__ import annotations

import re

LEAST_WORDS = 9  # a shorter text only names a class

_SENTENCES = re.compile(r"(?<=[.])\s+(?=[A-Z])")
# Where PCdes wrote "it" for the name inside of another one: "a conjugate base of a it(1+)".
_MASKED = re.compile(r"\b(an?) it(?=\()")
_UNNAMED = re.compile(r"\bit[(\[-]|[)\]-]it\b|\b(?:an?|the|of) it\b")
_OWN = re.compile(r"^it\b(?= (?:is|has)\b)")  # PCdes writes "it" for the name
_KEPT = re.compile(
    r"^(?:The molecule has|It (?:has a role as|is an?|is the|is isolated|is functionally|derives|"
    r"contains|exhibits)\b|Isolated|Metabolite observed|Major\b|The major\b)"
)


def tell_plainly(text: str, title: str = "") -> str | None:
    """Return the part of a description that is a definition as ChEBI writes it, None without one.

    Kept are the first sentence, if it defines the molecule, and those after it up to the first
    that says something else. Ions that are named after the molecule get its name back, ``title``;
    what names the molecule otherwise and lost that name is left out.
    """
    name = title[:1].lower() + title[1:] if title[1:2].islower() else title
    named = (
        _MASKED.sub(lambda masked: f"{masked[1]} {name}", text.strip()) if name else text.strip()
    )
    written = _OWN.sub("The molecule", named)
    written = re.sub(r"\b([Ii])t is functionally related to", r"\1t derives from", written)
    first, *others = _SENTENCES.split(written)
    if not first.startswith("The molecule is a") or "a natural product found in" in first:
        return None
    if _UNNAMED.search(first):
        return None
    kept = [first]
    for sentence in others:
        if not _KEPT.match(sentence) or "with data available" in sentence:
            break
        if not _UNNAMED.search(sentence):
            kept.append(sentence)
    told = " ".join(kept)
    return told if len(told.split()) >= LEAST_WORDS else None
