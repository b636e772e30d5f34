"""The nouns and adjectives that a description is read by, and what each one counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from textmol.language import pluralise
from textmol.molecules.demands.composites import TERMS
from textmol.molecules.demands.term import Term, phrase_set, split_phrase
from textmol.molecules.groups import Group, load_groups

LONGEST = 7  # words in a phrase

# Without a sharp meaning in a sentence, or with another one: "lead compound", "folic acid".
_VAGUE = phrase_set(
    "acid|organic acid|lead|lead compound|chloride|bromide|iodide|glycol|protonated|"
    "long-chain|metal ion|metal|ring of any size|cyclic system|"
    "conjugated carbonyl group|z protecting group|unsaturated|methylated|ionone|"
    "opiate ring system|choline|carnitine skeleton|organophosphate|greasy tail|"
    "phenolic compound|oxo"
)
_TAILS = re.compile(r" (?:ring|skeleton|residue|unit|core|macrocycle|ring system)$")
_BASES = {
    "carboxylic acid": "carboxylate",
    "sulfonic acid": "sulfonate",
    "phenol": "phenolate",
}
_ARYL = {
    "chloro group": "aryl chloride",
    "bromo group": "aryl bromide",
    "fluoro group": "aryl fluoride",
    "iodo group": "aryl iodide",
    "carbon–halogen bond": "aryl halide",
}


@cache
def load_terms() -> dict[str, Term]:
    """Return every term by its normalised phrase, singular and plural."""
    found: dict[str, list[Term]] = {}
    for group in load_groups():
        for phrase, term in _name_group(group):
            found.setdefault(split_phrase(phrase), []).append(term)
    terms = {phrase: _merge(phrase, same) for phrase, same in found.items()}
    for phrases, term in TERMS:
        for phrase in phrases.split("|"):
            terms[split_phrase(phrase)] = term
    for phrase in list(terms):
        if not terms[phrase].adjective:
            terms.setdefault(pluralise(phrase), terms[phrase])
    return terms


def _name_group(group: Group) -> Iterator[tuple[str, Term]]:
    """Yield the phrases that name a group."""
    metal = group.kind == "element"
    term = Term(
        label=group.name,
        measures=(group.name,),
        kind=group.kind,
        base=_BASES.get(group.name, ""),
        aryl=_ARYL.get(group.name, ""),
        countable=group.counting != "once",
    )
    nouns = {group.name, *group.words, *group.classes}
    if _TAILS.sub("", group.name) not in group.adjectives:
        nouns.add(_TAILS.sub("", group.name))
    nouns |= {*(_TAILS.sub("", w) for w in group.words if " unit" in w)}
    # "cyano" and "propargyl" are said without "group"; "organotin" without "compound".
    nouns |= {short for phrase in nouns if (short := phrase.removesuffix(" group"))[-1:] in "o"}
    nouns |= {short for phrase in nouns if (short := phrase.removesuffix(" group")).endswith("yl")}
    nouns |= {p.removesuffix(" compound") for p in nouns if p.startswith("organo")}
    for phrase in sorted(nouns):
        if phrase not in _VAGUE and not re.search(
            r"derivative|member of|-like|^[A-Z]\w?-$", phrase
        ):
            yield phrase, term
    for phrase in group.adjectives:
        if phrase not in _VAGUE:
            yield phrase, replace(term, adjective=True)
    if metal and group.name.endswith(" atom"):
        element = group.name.removesuffix(" atom")
        yield f"{element} bearing", replace(term, adjective=True)
        yield f"{element} based", replace(term, adjective=True)


def _merge(phrase: str, same: list[Term]) -> Term:
    """Return one term for a phrase that several groups share; any of them will do."""
    first = same[0]
    names = tuple(dict.fromkeys(name for term in same for name in term.measures))
    if len(names) == 1:
        return first
    label = " or ".join(names) if first.adjective and len(names) == 2 else phrase
    return replace(first, label=label, measures=names, base="", kind="whole")
