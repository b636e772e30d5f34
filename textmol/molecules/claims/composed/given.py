"""Names that stand in a description as they are, but for stereo or one group.

"The molecule is a 2-(4-isobutylphenyl)propanoic acid that has S configuration", "the S-benzyl
derivative of L-cysteine".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from textmol.molecules.claims.composed.spelling import Spelling
from textmol.molecules.claims.relations import find_sentence_end

_GIVEN = re.compile(
    r"^The molecule is (?:an?|the) (?P<name>\S[^;]{4,250}?) (?:that|which) "
    r"(?:is the \(?(?P<first>[RS])\)?[- ]enantiomer of|has (?P<second>[RS])[- ]configuration|"
    r"has \((?P<third>[RS])\)[- ]configuration)"
)
_DERIVATIVE = re.compile(
    r"(?:^The molecule is|\b(?:that|which) is) the (?P<group>\S+) derivative of "
    r"(?:(?:an?|the) )?(?P<name>[^;]{3,120}?)(?= \(|, (?!\d)| having| in which| with| that|$)"
)
_ENANTIOMER = re.compile(
    r"(?:^The molecule is|\b(?:that|which) is) (?:an?|the) "
    r"\(?(?P<label>[RSDL])\)?[- ]enantiomer of (?:(?:an?|the) )?"
    r"(?P<name>[^;]{3,120}?)(?= \(|, (?!\d)| having| in which| with| that|$)"
)


def list_given(text: str) -> Iterator[Spelling]:
    """Yield names that the first sentence gives its molecule."""
    end = find_sentence_end(text)
    for found in _GIVEN.finditer(text, 0, end):
        label = found["first"] or found["second"] or found["third"]
        yield Spelling(found[0], (f"({label})-{found['name']}", found["name"]))
    for found in _DERIVATIVE.finditer(text[:end]):
        yield Spelling(found[0], (f"{found['group']}-{found['name']}",))
    for found in _ENANTIOMER.finditer(text[:end]):
        label = found["label"] if found["label"] in "DL" else f"({found['label']})"
        yield Spelling(found[0], (f"{label}-{found['name']}",))
