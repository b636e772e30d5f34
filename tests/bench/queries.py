"""Two hundred descriptions of many lengths, written here, for timing only."""

from __future__ import annotations

from itertools import product

_CLASSES = (
    "steroid",
    "penicillin",
    "monoterpenoid alcohol",
    "fatty acid ester",
    "dipeptide",
    "flavonoid glycoside",
    "nucleoside analogue",
    "organic sodium salt",
    "quinoline alkaloid",
    "sulfonamide",
)
_PARTS = (
    "a phenyl group",
    "two hydroxy groups on neighbouring carbons",
    "a trifluoromethyl group at position 4",
    "a carboxylic acid and a primary amine",
    "an epoxide fused to a six-membered ring",
)
_FRAMES = (
    "{kind}",
    "a {kind} that carries {part}",
    "The molecule is a {kind} with {part}. It has a role as a plant metabolite.",
    "The molecule is a {kind} in which {part} replaces hydrogen. It derives from a naturally "
    "occurring parent, has a role as an enzyme inhibitor and as an antibacterial agent, and is "
    "a conjugate base of the corresponding acid.",
)


def make_queries() -> list[str]:
    """Return the descriptions, each a little different from all others."""
    return [
        frame.format(kind=kind, part=part) if "{part}" in frame else f"{kind} with {part}"
        for kind, part, frame in product(_CLASSES, _PARTS, _FRAMES)
    ]
