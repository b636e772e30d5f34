"""A scanner of the SMILES grammar that says where a SMILES goes wrong.

RDKit names the place of some faults only, and only through its log; this scanner is consulted
after RDKit has refused a SMILES and never decides whether one is valid.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rdkit import Chem

ELEMENTS = frozenset(Chem.GetPeriodicTable().GetElementSymbol(z) for z in range(1, 119))
BRACKET = re.compile(
    r"(?P<isotope>\d*)(?P<symbol>\*|#\d+|[A-Z][a-z]{0,2}|[a-z]{1,2})"
    r"(?:@(?:@|(?:TH|AL|SP|TB|OH)\d+)?)?(?:H\d*)?(?:\++\d*|-+\d*)?(?::\d+)?"
)
ATOMIC_NUMBERS = frozenset(f"#{z}" for z in range(119))  # [#6] is carbon, [#0] any atom
AROMATIC_SYMBOLS = frozenset(["b", "c", "n", "o", "p", "s", "se", "as", "te", "si"])
ATOM = re.compile(r"Cl|Br|[BCNOPSFIbcnops*]")
BOND = re.compile(r"->|<-|[-=#$:/\\~]")
RING = re.compile(r"%\((\d{1,5})\)|%(\d\d)|(\d)")

HINTS = {
    "H": "Hydrogens are not written outside square brackets: ethane is CC, not CH3CH3.",
    "R": "Write an open attachment point as *.",
    "X": "Write the halogen itself (F, Cl, Br or I), or * for any atom.",
    "D": "Write deuterium as [2H].",
    "T": "Write tritium as [3H].",
    "+": "Write charges inside square brackets, as in [Na+] or [NH4+].",
    "@": "Write stereocentres inside square brackets, as in [C@@H].",
    "]": "Remove it, or open the bracket before the atom.",
    ">": "Enter one molecule, not a reaction.",
    "%": "Write ring numbers above 9 with two digits, as in %10.",
}
SMARTS_SIGNS = frozenset("&,;!^?{}")
LONGEST_QUOTE = 30
_SMARTS_REMEDY = "This looks like a SMARTS pattern: use it as a filter, and enter a SMILES here."


class Fault(NamedTuple):
    """What is wrong, what to do about it, and the 0-based character where it starts."""

    message: str
    remedy: str
    position: int


def describe_place(position: int) -> str:
    """Return a 0-based position in words: "character 5", counted from 1 as people do."""
    return f"character {position + 1}"


class SmilesScanner:
    """Reads a SMILES from left to right; ``atoms`` holds the position of each atom in order."""

    def __init__(self, smiles: str) -> None:
        self.smiles = smiles
        self.at = 0
        self.atoms: list[int] = []
        self._previous: int | None = None
        self._bond: int | None = None
        self._branches: list[tuple[int, int]] = []
        self._rings: dict[int, tuple[int, int]] = {}
        self._pairs: set[frozenset[int]] = set()

    def find_fault(self) -> Fault | None:
        """Return the first fault of the SMILES, or None if the grammar is kept."""
        while self.at < len(self.smiles):
            fault = self._step()
            if fault is not None:
                return fault
        return self._finish()

    def _step(self) -> Fault | None:
        sign = self.smiles[self.at]
        if sign == "[":
            return self._read_bracket()
        if match := ATOM.match(self.smiles, self.at):
            self._add_atom(match.end())
            return None
        if match := BOND.match(self.smiles, self.at):
            return self._add_bond(match.end())
        if match := RING.match(self.smiles, self.at):
            return self._add_ring(match)
        if sign == "(":
            return self._open_branch()
        if sign == ")":
            return self._close_branch()
        if sign == ".":
            return self._add_dot()
        return self._name_stranger(sign)

    def _add_atom(self, end: int) -> None:
        if self._previous is not None:
            self._pairs.add(frozenset((self._previous, len(self.atoms))))
        self._previous = len(self.atoms)
        self.atoms.append(self.at)
        self._bond = None
        self.at = end

    def _read_bracket(self) -> Fault | None:
        start = self.at
        end = self.smiles.find("]", start)
        reopened = self.smiles.find("[", start + 1)
        if end < 0 or 0 <= reopened < end:
            message = f"The square bracket opened at {describe_place(start)} is never closed."
            return Fault(message, "Add the missing ].", start)
        inside = self.smiles[start + 1 : end]
        match = BRACKET.fullmatch(inside)
        symbol = match["symbol"] if match else "*"
        if symbol not in ELEMENTS | AROMATIC_SYMBOLS | ATOMIC_NUMBERS | {"*"}:
            place = start + 1 + len(match["isotope"] if match else "")
            remedy = HINTS.get(symbol, "Check the element symbol: first letter upper case.")
            message = f"{_quote(symbol)} at {describe_place(place)} is not an element."
            return Fault(message, remedy, place)
        if not match:
            message = f"The bracket [{_quote(inside)}] at {describe_place(start)} is not an atom."
            if SMARTS_SIGNS & set(inside):
                return Fault(message, _SMARTS_REMEDY, start)
            order = "Inside a bracket the order is isotope, element, stereo, hydrogens, charge"
            return Fault(message, f"{order}, as in [13C@@H+].", start)
        self._add_atom(end + 1)
        return None

    def _add_bond(self, end: int) -> Fault | None:
        if self._previous is None:
            return self._say_no_atom("bond")
        if self._bond is not None:
            message = f"Two bond signs follow each other at {describe_place(self.at)}."
            return Fault(message, "Keep one of them.", self.at)
        self._bond = self.at
        self.at = end
        return None

    def _add_ring(self, match: re.Match[str]) -> Fault | None:
        number = int(next(part for part in match.groups() if part is not None))
        if self._previous is None or self.smiles[self.at - 1] in "(.":
            return self._say_no_atom("ring number")
        place = describe_place(self.at)
        opened = self._rings.pop(number, None)
        if opened is None:
            self._rings[number] = (self._previous, self.at)
        else:
            pair = frozenset((opened[0], self._previous))
            if len(pair) == 1:
                message = f"Ring {number} at {place} closes on the atom it was opened on."
                return Fault(message, "Move one of the two ring numbers to another atom.", self.at)
            if pair in self._pairs:
                message = f"Ring {number} at {place} joins two atoms that are bonded already."
                return Fault(message, "A ring needs three atoms or more.", self.at)
            self._pairs.add(pair)
        self._bond = None
        self.at = match.end()
        return None

    def _open_branch(self) -> Fault | None:
        if self._previous is None or self._bond is not None or self.smiles[self.at - 1] == "(":
            return self._say_no_atom("branch")
        self._branches.append((self.at, self._previous))
        self.at += 1
        return None

    def _close_branch(self) -> Fault | None:
        place = describe_place(self.at)
        if self._bond is not None:
            return self._say_open_bond()
        if not self._branches:
            message = f"The closing parenthesis at {place} was never opened."
            return Fault(message, "Remove it, or open the branch before it.", self.at)
        if self.smiles[self.at - 1] in "(.":
            return Fault(f"The branch at {place} is empty.", "Fill it or remove it.", self.at)
        self._previous = self._branches.pop()[1]
        self.at += 1
        return None

    def _add_dot(self) -> Fault | None:
        if self._bond is not None:
            return self._say_open_bond()
        last = self.at == len(self.smiles) - 1
        if self._previous is None or last or self.smiles[self.at - 1] == "(":
            message = f"The dot at {describe_place(self.at)} stands between no two components."
            return Fault(message, "Remove it, or write the missing component.", self.at)
        self._previous = None
        self.at += 1
        return None

    def _name_stranger(self, sign: str) -> Fault:
        place = describe_place(self.at)
        start = self.at - (sign.islower() and self.smiles[self.at - 1 : self.at].isupper())
        symbol = next((s for s in (self.smiles[start : start + 2], sign) if s in ELEMENTS), "")
        message = f"{sign} at {place} is not part of a SMILES."
        if sign in "lL" and self.smiles[self.at - 1 : self.at] in ("C", "c"):
            return Fault(f"{sign} at {place} cannot be read.", "Write chlorine as Cl.", self.at)
        if sign in HINTS:
            return Fault(message, HINTS[sign], self.at)
        if sign in SMARTS_SIGNS:
            return Fault(message, _SMARTS_REMEDY, self.at)
        if symbol:
            message = f"{symbol} at {describe_place(start)} needs square brackets."
            return Fault(message, f"Write [{symbol}], with its charge if it has one.", start)
        return Fault(message, "Remove it, or check how the SMILES was copied.", self.at)

    def _say_no_atom(self, what: str) -> Fault:
        message = f"The {what} at {describe_place(self.at)} follows no atom."
        return Fault(message, "Write an atom before it.", self.at)

    def _say_open_bond(self) -> Fault:
        place = self.at if self._bond is None else self._bond
        message = f"The bond at {describe_place(place)} leads to no atom."
        if self.smiles[place] == "-":
            return Fault(message, "If it is a charge, write it in brackets, as in [O-].", place)
        return Fault(message, "Write the missing atom, or remove the bond.", place)

    def _finish(self) -> Fault | None:
        if self._bond is not None:
            return self._say_open_bond()
        if self._branches:
            place = self._branches[-1][0]
            message = f"The parenthesis opened at {describe_place(place)} is never closed."
            return Fault(message, "Add the missing ).", place)
        if self._rings:
            number, (_, place) = min(self._rings.items(), key=lambda ring: ring[1][1])
            message = f"Ring {number}, opened at {describe_place(place)}, is never closed."
            return Fault(message, f"Write {number} again after the atom that closes it.", place)
        return None


def _quote(text: str) -> str:
    """Return a piece of a SMILES for a sentence, cut short where it would fill the screen."""
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"
