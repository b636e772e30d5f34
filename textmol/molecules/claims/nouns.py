"""What a noun phrase of a description says of a structure, as something that can be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from textmol.language import MULTIPLES, pluralise
from textmol.molecules.claims.statement import Meaning
from textmol.molecules.demands.term import split_phrase
from textmol.molecules.demands.terms import load_terms
from textmol.molecules.requirements import Condition
from textmol.molecules.rules import Rule, read_rule

TABLE = Path(__file__).with_name("words.tsv")
KINDS = ("noun", "any", "before", "after", "part", "none")
LONGEST_WORDS = 12

# Stands among the meanings of a phrase that says more than they do: it always holds, and what it
# stands beside can contradict the phrase but not verify it.
UNREAD: Meaning = ()
_NOT_ALL = "~ "  # before a rule in the table, that others fulfil too

_CHARGE = re.compile(r"\((\d)([+-])\)$")
# "4-", "17alpha-" and "3',5'-" say where.
_LOCANT = re.compile(
    r"\d+\w{0,2}|alpha|beta|gamma|delta|omega|ortho|meta|para|[lds]|sn|ent|[a-z]\d+"
)
_GLUED_AT_LEAST = 3  # letters that are left after a prefix
# Said of the whole molecule or of a part of it, these mean more than their term counts.
_KINDS_OF_PARTS = frozenset(("group", "ring", "skeleton"))
_KINDS_READ = frozenset(("group", "ring", "skeleton", "element", "whole", "property"))


@lru_cache(maxsize=4096)
def read_class(phrase: str) -> tuple[Meaning, ...]:
    """Return what has to hold of a molecule that "is a" ``phrase``; nothing where it is unread."""
    charge: tuple[Meaning, ...] = ()
    text = phrase.strip()
    if found := _CHARGE.search(text):
        size = int(found[1]) * (1 if found[2] == "+" else -1)
        charge = ((Condition(("charge",), size, size),),)
        text = text[: found.start()]
    words = split_phrase(text).split()
    read = _read(words) if 0 < len(words) <= LONGEST_WORDS else None
    if read is None:
        return (*charge, UNREAD) if charge else ()
    if words[-1] == "acid" and not charge and read:
        charge = ((Condition(("charge",), 0),),)
    return (*read, *charge)


@lru_cache(maxsize=4096)
def read_part(phrase: str, number: int = 1) -> tuple[Meaning, ...]:
    """Return what has to hold of a molecule with ``number`` or more of the part ``phrase``."""
    words = split_phrase(phrase).split()
    return _read_part(words, number) or () if len(words) <= LONGEST_WORDS else ()


def _read_part(words: list[str], number: int) -> tuple[Meaning, ...] | None:
    """Return what a part means, None where a word of it is not known."""
    table, key = _load(), " ".join(words)
    found = table["part"].get(key)
    if found is not None:
        return tuple(_multiply(meaning, number) for meaning in found)
    term = load_terms().get(key)
    if term is not None and term.measures and term.kind in _KINDS_OF_PARTS:
        return ((Condition(term.measures, number),),)
    if len(words) < 2:
        return None
    if _LOCANT.fullmatch(words[0]):
        rest = _read_part(words[1:], number)
        return rest and (*rest, UNREAD)
    if before := table["before"].get(words[0]):
        rest = _read_part(words[1:], number)
        return rest and (*before, *rest)
    if (glued := _split_prefix(words[0])) is not None:
        rest = _read_part([glued[1], *words[1:]], number)
        return rest and (*glued[0], *rest)
    return None


def _multiply(meaning: Meaning, number: int) -> Meaning:
    """Return the meaning of a part for several of it; a rule of one condition can be counted."""
    if not isinstance(meaning, Rule) or number < 2 or meaning.counted is None:
        return meaning
    return _read_cached(f"{meaning.text}{{{number}..}}")


def list_rules() -> tuple[Rule, ...]:
    """Return every rule that is among the meanings of some phrase, for one of a part."""
    tables = _load().values()
    meanings = (meaning for table in tables for found in table.values() for meaning in found)
    rules = {meaning.text: meaning for meaning in meanings if isinstance(meaning, Rule)}
    return tuple(rules[text] for text in sorted(rules))


@lru_cache(maxsize=1024)
def _read_cached(text: str) -> Rule:
    return read_rule(text, {})


def _read(words: list[str]) -> tuple[Meaning, ...] | None:
    """Return what a phrase means, None where a word of it is not known."""
    table, key = _load(), " ".join(words)
    if key in table["none"]:
        return None
    found = table["noun"].get(key) or table["any"].get(key)
    if found is not None:
        return found
    term = load_terms().get(key)
    if term is not None and term.kind in _KINDS_READ and not term.adjective:
        return ((Condition(term.measures, 1),),) if term.measures else (term.conditions,)
    for size in (2, 1):
        tail = table["after"].get(" ".join(words[-size:]))
        if tail is not None and len(words) > size:
            rest = _read(words[:-size])
            return (*tail, UNREAD) if rest is None else (*tail, *rest)
    for size in (3, 2, 1):
        before = table["before"].get(" ".join(words[:size]))
        if before is not None and len(words) > size:
            rest = _read(words[size:])
            return None if rest is None else (*before, *rest)
    if len(words) > 1 and (rest := _read_beside_place(words)) is not None:
        return (*rest, UNREAD)
    glued = _split_prefix(words[0])
    if glued is not None:
        rest = _read([glued[1], *words[1:]])
        if rest is not None:
            return (*glued[0], *rest)
    for place in range(1, len(words)):
        if " ".join(words[place:]) in table["none"]:
            return None
        found = table["any"].get(" ".join(words[place:]))
        if found is not None:
            return (*found, UNREAD)
    return None


def _read_beside_place(words: list[str]) -> tuple[Meaning, ...] | None:
    """Return what is left to read of "3 hydroxy steroid" and "phosphatidylcholine 34:1"."""
    if _LOCANT.fullmatch(words[0]):
        return _read(words[1:])
    return _read(words[:-1]) if words[-1].isdecimal() else None


def _split_prefix(word: str) -> tuple[tuple[Meaning, ...], str] | None:
    """Return what "hydroxy" means and the rest of "hydroxyflavan"."""
    before = _load()["before"]
    for end in range(len(word) - _GLUED_AT_LEAST, 2, -1):
        found = before.get(word[:end])
        if found:
            return found, word[end:]
    return None


@cache
def _load() -> Mapping[str, Mapping[str, tuple[Meaning, ...]]]:
    pieces: dict[str, str] = {}
    found: dict[str, dict[str, tuple[Meaning, ...]]] = {kind: {} for kind in KINDS}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if line.startswith("="):
            pieces[cells[0][1:]] = cells[1]
            continue
        kind, phrases, text = (*cells, "")[:3]
        text = re.sub(r"<(\w+)>", lambda match: pieces[match[1]], text)
        for phrase, rule_text in _expand(phrases, text):
            meanings = _read_meanings(rule_text)
            found[kind].setdefault(split_phrase(phrase), meanings)
            if kind in ("noun", "any", "none"):
                found[kind].setdefault(split_phrase(pluralise(phrase)), meanings)
    return found


def _read_meanings(text: str) -> tuple[Meaning, ...]:
    """Return what a rule of the table means, nothing where a phrase has none."""
    rule = text.removeprefix(_NOT_ALL)
    if not rule:
        return ()
    return (read_rule(rule, {}), UNREAD) if rule != text else (read_rule(rule, {}),)


def _expand(phrases: str, rule: str) -> Iterator[tuple[str, str]]:
    """Yield each phrase with its rule, and one for every number where it has {n}."""
    for phrase in phrases.split("|"):
        if "{n}" not in phrase:
            yield phrase, rule
            continue
        # A phrase with {n} may stand without a number: "hydroxycoumarin".
        for number, word in enumerate(MULTIPLES):
            text = rule.replace(":{n}..", f":{number or 1}..").replace(
                "{n..}", f"{{{number or 1}..}}"
            )
            count = f"{{{number}}}" if number else "{1..}"
            shown = phrase.replace("{n}", word).replace("dicyclic", "bicyclic")
            yield shown, text.replace("{n}", count)
