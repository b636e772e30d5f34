"""Groups, elements, skeletons and charges that a short text only names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textmol.molecules.demands.sentence import ARTICLES, JOINTS, Match, Sentence
from textmol.molecules.demands.term import Term, phrase_set, word_set
from textmol.molecules.demands.wording import join_labels, label, word_name
from textmol.molecules.requirements import Condition, Requirement

Read = tuple[int, list[Requirement]]

_ASIDE = word_set(
    "of from for to against by in on at into via during near than like between towards toward "
    "inhibits inhibiting binds binding blocks blocking derived similar resembling mimics "
    "through after before using"
)
_BEFORE_OF = word_set("salt salts kind kinds type types class number free devoid lack")
# After these words a term says what something acts on or resembles, not what the molecule has.
_MODIFIED = re.compile(
    r"(?:derivatives?|precursors?|inhibit\w*|block\w*|agonists?|antagonists?|modulators?|"
    r"chelat\w*|channels?|receptors?|transport\w*|ionophores?|scaveng\w*|donors?|acceptors?|"
    r"(?!(?:nucleo)?bases?|phases?|disease|grease)\w*ases?|\w*synthesis|metabolism|"
    r"uptake|sensors?|probes?|indicators?|sensitis\w*|"
    r"sensitiz\w*|releas\w*|deficien\w*|poison\w*|antidotes?|substitutes?|replacements?|mimic\w*|"
    r"mimetics?|analog\w*|isosteres?|bioisosteres?|like|type|style|derived|related|free|smell|"
    r"odou?r|scent|aroma|flavou?r|taste|plants?|herbs?|spices?|oils?|carriers?|bind\w*|reagents?|"
    r"catalysts?|buffers?|activat\w*|degrad\w*|biomarkers?|markers?|acetate|sources?)"
)
_TERPENE_NOUNS = frozenset(
    f"{noun}{end}"
    for noun in ("", "alcohol", "ketone", "aldehyde", "hydrocarbon", "oxide", "phenol", "ether")
    for end in ("", "s")
)
_ACID_CHANGED = re.compile(
    r"(?:methyl|ethyl)?(?:esters?|amides?|salts?|anions?|chlorides?|halides?|residues?|"
    r"hydrazides?|anhydrides?|methyl|ethyl|conjugates?)"
)
_AROMATIC = phrase_set(
    "phenol|aniline|pyridine ring|quinoline ring|indole ring|naphthalene ring|biphenyl|"
    "diaryl ether|nitroaromatic|aromatic amine|coumarin|xanthone"
)


def read_name(sentence: Sentence, place: int) -> Read | None:
    """Read a term that is named alone; return the next place and what was read of it."""
    match = sentence.match(place)
    if match is None or sentence.tokens[place].joined:
        return None
    others = _list_alternatives(sentence, match)
    end = others[-1].end
    if any(not _is_named(sentence, each) for each in others):
        return end, []
    if len(others) == 1 and sentence.form(end) == "or" and not sentence.ends(end):
        return end, []
    if sentence.form(place - 1) == "or" and not sentence.tokens[place].stop:
        return end, []
    conditions = _join(sentence, others)
    if conditions is None:
        return end, []
    if len(others) == 1:
        wording = word_name(match.term, conditions)
    else:
        labels = list(dict.fromkeys(label(match.term) for match in others))
        wording = f"at least 1 {join_labels(labels)}"
    return end, [sentence.demand(place, end, wording, *conditions)]


def _list_alternatives(sentence: Sentence, match: Match) -> list[Match]:
    found = [match]
    while sentence.form(found[-1].end) == "or" and not sentence.ends(found[-1].end):
        place = found[-1].end + 1
        place += sentence.form(place) in ARTICLES
        following = sentence.match(place)
        if following is None:
            break
        found.append(following)
    return found


def _join(sentence: Sentence, matches: Sequence[Match]) -> tuple[Condition, ...] | None:
    """Return the conditions of a term, or of any of several; None where that is no sum."""
    if len(matches) > 1:
        if not all(match.term.measures for match in matches):
            return None
        measures = dict.fromkeys(name for m in matches for name in m.term.measures)
        return (Condition(tuple(measures), 1),)
    term = matches[0].term
    if not term.measures:
        return term.conditions
    if sentence.salt and term.base:
        return (Condition((term.base,), 1),)
    following = sentence.match(matches[0].end) if term.adjective and term.aryl else None
    if following is not None and _is_aromatic(following.term):
        return (Condition((term.aryl,), 1),)
    return (Condition(term.measures, 1),)


def _is_named(sentence: Sentence, match: Match) -> bool:
    """Return whether the molecule itself is said to have what the term names."""
    term = match.term
    if not term.named or is_modified(sentence, match) or _is_aside(sentence, match.start):
        return False
    following = "" if sentence.ends(match.end) else sentence.form(match.end)
    if term.kind == "element" and following and following not in JOINTS and not term.adjective:
        known = {"complex", "complexes", "salt", "salts", "ligand", "ligands", "ion", "ions"}
        if following not in known and sentence.match(match.end) is None:
            return False
    if term.kind == "terpene" and following not in _TERPENE_NOUNS | JOINTS:
        return False
    if term.kind == "ring" and following.startswith("alkaloid"):
        # Alkaloids are called after the ring that they are made from ("indole alkaloid").
        return False
    if "residue" in term.label and "residue" not in match.phrase:
        # A changed amino acid ("iodinated tyrosine") is no longer that residue.
        return not (match.start and _ends_adjective(sentence, match.start))
    return True


def _ends_adjective(sentence: Sentence, place: int) -> bool:
    before = sentence.terms.get(sentence.form(place - 1))
    return before is not None and before.adjective


def is_modified(sentence: Sentence, match: Match) -> bool:
    """Return whether a word near the term turns it into something else ("indole derivative")."""
    if sentence.form(match.start - 1) in ("like", "pseudo") or _changes(sentence, match):
        return True
    place = match.end
    if sentence.form(place) in ("and", "or") and _MODIFIED.fullmatch(sentence.form(place + 1)):
        return True
    while not sentence.ends(place) and sentence.form(place) not in JOINTS - {"as"}:
        form = sentence.form(place)
        if form in _ASIDE and form != "like":
            break
        if _MODIFIED.fullmatch(form):
            return True
        place += 1
    return place == match.end and sentence.is_joined(place)


def _changes(sentence: Sentence, match: Match) -> bool:
    """Return whether the next noun says that the group has reacted ("carboxylic acid ester")."""
    if sentence.ends(match.end):
        return False
    following = sentence.form(match.end)
    acidic = match.phrase.endswith(("acid", "acids", "alcohol", "phenol"))
    if acidic and (_ACID_CHANGED.fullmatch(following) or following.startswith("ether")):
        return True
    noun = match.term.kind == "group" and not match.term.adjective
    if not noun or match.phrase.endswith(("o", "y", "yl")):
        return False
    after = sentence.match(match.end)
    return after is not None and after.term.kind == "group" and not after.term.adjective


def _is_aside(sentence: Sentence, place: int) -> bool:
    """Return whether the term is the object of a word such as "from" or "inhibits"."""
    while place > 0 and not sentence.tokens[place].stop:
        place -= 1
        form = sentence.form(place)
        if form == "of" and sentence.form(place - 1) in _BEFORE_OF:
            return False
        if form in _ASIDE:
            return True
        if form in JOINTS and form not in ARTICLES | {"and", "or"}:
            return form == "with" and sentence.form(place - 1) in (
                "reacts",
                "interacts",
                "complexed",
            )
    return False


def _is_aromatic(term: Term) -> bool:
    return any("benzene" in name or "arom" in name for name in term.measures) or any(
        name in _AROMATIC for name in term.measures
    )
