"""Rules: what has to hold of a molecule, written on one line and checked with RDKit.

A rule is a list of conditions separated by blanks that must all hold; `` OR `` separates whole
rules. A condition is a SMARTS, a named group (``@nitro_group``) or another named rule
(``%steroid``), each with an optional count (``{2}``, ``{2..}``, ``{1..3}``); a measure with bounds
that include their ends (``C:8..12``, ``MW:..150`` in Da, ``rings:0``, ``charge:..-1``,
``parts:2..`` components, ``atoms:1`` without hydrogen, ``system:3..`` rings that hang together
through shared atoms, ``heterosystem`` and ``carbosystem`` the same with a heteroatom or of carbon
alone); or the elements allowed beside hydrogen
(``only:C,O``). ``A|B`` holds where either does, ``!A|B`` where neither does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
from rdkit import Chem, DataStructs
from rdkit.Chem import Descriptors

from textmol.molecules.groups import find_groups, groups_by_name
from textmol.molecules.traits import Traits

MAX_MATCHES = 1000
FINGERPRINT_BITS = 2048
_COUNT = re.compile(r"\{(\d+)(\.\.)?(\d+)?\}$")
_MEASURE = re.compile(r"([A-Za-z]+):(-?\d+(?:\.\d+)?)?(\.\.)?(-?\d+(?:\.\d+)?)?")
_ELEMENTS = frozenset(Chem.GetPeriodicTable().GetElementSymbol(number) for number in range(1, 119))

_QUERIES: dict[str, Query] = {}

Check = Callable[["Subject"], bool]
Bounds = tuple[float | None, float | None]


@dataclass(frozen=True, eq=False)
class Rule:
    """What has to hold.

    Attributes:
        text: the rule as written.
        checks: alternatives, each a list of checks that must all hold.
        counted: how often a molecule has the one thing that the rule asks for; None where it
            asks for anything else than one SMARTS or named group without a count.
    """

    text: str
    checks: tuple[tuple[Check, ...], ...] = field(repr=False)
    counted: Callable[[Subject], int] | None = field(default=None, repr=False)


def read_rule(text: str, named: Mapping[str, Rule]) -> Rule:
    """Return the rule that a line describes.

    ``named`` holds the rules that ``%name`` may refer to; they are looked up when one is checked.

    Raises ValueError or KeyError where it cannot be read.
    """
    checks = tuple(
        tuple(
            check
            for _, check in sorted(
                (_read_term(term, named) for term in one.split()), key=lambda pair: pair[0]
            )
        )
        for one in text.split(" OR ")
    )
    return Rule(text, checks, _read_counted(text))


class Subject:
    """A sanitised molecule with what has been found out about it, each question asked once."""

    def __init__(self, mol: Chem.Mol, groups: Counter[str] | Traits | None = None):
        """Take ``mol``; ``groups``, the count of any named group, is looked up if not given."""
        self.mol = mol
        self.groups = Counter(find_groups(mol)) if groups is None else groups
        self.symbols: dict[str, int] = {}
        for atom in mol.GetAtoms():
            symbol = atom.GetSymbol()
            self.symbols[symbol] = self.symbols.get(symbol, 0) + 1
        hydrogens = sum(atom.GetTotalNumHs() for atom in mol.GetAtoms())
        if hydrogens:
            self.symbols["H"] = self.symbols.get("H", 0) + hydrogens
        # The cyclomatic number: RDKit's ring list counts symmetric rings more than once.
        self.rings = mol.GetNumBonds() - mol.GetNumAtoms() + len(Chem.GetMolFrags(mol))
        self.charge = int(Chem.GetFormalCharge(mol))
        self._counts: dict[str, int] = {}
        self._held: dict[Rule, bool] = {}

    @cached_property
    def weight(self) -> float:
        """Return the average molecular weight in Da."""
        return float(Descriptors.MolWt(self.mol))

    @cached_property
    def parts(self) -> int:
        """Return the number of components."""
        return len(Chem.GetMolFrags(self.mol))

    @cached_property
    def systems(self) -> dict[frozenset[int], int]:
        """Return how many rings each system of rings that share atoms has, by its atoms."""
        found: dict[frozenset[int], int] = {}
        for ring in self.mol.GetRingInfo().AtomRings():
            joined = [atoms for atoms in found if not atoms.isdisjoint(ring)]
            size = 1 + sum(found.pop(atoms) for atoms in joined)
            found[frozenset(ring).union(*joined)] = size
        return found

    def is_carbon(self, atoms: Iterable[int]) -> bool:
        """Return whether all of ``atoms`` are carbon."""
        carbon = 6
        return all(self.mol.GetAtomWithIdx(atom).GetAtomicNum() == carbon for atom in atoms)

    def measure(self, name: str) -> float:
        """Return a measure by its name in a rule: an element's symbol counts its atoms."""
        if name in _MEASURES:
            return float(_MEASURES[name](self))
        return self.symbols.get(name, 0)

    def count(self, query: Query) -> int:
        """Return how often a SMARTS matches, 0 without a search where elements or rings lack."""
        if query.smarts not in self._counts:
            matches = (
                self.mol.GetSubstructMatches(
                    query.pattern, maxMatches=MAX_MATCHES, useChirality=True
                )
                if self._may_hold(query)
                else ()
            )
            self._counts[query.smarts] = len(matches)
        return self._counts[query.smarts]

    def has(self, query: Query) -> bool:
        """Return whether a SMARTS matches."""
        if query.smarts in self._counts:
            return self._counts[query.smarts] > 0
        if not self._may_hold(query) or not self.mol.HasSubstructMatch(
            query.pattern, useChirality=True
        ):
            self._counts[query.smarts] = 0
            return False
        return True

    def meets(self, rule: Rule) -> bool:
        """Return whether the molecule meets one of the alternatives of a rule."""
        if rule not in self._held:
            self._held[rule] = any(all(check(self) for check in one) for one in rule.checks)
        return self._held[rule]

    @cached_property
    def _screened(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the SMARTS that were looked at together, and those that the molecule may match."""
        screen = _screen(len(_QUERIES))
        return frozenset(screen.smarts.tolist()), screen.pass_queries(self)

    def _may_hold(self, query: Query) -> bool:
        known, open_ = self._screened
        return query.smarts in open_ or query.smarts not in known


_MEASURES: dict[str, Callable[[Subject], float]] = {
    "MW": lambda subject: subject.weight,
    "rings": lambda subject: subject.rings,
    "charge": lambda subject: subject.charge,
    "parts": lambda subject: subject.parts,
    "atoms": lambda subject: subject.mol.GetNumAtoms(),
    "system": lambda subject: max(subject.systems.values(), default=0),
    "heterosystem": lambda subject: max(
        (size for atoms, size in subject.systems.items() if not subject.is_carbon(atoms)), default=0
    ),
    "carbosystem": lambda subject: max(
        (size for atoms, size in subject.systems.items() if subject.is_carbon(atoms)), default=0
    ),
}


@dataclass(frozen=True)
class Query:
    """A compiled SMARTS with what a molecule needs at least to match it."""

    smarts: str
    pattern: Chem.Mol = field(compare=False, repr=False)
    needed: Mapping[str, int] = field(compare=False)
    rings: int


@dataclass(frozen=True)
class _Screen:
    """Tells for all SMARTS at once which ones a molecule cannot match.

    Attributes:
        smarts: the Q SMARTS.
        bits: (Q, B) pattern fingerprints, packed: a match has all bits of its query.
        elements: element symbols that some query needs, the columns of ``needed``.
        needed: (Q, E) atoms of each element that a match takes at least.
        rings: (Q,) rings that a match takes at least.
    """

    smarts: np.ndarray
    bits: np.ndarray
    elements: tuple[str, ...]
    needed: np.ndarray
    rings: np.ndarray

    def pass_queries(self, subject: Subject) -> frozenset[str]:
        """Return the SMARTS that are not ruled out."""
        found = np.asarray([subject.symbols.get(symbol, 0) for symbol in self.elements])
        left = np.flatnonzero((self.rings <= subject.rings) & (self.needed <= found).all(axis=1))
        lacking = ~_fingerprint(subject.mol)
        return frozenset(self.smarts[left[~(self.bits[left] & lacking).any(axis=1)]].tolist())


@lru_cache(maxsize=1)
def _screen(number: int) -> _Screen:
    """Return the screen of the first ``number`` SMARTS, which are all that were read so far."""
    queries = list(_QUERIES.values())[:number]
    elements = tuple(sorted({symbol for query in queries for symbol in query.needed}))
    return _Screen(
        smarts=np.asarray([query.smarts for query in queries], dtype=object),
        bits=np.stack([_fingerprint(query.pattern) for query in queries]),
        elements=elements,
        needed=np.asarray([[query.needed.get(e, 0) for e in elements] for query in queries]),
        rings=np.asarray([query.rings for query in queries]),
    )


def _fingerprint(mol: Chem.Mol) -> np.ndarray:
    """Return the packed pattern fingerprint, (B,) uint8."""
    found = Chem.PatternFingerprint(mol, fpSize=FINGERPRINT_BITS)
    return np.frombuffer(DataStructs.BitVectToBinaryText(found), np.uint8)


def _read_term(term: str, named: Mapping[str, Rule]) -> tuple[int, Check]:
    """Return the check that a term stands for and what it costs: cheap ones are asked first."""
    negated = term.startswith("!")
    parts = [_read_condition(part, named) for part in term.removeprefix("!").split("|")]
    cost = max(cost for cost, _ in parts)
    checks = tuple(check for _, check in parts)
    if negated:
        return cost, lambda subject: not any(check(subject) for check in checks)
    if len(checks) == 1:
        return cost, checks[0]
    return cost, lambda subject: any(check(subject) for check in checks)


def _read_counted(text: str) -> Callable[[Subject], int] | None:
    """Return what counts a rule of one SMARTS or group, None for any other rule."""
    if re.search(r"[ |{]", text) or text[0] in "!%" or _MEASURE.fullmatch(text):
        return None
    if text.startswith("only:"):
        return None
    if text.startswith("@"):
        name = text[1:].replace("_", " ")
        return lambda subject: subject.groups[name]
    query = _compile(text)
    return lambda subject: subject.count(query)


def _read_condition(text: str, named: Mapping[str, Rule]) -> tuple[int, Check]:
    if text.startswith("only:"):
        allowed = {"H", *text.removeprefix("only:").split(",")}
        return 0, lambda subject: allowed.issuperset(subject.symbols)
    measure = _MEASURE.fullmatch(text)
    if measure:
        return _read_measure(measure[1], _read_bounds(*measure.groups()[1:]))
    match = _COUNT.search(text)
    bounds = _read_bounds(*match.groups()) if match else (1, None)
    body = text[: match.start()] if match else text
    if body.startswith("@"):
        name = body[1:].replace("_", " ")
        groups_by_name()[name]  # an unknown name is told when the table is read
        return 1, lambda subject: _lies(subject.groups[name], bounds)
    if body.startswith("%"):
        name = body[1:].replace("_", " ")
        return 2, lambda subject: subject.meets(named[name])
    query = _compile(body)
    if bounds == (1, None):
        return 3, lambda subject: subject.has(query)
    return 3, lambda subject: _lies(subject.count(query), bounds)


def _read_measure(name: str, bounds: Bounds) -> tuple[int, Check]:
    if name not in _MEASURES and name not in _ELEMENTS:
        raise ValueError(f"no measure {name}")
    cost = 1 if name in ("MW", "parts") else 0
    return cost, lambda subject: _lies(subject.measure(name), bounds)


def _read_bounds(low: str | None, dots: str | None, high: str | None) -> Bounds:
    least = float(low) if low else None
    return (least, float(high) if high else None) if dots else (least, least)


def _lies(value: float, bounds: Bounds) -> bool:
    low, high = bounds
    return (low is None or value >= low) and (high is None or value <= high)


def _compile(smarts: str) -> Query:
    if smarts not in _QUERIES:
        pattern = Chem.MolFromSmarts(smarts)
        if pattern is None:
            raise ValueError(f"no SMARTS: {smarts}")
        pattern.UpdatePropertyCache(strict=False)
        needed: dict[str, int] = {}
        for atom in pattern.GetAtoms():
            text = atom.DescribeQuery()
            plain = "AtomOr" not in text and "AtomNull" not in text
            if plain and atom.GetAtomicNum() > 0:
                needed[atom.GetSymbol()] = needed.get(atom.GetSymbol(), 0) + 1
        loose = len(Chem.GetMolFrags(pattern))
        rings = pattern.GetNumBonds() - pattern.GetNumAtoms() + loose
        _QUERIES[smarts] = Query(smarts, pattern, needed, rings)
    return _QUERIES[smarts]
