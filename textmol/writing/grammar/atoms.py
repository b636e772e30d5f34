"""Atoms of a SMILES: what stands in brackets, and the few that stand without."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import product

from textmol.molecules.valences import find_most_bonds, list_elements

# Bonds of an uncharged aromatic atom, the one that a Kekulé form adds included.
AROMATIC = {"b": 3, "c": 4, "n": 3, "o": 2, "p": 3, "s": 2, "se": 2, "te": 2, "as": 3, "si": 4}
AROMATIC_NEIGHBOURS = 3  # of an aromatic atom, hydrogens included
SATURATED = {"C": 4, "N": 3, "O": 2, "S": 2, "P": 3, "F": 1, "Cl": 1, "Br": 1, "I": 1}
PLAIN = ("B", "C", "N", "O", "P", "S", "F", "Cl", "Br", "I", "b", "c", "n", "o", "p", "s")

_SYMBOLS = "|".join(
    sorted([*list_elements(), *AROMATIC], key=lambda symbol: (-len(symbol), symbol))
)
_CHIRAL, _HYDROGENS = ("", "@"), ("", "H", "H2", "H3", "H4")
_CHARGES = ("", "+", "-", "+2", "-2", "2", "+3", "3", "+4", "4")
_FIRSTS = "".join(sorted({symbol[0] for symbol in _SYMBOLS.split("|")}))
_BRACKET = re.compile(
    rf"(?P<isotope>\d{{0,3}})(?P<symbol>{_SYMBOLS})(?P<chiral>@{{0,2}})"
    r"(?P<hydrogens>H?)(?P<count>\d?)(?P<sign>[+-]?)(?P<charge>\d?)"
)


@dataclass(frozen=True)
class Kind:
    """An atom as it is written.

    Attributes:
        aromatic: whether it is written in small letters.
        hydrogens: written with it.
        most: the largest sum of bond orders beside the hydrogens.
        neighbours: the most atoms it may be bonded to.
        double: the sum of bond orders up to which it needs a double bond in a Kekulé form; -1 for
            an atom that is not aromatic.
        least_bonds: the sum of bond orders without which it would be a radical; 0 for an atom
            without charge, which may be one.
        least_neighbours: what a stereocentre has to be bonded to.
        fixed: whether it gets no hydrogens beside those that are written.
    """

    aromatic: bool
    hydrogens: int
    most: int
    neighbours: int
    double: int = -1
    least_bonds: int = 0
    least_neighbours: int = 0
    fixed: bool = False


@cache
def read_plain(symbol: str) -> Kind:
    """Return the atom of a symbol in ``PLAIN``, whose hydrogens are not written."""
    return _make(symbol, 0, 0, chiral=False, fixed=False)


@cache
def read_bracket(text: str) -> Kind | None:
    """Return the atom that stands in brackets, without these; None where there is none."""
    found = _BRACKET.fullmatch(text)
    if not found or (found["count"] and not found["hydrogens"]):
        return None
    if found["charge"] and not found["sign"]:
        return None
    hydrogens = int(found["count"] or 1) if found["hydrogens"] else 0
    charge = int(found["charge"] or 1) * (-1 if found["sign"] == "-" else 1) if found["sign"] else 0
    chiral = bool(found["chiral"])
    kind = _make(found["symbol"], hydrogens, charge, chiral=chiral, fixed=True)
    return kind if kind.most >= 0 and kind.least_neighbours <= kind.most else None


@cache
def list_endings(text: str) -> tuple[str, ...]:
    """Return what may follow in brackets, one ending for each kind of atom that it leads to.

    Where no letter stands there yet, only common elements are thought of.
    """
    symbols = [""] if _BRACKET.fullmatch(text) else []
    letter = re.fullmatch(rf"\d{{0,3}}([{_FIRSTS}])?", text)
    if letter and letter[1]:
        symbols += [one[1:] for one in _SYMBOLS.split("|") if one[0] == letter[1] and one[1:]]
    elif letter:
        symbols = list(PLAIN)
    endings: dict[Kind, str] = {}
    for parts in product(symbols, _CHIRAL, _HYDROGENS, _CHARGES):
        ending = "".join(parts)
        kind = read_bracket(text + ending)
        if kind is not None:
            endings.setdefault(kind, f"{ending}]")
    return tuple(endings.values())


def _make(symbol: str, hydrogens: int, charge: int, *, chiral: bool, fixed: bool) -> Kind:
    element = symbol.capitalize()
    most = find_most_bonds(element, charge) - hydrogens
    if symbol in AROMATIC:
        bonds = AROMATIC[symbol] + _shift(symbol, charge)
        # Of more than one charge RDKit reads no aromatic atom reliably, and writes none.
        most = min(most, bonds - hydrogens) if abs(charge) <= 1 else -1
        room = AROMATIC_NEIGHBOURS - hydrogens
        return Kind(True, hydrogens, most, room, bonds - hydrogens - 1, fixed=fixed)
    saturated = SATURATED.get(element, 0)
    least = max(saturated + _shift(symbol, charge) - hydrogens, 0) if charge and saturated else 0
    centre = (4 if element == "C" else 3) - hydrogens if chiral else 0
    return Kind(False, hydrogens, most, most, -1, min(least, most), centre, fixed)


def _shift(symbol: str, charge: int) -> int:
    """Return how many bonds more a charge allows: it leaves carbon one fewer either way."""
    element = symbol.capitalize()
    if element in ("C", "Si"):
        return -abs(charge)
    return -charge if element == "B" else charge
