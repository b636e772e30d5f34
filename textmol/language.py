"""Words that several rooms read and write: numbers, prefixes, elements, plurals."""

from __future__ import annotations

import re

# By the number that each stands for.
NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip
MULTIPLES = (
    "", "mono", "di", "tri", "tetra", "penta", "hexa", "hepta", "octa", "nona", "deca",
)  # fmt: skip
CYCLES = (
    "acyclic", "monocyclic", "bicyclic", "tricyclic", "tetracyclic", "pentacyclic", "hexacyclic",
)  # fmt: skip

HALOGEN_STEMS = ("fluor", "chlor", "brom", "iod")
ELEMENT_NAMES = {
    "C": "carbon", "N": "nitrogen", "O": "oxygen", "S": "sulfur", "P": "phosphorus",
    "F": "fluorine", "Cl": "chlorine", "Br": "bromine", "I": "iodine", "B": "boron",
    "Si": "silicon", "Se": "selenium", "As": "arsenic", "Hg": "mercury", "Sn": "tin",
    "Na": "sodium", "K": "potassium", "Li": "lithium", "Ca": "calcium", "Mg": "magnesium",
    "Al": "aluminium", "Fe": "iron", "Co": "cobalt", "Ni": "nickel", "Cu": "copper",
    "Zn": "zinc", "Pt": "platinum", "Pd": "palladium", "Ru": "ruthenium", "Rh": "rhodium",
    "Ir": "iridium", "Au": "gold", "Ag": "silver", "Mn": "manganese", "Cr": "chromium",
    "Mo": "molybdenum", "W": "tungsten", "V": "vanadium", "Ti": "titanium", "Te": "tellurium",
    "Sb": "antimony", "Bi": "bismuth", "Ge": "germanium", "Pb": "lead", "Cd": "cadmium",
    "Gd": "gadolinium", "Ba": "barium", "Sr": "strontium", "Tc": "technetium",
    "Os": "osmium", "Re": "rhenium", "Zr": "zirconium", "Ga": "gallium", "U": "uranium",
}  # fmt: skip

_SINGULAR = ("ss", "us", "is")


def pluralise(noun: str) -> str:
    """Return the plural of an English noun phrase whose last word is its head."""
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return noun + ("es" if re.search(r"(?:s|x|ch|sh|z)$", noun) else "s")


def singularise(noun: str) -> str:
    """Return a noun without the "s" of its plural; "glass", "virus" and "axis" stay."""
    return noun[:-1] if noun.endswith("s") and not noun.endswith(_SINGULAR) else noun
