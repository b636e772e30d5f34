"""Counts: "exactly 3 chlorine atoms", "two to four rings", "dinitro", "C18 fatty acid"."""

from __future__ import annotations

import re

from textmol.language import HALOGEN_STEMS, MULTIPLES, NUMBERS, singularise
from textmol.molecules.demands.names import is_modified
from textmol.molecules.demands.sentence import JOINTS, Match, Sentence
from textmol.molecules.demands.term import normalise
from textmol.molecules.demands.wording import bound_count, demand_charge, word_count
from textmol.molecules.requirements import Condition, Requirement

Read = tuple[int, list[Requirement]]

_MOST = 500  # of anything in one molecule; a larger number is no count
_NUMBERS = {word: number for number, word in enumerate(NUMBERS)}
_MULTIPLIERS = {prefix: number for number, prefix in enumerate(MULTIPLES) if number}
_MULTIPLIERS |= {"bis": 2, "tris": 3, "poly": 0}
_MULTIPLIED = re.compile(rf"({'|'.join(sorted(_MULTIPLIERS, key=len, reverse=True))})(\w+)")
_STEMS = {
    **{f"{stem}o": f"{stem}o group" for stem in (*HALOGEN_STEMS, "nitr")},
    **{f"{stem}inated": f"{stem}o group" for stem in HALOGEN_STEMS},
    **dict.fromkeys(("hydroxy", "hydroxylated"), "hydroxy group"),
    **dict.fromkeys(("methoxy", "methoxylated"), "methoxy group"),
    **{word: word for word in ("carboxylic acid", "carboxylate", "amine", "ester", "ketone")},
    **{word: word for word in ("thiol", "aldehyde", "amide", "nitrile", "epoxide", "alkyne")},
    **{word: word for word in ("phosphonate", "carbamate", "urea", "sulfone", "sulfonic acid")},
    "nitrated": "nitro group",
    "phenol": "phenol",
    "acid": "carboxylic acid",
}  # fmt: skip
_CHARGED = {"cation": 1, "cationic": 1, "anion": -1, "anionic": -1}
_BOUNDS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("no", "more", "than"), "most"),
    (("not", "more", "than"), "most"),
    (("no", "fewer", "than"), "least"),
    (("no", "less", "than"), "least"),
    (("at", "least"), "least"),
    (("minimum", "of"), "least"),
    (("at", "most"), "most"),
    (("up", "to"), "most"),
    (("maximum", "of"), "most"),
    (("more", "than"), "more"),
    (("greater", "than"), "more"),
    (("over",), "more"),
    (("fewer", "than"), "less"),
    (("less", "than"), "less"),
    (("under",), "less"),
    (("exactly",), "exactly"),
    (("precisely",), "exactly"),
    (("just",), "exactly"),
    (("only",), "exactly"),
    (("between",), "between"),
    (("≥",), "least"),
    ((">=",), "least"),
    (("≤",), "most"),
    (("<=",), "most"),
    ((">",), "more"),
    (("<",), "less"),
)
_BOUND_WORDS = frozenset(words[0] for words, _ in _BOUNDS)


def read_count(sentence: Sentence, place: int) -> Read | None:
    """Read a number of things; return the next place and what was read, None where none is."""
    # "1,3-diene" and "four-membered ring" are names.
    read = None if sentence.match(place) else _read_number(sentence, place)
    if read is None:
        return None
    low, high, after = read
    # Half of a count that cannot be kept to is worse than none.
    skipped: Read | None = (after, []) if after > place + 1 else None
    match = sentence.match(after)
    if match is not None and low is not None and low == high and "charge" in match.phrase:
        return _read_charges(sentence, place, match, low)
    if match is None or match.term.adjective or not match.term.measures:
        return skipped
    if _is_locant(sentence, place, after, match) or not _is_counted(sentence, match):
        return skipped
    conditions = bound_count(match.term, low, high)
    if conditions is None:
        return skipped
    wording = word_count(match.term, low, high)
    return match.end, [sentence.demand(place, match.end, wording, *conditions)]


def _read_charges(sentence: Sentence, place: int, match: Match, number: int) -> Read | None:
    """Read "two negative charges"."""
    sign = {"negative": -1, "positive": 1}.get(match.phrase.split()[0])
    if sign is None:
        return None
    value = sign * number
    return match.end, [sentence.demand(place, match.end, *demand_charge(value))]


def _is_locant(sentence: Sentence, place: int, after: int, match: Match) -> bool:
    """Return whether a bare number may say where, not how many: "2 chloro", "3-nitro"."""
    if sentence.tokens[after].joined:
        return True
    bare = after == place + 1 and sentence.form(place).isdigit() and sentence.form(place) != "1"
    return bare and not match.plural and match.term.kind != "element"


def _is_counted(sentence: Sentence, match: Match) -> bool:
    """Return whether the counted noun is the last of its compound."""
    following = sentence.form(match.end)
    if sentence.ends(match.end) or following in JOINTS or following in _NUMBERS:
        return True
    return following.isdigit() or following in ("in", "at", "on", "present", "total", "exactly")


def _read_number(sentence: Sentence, place: int) -> tuple[int | None, int | None, int] | None:
    """Return the lowest and the highest count, and the token after them."""
    bound, start = _read_bound(sentence, place)
    if sentence.form(start) in ("multiple", "several") and not bound:
        return 2, None, start + 1
    number, after = _read_one(sentence, start)
    if number is None or number > _MOST or sentence.is_joined(start) or sentence.taken[start]:
        return None
    joint, second = sentence.form(after), _value(sentence, after + 1)
    if sentence.is_joined(after) and (last := _value(sentence, after)):
        ranging = last > number and sentence.tokens[after].gap in ("-", "–", "—")
        return (number, last, after + 1) if ranging else None
    if second and second > number and joint in (("and", "to") if bound else ("or", "to")):
        return number, second, after + 2
    if joint == "or" and sentence.form(after + 1) in ("more", "fewer", "less"):
        more = sentence.form(after + 1) == "more"
        return (number, None, after + 2) if more else (None, number, after + 2)
    if after < len(sentence.tokens) and "+" in sentence.tokens[after].gap:
        bound = "least"
    # In a longer sentence "two methyl groups" may be some of those that are there.
    plain = (number, number if sentence.short or not number else None)
    low, high = {
        "least": (number, None),
        "most": (None, number),
        "more": (number + 1, None),
        "less": (None, number - 1),
        "exactly": (number, number),
        "": plain,
    }.get(bound, (None, None))
    return None if low is None and (high is None or high < 0) else (low, high, after)


def _read_one(sentence: Sentence, place: int) -> tuple[int | None, int]:
    """Return one number, in digits or words, and the token after it."""
    after = place + 1
    number = _value(sentence, place)
    if sentence.form(place) in ("a", "an"):
        number = {"single": 1, "pair": 2, "couple": 2}.get(sentence.form(after))
        after += 1
    return number, after + (sentence.form(after) == "of")


def _read_bound(sentence: Sentence, place: int) -> tuple[str, int]:
    if sentence.form(place) not in _BOUND_WORDS:
        return "", place
    for words, bound in _BOUNDS:
        if all(sentence.form(place + k) == word for k, word in enumerate(words)):
            return bound, place + len(words)
    return "", place


def _value(sentence: Sentence, place: int) -> int | None:
    form = sentence.form(place)
    return int(form) if form.isdecimal() and len(form) < 4 else _NUMBERS.get(form)


def read_multiple(sentence: Sentence, place: int) -> Read | None:
    """Read "dinitro", "trichlorinated", "tricarboxylic acid" and "dication"."""
    form = sentence.form(place)
    found = _MULTIPLIED.fullmatch(form)
    if form in sentence.terms or found is None or sentence.tokens[place].joined:
        return None
    number, stem = _MULTIPLIERS[found[1]], found[2]
    charge = _CHARGED.get(singularise(stem))
    if charge and number:
        value = charge * number
        return place + 1, [sentence.demand(place, place + 1, *demand_charge(value))]
    for size in (2, 1):
        phrase = " ".join([stem, *(sentence.form(place + k) for k in range(1, size))])
        name = _STEMS.get(singularise(phrase))
        if name is None:
            continue
        match = sentence.absorb(sentence.terms[normalise(name)], phrase, place, place + size)
        if is_modified(sentence, match):
            return None
        low, high = (2, None) if not number else (number, number if sentence.short else None)
        conditions = bound_count(match.term, low, high)
        wording = word_count(match.term, low, high)
        return match.end, [sentence.demand(place, match.end, wording, *(conditions or ()))]
    return None


def read_carbons(sentence: Sentence, place: int) -> Read | None:
    """Read the "C18" or "18-carbon" that stands before a class of molecules."""
    found = re.fullmatch(r"c(\d{1,2})", sentence.form(place))
    after = place + 1
    if found is None:
        found = re.fullmatch(r"(\d{1,2})", sentence.form(place))
        if found is None or sentence.form(place + 1) != "carbon":
            return None
        after = place + 2
    match = None if sentence.ends(after) else sentence.match(after)
    if match is None or match.term.kind not in ("whole", "skeleton", "group"):
        return None
    if "chain" in match.phrase or not sentence.short or is_modified(sentence, match):
        return None
    number = int(found[1])
    wording = f"exactly {number} carbon atoms"
    return after, [sentence.demand(place, after, wording, Condition(("C",), number, number))]
