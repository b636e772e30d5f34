"""Plurals and spellings of short queries."""

from __future__ import annotations

import random
import re

from textmol.language import pluralise

AMERICAN_SHARE, HYPHEN_SHARE = 0.4, 0.3
# British as in the lexicon, and what Americans type; "sulph" is the older British spelling.
SPELLINGS = (
    ("colour", "color"), ("odour", "odor"), ("flavour", "flavor"), ("anaesth", "anesth"),
    ("oestr", "estr"), ("haem ", "heme "), ("haemo", "hemo"), ("aluminium", "aluminum"),
    ("tranquillis", "tranquiliz"), ("plasticis", "plasticiz"), ("polymeris", "polymeriz"),
    ("labelled", "labeled"), ("mould", "mold"), ("tumour", "tumor"), ("fibre", "fiber"),
    ("leukaem", "leukem"), ("anaem", "anem"), ("faec", "fec"), ("caesium", "cesium"),
    ("stabilis", "stabiliz"), ("oxidis", "oxidiz"), ("centre", "center"), ("chilli", "chili"),
    ("liquorice", "licorice"), ("diarrhoea", "diarrhea"), ("goitre", "goiter"),
    ("vapour", "vapor"), ("savoury", "savory"), ("moulting", "molting"), ("sulf", "sulph"),
    ("behaviour", "behavior"), ("labour", "labor"), ("soya", "soy"), ("moisturis", "moisturiz"),
    ("β", "beta"), ("α", "alpha"), ("sensitis", "sensitiz"), ("ionis", "ioniz"),
)  # fmt: skip
_TAIL = re.compile(r" (?:of|with|without|for|from|in|to|that|on|than|by|or|and|bound|joined|at) ")
_UNCHANGED = ("s", "hexose", "pentose", "chitin", "formula", "PUFA", " Da")


def write_plural(noun: str) -> str:
    """Return the plural of ``noun``: "azo dyes", "esters of butyric acid"; names stay alone."""
    match = _TAIL.search(noun)
    head, tail = (noun[: match.start()], noun[match.start() :]) if match else (noun, "")
    if match and match[0].strip() in ("or", "and", "bound", "joined"):
        return noun
    if not head or not head[-1].islower() or head.endswith(_UNCHANGED):
        return noun
    return f"{pluralise(head)}{tail}"


def vary_spelling(text: str, rng: random.Random) -> str:
    """Return ``text`` with one of its British spellings or hyphens changed now and then."""
    for british, american in SPELLINGS:
        if british in text and rng.random() < AMERICAN_SHARE * (0.3 if british == "sulf" else 1):
            text = text.replace(british, american)
    if "-" in text and rng.random() < HYPHEN_SHARE:
        text = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", text)
    return text
