"""Negations: "no sulfur", "without nitrogen or oxygen", "metal-free", "non-aromatic"."""

from __future__ import annotations

from collections.abc import Sequence

from textmol.molecules.demands.sentence import ARTICLES, JOINTS, Match, Sentence
from textmol.molecules.demands.term import word_set
from textmol.molecules.demands.wording import join_labels, shorten
from textmol.molecules.requirements import Condition, Requirement

Read = tuple[int, list[Requirement]]

_NOT = word_set("no not non without lacking lacks lack neither nor excluding minus")
_FREE = frozenset(("free", "devoid"))
_AFTER_NOT = ARTICLES | word_set(
    "contain contains containing have has having with of from bearing carrying carry free"
)


def read_negation(sentence: Sentence, place: int) -> Read | None:
    """Read what must not be there; return the next place and what was read of it."""
    form = sentence.form(place)
    if form in _FREE and sentence.form(place + 1) in ("of", "from"):
        start = place + 2
    elif form in _NOT and not (form == "non" and sentence.is_joined(place + 1)):
        start = place + 1
    elif form.startswith("non"):
        return _read_prefix(sentence, place)
    else:
        return _read_suffix(sentence, place)
    while sentence.form(start) in _AFTER_NOT and not sentence.ends(start):
        start += 1
    matches = _list_terms(sentence, start)
    if not matches or _is_excepted(sentence, matches[-1].end):
        return None
    end = matches[-1].end
    read = _deny(sentence, matches, place, end)
    return None if read is None else (end, [read])


def _read_prefix(sentence: Sentence, place: int) -> Read | None:
    """Read "non-aromatic" and "nonsteroidal", which deny an adjective and no more."""
    form = sentence.form(place)
    end = place + (2 if form == "non" else 1)
    phrase = sentence.form(place + 1) if form == "non" else form.removeprefix("non")
    term = sentence.terms.get(phrase)
    if term is None or not term.adjective:
        return None
    read = _deny(sentence, [Match(term, phrase, end - 1, end, False)], place, end)
    return None if read is None else (end, [read])


def _read_suffix(sentence: Sentence, place: int) -> Read | None:
    """Read "metal-free" and "halogen free"."""
    match = sentence.match(place)
    if match is None or match.term.kind != "element" or sentence.form(match.end) != "free":
        return None
    if not sentence.tokens[match.end].joined and not sentence.ends(match.end + 1):
        return None
    read = _deny(sentence, [match], place, match.end + 1)
    return None if read is None else (match.end + 1, [read])


def _list_terms(sentence: Sentence, start: int) -> list[Match]:
    """Return the terms from ``start`` on that "or", "and" or commas join."""
    first = sentence.match(start)
    if first is None or not _stands_alone(sentence, first):
        return []
    found, tentative, place = [first], [], first.end
    while place < len(sentence.tokens):
        word = sentence.form(place)
        sure = word in ("or", "and", "nor")
        if not sure and not sentence.tokens[place].stop:
            break
        place += sure
        while sentence.form(place) in ("no", "any", "without", "or", "nor") or (
            word != "and" and sentence.form(place) in ARTICLES
        ):
            place += 1
        match = sentence.match(place)
        alike = match is not None and match.term.adjective == first.term.adjective
        if match is None or not alike or not _stands_alone(sentence, match):
            break
        tentative.append(match)
        if sure:
            # A comma goes on with the list only where "or" or "and" ends it.
            found, tentative = found + tentative, []
        place = match.end
    return found


def _stands_alone(sentence: Sentence, match: Match) -> bool:
    """Return whether no noun follows that the term would only modify."""
    if sentence.ends(match.end):
        return True
    if sentence.tokens[match.end].joined:
        return False
    following = sentence.form(match.end)
    return following in JOINTS or match.term.adjective or following in ("in", "at", "present")


def _is_excepted(sentence: Sentence, place: int) -> bool:
    following = sentence.form(place)
    return following in ("except", "besides", "unless") or (
        following in ("other", "apart") and sentence.form(place + 1) in ("than", "from")
    )


def _deny(sentence: Sentence, matches: Sequence[Match], start: int, end: int) -> Requirement | None:
    conditions = []
    for match in matches:
        term = match.term
        if term.measures:
            base = (term.base,) if term.base else ()
            conditions.append(Condition((*term.measures, *base), 0, 0))
        elif term.label == "ion":
            conditions.append(Condition(("charge",), 0, 0))
        elif len(term.conditions) == 1 and term.conditions[0] == Condition(("charge",), 1):
            conditions.append(Condition(("charge",), None, 0))
        elif len(term.conditions) == 1 and term.conditions[0] == Condition(("charge",), None, -1):
            conditions.append(Condition(("charge",), 0, None))
        else:
            return None
    labels = list(dict.fromkeys(shorten(match.term) for match in matches))
    return sentence.demand(start, end, f"no {join_labels(labels)}", *conditions)
