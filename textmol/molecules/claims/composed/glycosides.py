"""Glycosides told by their parts: "quercetin attached to a glucosyl residue at position 3"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textmol.molecules.claims.composed.spelling import Spelling
from textmol.molecules.claims.relations import find_sentence_end

_GLYCOSIDE = re.compile(
    r"(?:that is|consists of|consisting of) (?P<core>\S+(?: \S+)?) (?:attached to|substituted by) "
    r"an? (?P<sugar>\S+osyl) (?:residue|moiety|group) at position (?:at )?(?P<place>\S+) via an? "
    r"(?:O-)?glycosidic (?:linkage|bond)(?=[.;]|$)"
)
_PLAIN_SUGAR = re.compile(r"(?P<hand>(?:alpha|beta)-[DL]-(?:gluc|galact|rhamn|mann))osyl")
_SOPHOROSYL = ("beta-D-sophorosyl", "beta-D-glucopyranosyl-(1->2)-beta-D-glucopyranosyl")


def list_glycosides(text: str) -> Iterator[Spelling]:
    """Yield the glycoside that the first sentence says its molecule is, if it does."""
    found = _GLYCOSIDE.search(text, 0, min(find_sentence_end(text) + 1, len(text)))
    if found is None or "C-glyc" in text[: found.start()]:
        return
    if found["core"].startswith(("(+)", "(-)")) or found["core"].endswith("ose"):
        return  # OPSIN passes over signs of rotation; sugars are read as saccharides
    sugar = _PLAIN_SUGAR.sub(r"\g<hand>opyranosyl", found["sugar"]).replace(*_SOPHOROSYL)
    name = f"{found['core']} {found['place']}-O-{sugar.removesuffix('yl')}ide"
    yield Spelling(found[0], (name,))
