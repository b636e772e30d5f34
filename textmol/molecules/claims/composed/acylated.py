"""Carriers told with their acyl group or nucleobase: "an O-acylcarnitine with lauroyl"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from textmol.molecules.claims.composed.acyls import list_groups, spell_group
from textmol.molecules.claims.composed.spelling import Spelling
from textmol.molecules.claims.relations import find_sentence_end

_END = r"(?=[.;]|$)"
_CARNITINE = re.compile(
    r"is an O-acyl(?:-(?P<hand>[DL])-)?carnitine (?:that is (?P<same>[DL])-carnitine )?"
    rf"(?:having|with) (?:an? )?(?P<group>\S+yl) as the (?:O-)?acyl "
    rf"(?:substituent|group|component){_END}"
)
_COENZYME = re.compile(
    rf"is (?:an? \S*acyl-CoA that is )?the (?:S-)?(?P<group>\S+oyl) derivative of coenzyme A{_END}|"
    r"is an? \S*(?: \S+)? ?acyl-CoA (?:having|with) (?P<other>\S+oyl) as the (?:S-)?acyl "
    rf"(?:group|component|substituent){_END}"
)
_GLYCINE = re.compile(r"is an N-acylglycine (?:in which|with|where) (?P<rest>[^;]+)")
_NUCLEOTIDE = re.compile(
    r"is an? (?:purine|pyrimidine) (?P<deoxy>2'-deoxy)?ribonucleoside (?P<place>[235])'-"
    r"(?P<phosphate>(?:mono|di|tri)phosphate) (?:having|with|that has) (?P<base>\w+) as the "
    rf"nucleobase{_END}"
)
_NUCLEOSIDES = {
    "adenine": "adenosine",
    "guanine": "guanosine",
    "cytosine": "cytidine",
    "uracil": "uridine",
    "hypoxanthine": "inosine",
    "xanthine": "xanthosine",
}


def list_acylated(text: str) -> Iterator[Spelling]:
    """Yield the carnitine, coenzyme A, glycine or nucleotide that a text tells of, if any."""
    end = min(find_sentence_end(text) + 1, len(text))
    if found := _CARNITINE.search(text, 0, end):
        hand = found["hand"] or found["same"]
        tail = f"-{hand}-carnitine" if hand else "carnitine"
        yield Spelling(found[0], (f"O-[{spell_group(found['group'])}]{tail}",))
    if found := _COENZYME.search(text, 0, end):
        yield Spelling(found[0], (f"{spell_group(found['group'] or found['other'])}-CoA",))
    found = _GLYCINE.search(text, 0, find_sentence_end(text))
    groups = list_groups(found["rest"]) if found else []
    if found and len(groups) == 1:
        yield Spelling(found[0], (f"N-[{groups[0]}]glycine",))
    found = _NUCLEOTIDE.search(text, 0, end)
    if found and found["base"] in _NUCLEOSIDES:
        nucleoside = f"{found['deoxy'] or ''}{_NUCLEOSIDES[found['base']]}"
        yield Spelling(found[0], (f"{nucleoside} {found['place']}'-{found['phosphate']}",))
