"""How a requirement is said, and the bounds that a number of a term sets."""

from __future__ import annotations

from collections.abc import Sequence

from textmol.language import pluralise
from textmol.molecules.demands.term import Term
from textmol.molecules.requirements import Condition


def bound_count(term: Term, low: int | None, high: int | None) -> tuple[Condition, ...] | None:
    """Return the conditions of a number of a term; None where its number is not known."""
    if not term.countable and (low, high) not in ((1, None), (1, 1), (0, 0)):
        return None
    if not term.countable and low == 1:
        high = None
    counted = Condition(term.measures, low, high)
    if term.base and high is not None and low:
        # Three acids and nothing else: one that has lost its proton is no acid any more.
        return counted, Condition((term.base,), 0, 0)
    return (counted,)


def demand_charge(charge: int) -> tuple[str, Condition]:
    """Return an exact charge in words and as a condition."""
    shown = f"{charge:+d}".replace("-", "−") if charge else "0"
    return f"charge {shown}", Condition(("charge",), charge, charge)


def word_count(term: Term, low: int | None, high: int | None) -> str:
    """Return a range of counts in words: "exactly 3 chlorine atoms", "2 to 4 rings"."""
    if low is not None and low == high:
        return f"exactly {low} {label(term, low)}" if low else f"no {shorten(term)}"
    if high is None:
        return f"at least {low} {label(term, low or 0)}"
    if low is None:
        return f"at most {high} {label(term, high)}"
    return f"{low} to {high} {label(term, high)}"


def word_name(term: Term, conditions: Sequence[Condition]) -> str:
    """Return what naming a term demands, in words."""
    if not term.measures:
        return term.label
    if conditions[0].measures == (term.aryl,) or conditions[0].measures == (term.base,):
        return f"at least 1 {conditions[0].measures[0]}"
    return f"at least 1 {label(term)}"


def label(term: Term, number: int = 1) -> str:
    """Return the name of a term, in the plural for any number but one."""
    return term.label if number == 1 else pluralise(term.label)


def join_labels(labels: Sequence[str]) -> str:
    """Return labels as a list: "nitrogen, oxygen or sulfur"."""
    *first, last = labels
    return f"{', '.join(first)} or {last}" if first else last


def shorten(term: Term) -> str:
    """Return the name of a term as it stands after "no"."""
    return term.label.removesuffix(" atom") if term.kind == "element" else term.label
