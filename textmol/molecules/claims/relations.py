"""Names of other molecules that tell a formula: conjugates, esters, products of condensations.

"It is a conjugate base of a X": but for hydrogen, the molecule is made of what X is made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from textmol.molecules.claims.formula import (
    ELEMENTS,
    NOTHING,
    WATER,
    Formula,
    add,
    read_formula,
)
from textmol.molecules.claims.names import Named, read_name


@dataclass(frozen=True)
class Told:
    """A formula of the molecule that is read from a span of a text.

    ``is_loose`` where hydrogens are not sure: "3-oxo" or "1H" of a parent may mean two more.
    """

    formula: Formula
    start: int
    end: int
    is_loose: bool = False


SENTENCE_END = re.compile(r"\.(?=\s+[A-Z\"]|\s*$)")
# What may stand behind a formula that was read and changes the molecule further.
CHANGES = re.compile(
    r"replac|substitut|carry|bear|lack|attach|link|condens|join|fused|ester|missing|dehydr|"
    r"hydrogenat|methylat|acylat|acetylat|convert|oxidi|reduc|hydroxylat|halogenat|chlorinat|"
    r"epoxid|deoxy|cleav|additional|loss|remov|glycosyl|amid|undergone|bridge|respectively|"
    r"extended|homolog|derivat|salt|hydrate|bound|open|adduct|dimer|cycli|having|instead|"
    r"bond between|inser|contain|connect|conjugat|elimin|phosphorylat|sulfat|protect|alkylat|"
    r"tethered|with an?|combin|modif|fragment|labell|isotop|saturat|N-oxid"
)

_NAME_ENDS = (
    r"(?=[.;](?:\s|$)|,? (?:obtained|arising|resulting|formed|in which|where|major|produced|via|by|"
    r"that|which|having|carrying|comprising|substituted|lacking|bearing|with|due|derived|and has|"
    r"at|isolated|and is|without|and no|used|present|found|also|consisting|containing|"
    r"from|existing|through|the)\b"
    r"|, (?:an? |the |and |in |no |not |where|which|having|with|it)|$)"
)
_SAME = re.compile(
    r"(?P<relation>conjugate (?:base|acid)|(?:\(?[RSDL]\)?-)?enantiomer|tautomer|"
    r"zwitterion(?:ic form)?|"
    r"(?:de)?protonation of (?:the |both |all |its |one |a |two |three |four |five )?[^.;]{0,90}?"
    r"(?:groups?|functions?|OHs?|sites?|positions?|residues?|nitrogens?|moiety|moieties|atoms?|"
    r"amines?)|(?:mono|di|tri|tetra)?(?:an|cat)ion|dipolar (?:ion|form)|inner salt|epimer|"
    r"diastereo(?:iso)?mer|stereoisomer) "
    r"(?:\([^)]{1,30}\) )?of (?!the (?:di|tri)?phosphate)(?:(?:an?|the) )?(?P<name>.{2,200}?)"
    + _NAME_ENDS
)
_FORMULA = re.compile(r"\bformula (?P<formula>C\d(?:[A-Z][a-z]?|\d)+)(?![\w(+-])")
_ESTER = re.compile(
    r"(?:the|an?) (?P<group>[\w,'()-]+)(?: |-)ester of (?:the )?(?:carboxy group of )?"
    r"(?P<name>.{2,160}?)(?=[.;](?:\s|$)|, |$| obtained| in which| with| having| that| which)"
)
_CONDENSATION = re.compile(
    r"condensation (?:of|between) (?P<first>.{3,200}?) (?:with|and) (?P<second>(?:the |an? )?"
    r".{3,200}?)(?=[.;](?:\s|$)|, (?!\d)|$| in which| having| that| which| respectively)"
)
_OF_GROUP = re.compile(
    r"(?:the |an? |one of the |that )?(?:one )?(?:primary |secondary |alcoholic |phenolic |"
    r"terminal |free |anomeric |aromatic |C-?\d+ |[^\s-]+-)*(?P<group>carboxy|carboxylic acid|"
    r"carboxyl|amino|anilino|hydroxy|hydroxyl|thiol|sulfanyl|phosphate|phosphoric acid|sulfo|OH)"
    r"(?:[ -](?:groups?|function(?:ality)?|moiety|OH))?(?: at (?:position |C-)\S+)? of (?P<name>.+)"
)
_SEVERAL = re.compile(
    r"(?:the )?(?:both|each|two|three|four|five|\d)\b|\w+ groups\b", re.IGNORECASE
)
_LOOSE = re.compile(r"\(\d+[a-z]?H[),]|\dH-")
_ARTICLE = re.compile(r"(?:an?|the) ")


@dataclass(frozen=True)
class Relation:
    """The words of a text that relate its molecule to others.

    Attributes:
        words: as they stand there.
        kind: what it is to them.
        names: of the others.
        groups: by which each of them takes part, "" where that is not told.
    """

    words: str
    kind: str
    names: tuple[str, ...]
    groups: tuple[str, ...] = ()


def list_same(text: str) -> Iterator[Relation]:
    """Yield relations to molecules of the same atoms, hydrogen apart.

    "conjugate base of an acetic acid" is of the kind "conjugate base" and names "acetic acid". The
    "L-enantiomer" of a name is another kind than the "enantiomer" of one, its mirror image.
    """
    for found in _SAME.finditer(text):
        yield Relation(found[0], found["relation"], (found["name"],))


def list_condensed(text: str) -> Iterator[Relation]:
    """Yield how a text says its molecule is condensed of two others, if it does."""
    found = _find_condensation(text, find_sentence_end(text))
    parts = (found["first"], found["second"]) if found else ()
    names = [name for part in parts if (name := _name_partner(part))]
    if found and len(names) == 2:
        groups = tuple(map(_name_group, parts))
        yield Relation(found[0], "condensation", tuple(names), groups)


def list_esters(text: str) -> Iterator[Relation]:
    """Yield of which acid a text says its molecule is an ester, if any, the kind being a group."""
    found = _find_ester(text, find_sentence_end(text))
    if found:
        yield Relation(found[0], found["group"], (found["name"],))


def read_relations(text: str) -> Iterator[Told]:
    """Yield the formulas that follow from names of other molecules."""
    for found in _SAME.finditer(text):
        named = read_name(found["name"])
        if named and not named.is_group:
            yield Told(named.formula, *found.span(), bool(_LOOSE.search(found["name"])))
    for found in _FORMULA.finditer(text):
        if all(element in ELEMENTS for element in re.findall(r"[A-Z][a-z]?", found["formula"])):
            yield Told(read_formula(found["formula"]), *found.span(), is_loose=True)
    end = find_sentence_end(text)
    if "ester of" in text:
        yield from _read_ester(text, end)
    if "condensation" in text:
        yield from _read_condensation(text, end)


def find_sentence_end(text: str) -> int:
    """Return where the first sentence of a text ends."""
    found = SENTENCE_END.search(text)
    return found.start() if found else len(text)


def _find_ester(text: str, end: int) -> re.Match[str] | None:
    found = _ESTER.search(text, 0, end)
    if found is None or CHANGES.search(text, found.end(), end):
        return None
    return None if re.match(r"di|tri|mono|bis", found["group"]) else found


def _read_ester(text: str, end: int) -> Iterator[Told]:
    found = _find_ester(text, end)
    if found:
        group, acid = read_name(found["group"]), _read_whole(found["name"])
        if group and group.is_group and acid:
            yield Told(add(group.formula, acid.formula), *found.span())


def _find_condensation(text: str, end: int) -> re.Match[str] | None:
    found = _CONDENSATION.search(text, 0, end)
    return None if found is None or CHANGES.search(text, found.end(), end) else found


def _name_partner(part: str) -> str | None:
    """Return the name of a molecule that condenses, None where several of it do."""
    if _SEVERAL.search(part.split(" of ")[0]):
        return None
    of_group = _OF_GROUP.fullmatch(part)
    return of_group["name"] if of_group else part


def _name_group(part: str) -> str:
    """Return the group by which a molecule condenses, "" where it is not told."""
    of_group = _OF_GROUP.fullmatch(part)
    return of_group["group"] if of_group else ""


def _read_condensation(text: str, end: int) -> Iterator[Told]:
    found = _find_condensation(text, end)
    if found is None:
        return
    formula = NOTHING
    for part in (found["first"], found["second"]):
        name = _name_partner(part)
        named = _read_whole(name) if name else None
        if named is None:
            return
        formula = add(formula, named.formula)
    yield Told(add(formula, WATER, -1), *found.span())


def _read_whole(name: str) -> Named | None:
    """Return what a name that is no group's stands for."""
    article = _ARTICLE.match(name)
    named = read_name(name[article.end() :] if article else name)
    return None if named is None or named.is_group else named
