"""Descriptions of other sources, told in ChEBI's manner where that is what they are.

PubChem's descriptions are in good part ChEBI's own definitions, with other words for the molecule
and with sentences of other depositors behind them. Captions are written and measured in ChEBI's
manner, so the definitions among them are worth as much as ChEBI's texts, and the rest is not.
"""

from __future__ import annotations

import re

LEAST_WORDS = 9  # a shorter text only names a class

_SENTENCES = re.compile(r"(?<=[.])\s+(?=[A-Z])")
_OWN = re.compile(r"^it\b(?= (?:is|has)\b)")  # PCdes writes "it" for the name
_KEPT = re.compile(
    r"^(?:The molecule has|It (?:has a role as|is an?|is the|is isolated|is functionally|derives|"
    r"contains|exhibits)\b|Isolated|Metabolite observed|Major\b|The major\b)"
)


def tell_plainly(text: str) -> str | None:
    """Return the part of a description that is a definition as ChEBI writes it, None without one.

    Kept are the first sentence, if it defines the molecule, and those after it up to the first
    that says something else.
    """
    written = _OWN.sub("The molecule", text.strip())
    written = re.sub(r"\b([Ii])t is functionally related to", r"\1t derives from", written)
    first, *others = _SENTENCES.split(written)
    if not first.startswith("The molecule is a") or "a natural product found in" in first:
        return None
    kept = [first]
    for sentence in others:
        if not _KEPT.match(sentence) or "with data available" in sentence:
            break
        kept.append(sentence)
    told = " ".join(kept)
    return told if len(told.split()) >= LEAST_WORDS else None
