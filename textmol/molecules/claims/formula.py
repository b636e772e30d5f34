"""Formulas as sums: how many atoms of each element a name adds or takes away."""

from __future__ import annotations

import re

from textmol.molecules.requirements import Condition
from textmol.molecules.traits import BOUND_HYDROGEN

ELEMENTS = ("C", "H", "N", "O", "S", "P", "F", "Cl", "Br", "I", "Se", "Si", "B")

# Atoms of each of ELEMENTS. Hydrogens are counted as if the molecule had no charge: an acid and
# its anion have one formula.
Formula = tuple[int, ...]

NOTHING: Formula = (0,) * len(ELEMENTS)


def read_formula(text: str) -> Formula:
    """Return the formula of "C2H4O2", or of the difference "C2H2O-H2"."""
    counts = dict.fromkeys(ELEMENTS, 0)
    for sign, part in re.findall(r"(-?)((?:[A-Z][a-z]?\d*)+)", text):
        for element, number in re.findall(r"([A-Z][a-z]?)(\d*)", part):
            counts[element] += (-1 if sign else 1) * int(number or 1)
    return tuple(counts.values())


def write_formula(formula: Formula) -> str:
    """Return what ``read_formula`` reads."""
    pairs = tuple(zip(ELEMENTS, formula, strict=True))
    more = "".join(f"{e}{n}" for e, n in pairs if n > 0)
    less = "".join(f"{e}{-n}" for e, n in pairs if n < 0)
    return f"{more}-{less}" if less else more


def add(first: Formula, second: Formula, times: int = 1) -> Formula:
    """Return the first formula and so many times the second."""
    return tuple(one + times * other for one, other in zip(first, second, strict=True))


WATER = read_formula("H2O")


def list_conditions(formula: Formula, *, with_hydrogen: bool) -> list[tuple[Condition, ...]]:
    """Return what has to hold of a molecule with a formula: of carbon, of hydrogen, of the rest.

    The three may be wrong apart: a chain too long, a double bond too many, another group.
    """
    exact = [
        Condition((BOUND_HYDROGEN if element == "H" else element,), number, number)
        for element, number in zip(ELEMENTS, formula, strict=True)
    ]
    carbon, hydrogen, *others = exact
    return [(carbon,), *([(hydrogen,)] if with_hydrogen else []), tuple(others)]
