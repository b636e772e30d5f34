"""Reading sizes and charges: "MW below 200 Da", "charge -2", "C10H16O", "exact mass 180.0423"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rdkit import Chem

from textmol.molecules.demands.wording import demand_charge
from textmol.molecules.requirements import Condition, Requirement
from textmol.molecules.traits import MASS

_BELOW = (
    r"(?:below|under|less than|lower than|smaller than|at most|up to|no more than|not more than|"
    r"not above|max(?:imum)?(?: of)?|<=?|≤)"
)
_ABOVE = (
    r"(?:above|over|greater than|more than|higher than|larger than|at least|exceeding|"
    r"no less than|not below|min(?:imum)?(?: of)?|>=?|≥)"
)
_NUMBER = r"([-+−]?\d{1,3}(?:,\d{3})+|[-+−]?\d+(?:\.\d+)?)"
_BOUNDS = (
    rf"(?:(?P<below>{_BELOW})\s*{_NUMBER}|(?P<above>{_ABOVE})\s*{_NUMBER}|"
    rf"(?:between |from )?{_NUMBER}\s*(?:to|and|–|-)\s*{_NUMBER})"
)
_DALTON = r"(?:da\b|daltons?\b|g\s*/\s*mol\b|g mol-1|amu\b)"
_OF = r"\s*(?:is|of|=|:)?\s*"
_PROPERTIES = (
    (
        "mw",
        "MW",
        " Da",
        rf"\b(?:mw|m\.w\.|molecular (?:weight|mass)|molar mass|mol\.? ?wt\.?){_OF}{_BOUNDS}"
        rf"(?:\s*{_DALTON})?",
    ),
    ("mw", "MW", " Da", rf"\b(?:(?:mass|weigh(?:t|s|ing)){_OF})?{_BOUNDS}\s*{_DALTON}"),
    ("clogp", "cLogP", "", rf"\bc?-?log\s*p{_OF}{_BOUNDS}"),
    (
        "tpsa",
        "TPSA",
        " Å²",
        rf"\b(?:t?psa|(?:topological )?polar surface area){_OF}{_BOUNDS}(?:\s*[åa](?:2|²|\^2))?",
    ),
)
_RANGES = tuple(
    (name, label, unit, re.compile(pattern, re.IGNORECASE))
    for name, label, unit, pattern in _PROPERTIES
)
_SIGNED = r"(?:[-+−–]\s?\d|\d\s?[-+−](?!\d))"
_CHARGE = re.compile(
    rf"\b(?:net |overall |formal |total )?charges?(?: state)?{_OF}(?P<after>{_SIGNED}|zero\b|0\b)|"
    rf"(?<!\S)(?P<before>{_SIGNED}|zero)(?: (?:net|overall|formal|total))? charge\b",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    r"(?<![\w-])((?:C\d*H\d+|CH)(?:[A-Z][a-z]?\d*)*)"
    r"(?:\(?(?P<size>\d?)(?P<sign>[-+−])\)?(?!\w))?(?![\w-])"
)
_PART = re.compile(r"([A-Z][a-z]?)(\d*)")
_PLAIN_SIGNS = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "01234567890123456789+-")
_MASS = re.compile(
    rf"\b(?:exact|monoisotopic|accurate) mass{_OF}(?P<mass>\d+(?:\.\d+)?)(?:\s*{_DALTON})?"
    rf"(?:\s*(?:±|\+/?-)\s*(?P<width>\d+(?:\.\d+)?)\s*(?P<unit>ppm|{_DALTON})?)?",
    re.IGNORECASE,
)
_PPM = 10.0  # what a mass is known to, where its width is not said


def read_ranges(text: str) -> Iterator[Requirement]:
    """Yield the bounds on properties, the charge and the formula that a text states.

    A number without a bound ("MW 300") is left alone: nobody means 300.000.
    """
    if not any(sign.isdigit() for sign in text) and "charge" not in text.lower():
        return
    covered = -1
    for name, label, unit, pattern in _RANGES:
        for found in pattern.finditer(text):
            if found.start() > covered and (read := _read_bounds(found, name, label, unit)):
                covered = max(covered, found.end())
                yield read
    for found in _CHARGE.finditer(text):
        charge = _read_charge(found["after"] or found["before"])
        wording, condition = demand_charge(charge)
        yield Requirement(*found.span(), wording, (condition,))
    for found in _FORMULA.finditer(text.translate(_PLAIN_SIGNS)):
        conditions = _read_formula(found[1])
        if not conditions:
            continue
        wording = f"formula {found[1]}"
        if found["sign"]:
            charge = int(found["size"] or 1) * (1 if found["sign"] == "+" else -1)
            conditions += (Condition(("charge",), charge, charge),)
            wording += f"({found['size']}{found['sign']})".replace("-", "−")
        yield Requirement(*found.span(), wording, conditions)
    for found in _MASS.finditer(text):
        yield _read_mass(found)


def _read_bounds(found: re.Match[str], name: str, label: str, unit: str) -> Requirement | None:
    numbers = [
        float(value.replace(",", "").replace("−", "-"))
        for value in found.groups()
        if value and value[-1].isdigit()
    ]
    if found["below"]:
        low, high, words = None, numbers[0], f"at most {numbers[0]:g}"
    elif found["above"]:
        low, high, words = numbers[0], None, f"at least {numbers[0]:g}"
    else:
        low, high = numbers
        words = f"{low:g} to {high:g}"
        if low > high:
            return None
    wording = f"{label} {words}{unit}".replace("-", "−")
    return Requirement(*found.span(), wording, (Condition((name,), low, high),))


def _read_charge(text: str) -> int:
    digits = re.search(r"\d", text)
    if digits is None:
        return 0
    return int(digits[0]) * (-1 if re.search(r"[-−–]", text) else 1)


def _read_formula(formula: str) -> tuple[Condition, ...]:
    """Return the exact counts of a molecular formula, nothing where it is none."""
    parts = _PART.findall(formula)
    symbols = [symbol for symbol, _ in parts]
    table = Chem.GetPeriodicTable()
    known = {table.GetElementSymbol(number) for number in range(1, 104)}
    if len(set(symbols)) != len(symbols) or len(parts) < 2 or not known.issuperset(symbols):
        return ()
    counts = {symbol: int(digits or 1) for symbol, digits in parts}
    heavy = sum(count for symbol, count in counts.items() if symbol != "H")
    exact = [((symbol,), count) for symbol, count in counts.items()]
    # As many heavy atoms as the formula has: no other element beside its own.
    exact.append((("heavy_atoms",), heavy))
    return tuple(Condition(measures, count, count) for measures, count in exact)


def _read_mass(found: re.Match[str]) -> Requirement:
    """Return the bounds around a monoisotopic mass in Da."""
    mass, parts = float(found["mass"]), (found["unit"] or "").lower() == "ppm"
    width = mass * _PPM / 1e6
    if found["width"]:
        width = float(found["width"]) * (mass / 1e6 if parts else 1)
    wording = f"exact mass {found['mass']} ± {width:.4g} Da"
    return Requirement(*found.span(), wording, (Condition((MASS,), mass - width, mass + width),))
