"""A lexicon of the short, loose words of chemists, each with a definition that RDKit checks.

The tables ``lexicon_*.tsv`` beside this file hold one entry a line, in four columns:

- nouns, separated by ``|``, that name such a molecule ("azo dye"), the first one unique;
- loose phrases that stand alone ("smells of garlic");
- the name of a well-known molecule that fits;
- the rule: conditions separated by blanks that must all hold; `` OR `` separates whole rules.

A condition is a SMARTS, a named group (``@nitro_group``) or another entry (``%steroid``), each
with an optional count (``{2}``, ``{2..}``, ``{1..3}``); a measure with bounds that include their
ends (``C:8..12``, ``MW:..150`` in Da, ``rings:0``, ``charge:..-1``, ``parts:2..`` components,
``atoms:1`` without hydrogen); or the elements allowed beside hydrogen (``only:C,O``). ``A|B``
holds where either does, ``!A|B`` where neither does. A line ``=name`` gives a piece of SMARTS
that is written ``<name>`` afterwards.

What a rule says of the structure is guaranteed. Odour, taste, colour, use, origin and role are
textbook convention for the structural class and no property measured of each member: a molecule
that fits "beta blocker" has the aryloxypropanolamine skeleton of beta blockers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from rdkit import Chem, DataStructs
from rdkit.Chem import Descriptors

from textmol.molecules.groups import find_groups, groups_by_name

TABLES = tuple(sorted(Path(__file__).parent.glob("lexicon_*.tsv")))
MAX_MATCHES = 1000
FINGERPRINT_BITS = 2048
_COUNT = re.compile(r"\{(\d+)(\.\.)?(\d+)?\}$")
_MEASURE = re.compile(r"([A-Za-z]+):(-?\d+(?:\.\d+)?)?(\.\.)?(-?\d+(?:\.\d+)?)?")
_ELEMENTS = frozenset(Chem.GetPeriodicTable().GetElementSymbol(number) for number in range(1, 119))

_QUERIES: dict[str, Query] = {}

Check = Callable[["Subject"], bool]
Bounds = tuple[float | None, float | None]


@dataclass(frozen=True)
class Entry:
    """A term of the lexicon; ``name`` is its first noun or, without nouns, its first phrase."""

    name: str
    nouns: tuple[str, ...]
    phrases: tuple[str, ...]
    example: str
    rule: str
    checks: tuple[tuple[Check, ...], ...] = field(compare=False, repr=False)

    def fits(self, subject: Subject) -> bool:
        """Return whether the molecule meets one of the entry's rules."""
        return any(all(check(subject) for check in checks) for checks in self.checks)


class Subject:
    """A sanitised molecule with what has been found out about it, each question asked once."""

    def __init__(self, mol: Chem.Mol, groups: Mapping[str, int] | None = None):
        """Take ``mol``; ``groups``, the count of every named group, is looked up if not given."""
        self.mol = mol
        self.groups = find_groups(mol) if groups is None else groups
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
        self._entries: dict[str, bool] = {}

    @cached_property
    def weight(self) -> float:
        """Return the average molecular weight in Da."""
        return float(Descriptors.MolWt(self.mol))

    @cached_property
    def parts(self) -> int:
        """Return the number of components."""
        return len(Chem.GetMolFrags(self.mol))

    def measure(self, name: str) -> float:
        """Return a measure by its name in a rule: an element's symbol counts its atoms."""
        if name in _MEASURES:
            return float(_MEASURES[name](self))
        return self.symbols.get(name, 0)

    def count(self, query: Query) -> int:
        """Return how often a SMARTS matches, 0 without a search where elements or rings lack."""
        if query.smarts not in self._counts:
            self._counts[query.smarts] = (
                len(self.mol.GetSubstructMatches(query.pattern, maxMatches=MAX_MATCHES))
                if self._may_hold(query)
                else 0
            )
        return self._counts[query.smarts]

    def has(self, query: Query) -> bool:
        """Return whether a SMARTS matches."""
        if query.smarts in self._counts:
            return self._counts[query.smarts] > 0
        if not self._may_hold(query) or not self.mol.HasSubstructMatch(query.pattern):
            self._counts[query.smarts] = 0
            return False
        return True

    def fits(self, name: str) -> bool:
        """Return whether the molecule fits the entry of that name."""
        if name not in self._entries:
            self._entries[name] = entries_by_name()[name].fits(self)
        return self._entries[name]

    @cached_property
    def _open(self) -> frozenset[str]:
        """Return the SMARTS of the lexicon that the molecule may match."""
        return _screen().pass_queries(self)

    def _may_hold(self, query: Query) -> bool:
        return query.smarts in self._open


_MEASURES: dict[str, Callable[[Subject], float]] = {
    "MW": lambda subject: subject.weight,
    "rings": lambda subject: subject.rings,
    "charge": lambda subject: subject.charge,
    "parts": lambda subject: subject.parts,
    "atoms": lambda subject: subject.mol.GetNumAtoms(),
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


@cache
def _screen() -> _Screen:
    load_lexicon()
    queries = list(_QUERIES.values())
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


def find_entries(subject: Subject) -> tuple[int, ...]:
    """Return the places in the lexicon of all entries that the molecule fits, in order."""
    return tuple(place for place, entry in enumerate(load_lexicon()) if subject.fits(entry.name))


@cache
def entries_by_name() -> dict[str, Entry]:
    """Return the lexicon as a dictionary from an entry's name to the entry."""
    return {entry.name: entry for entry in load_lexicon()}


@cache
def load_lexicon() -> tuple[Entry, ...]:
    """Return every entry of the tables.

    Raises ValueError for a line that cannot be read, naming it.
    """
    pieces: dict[str, str] = {}
    entries: dict[str, Entry] = {}
    for path in TABLES:
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            try:
                cells = line.split("\t")
                if line.startswith("="):
                    pieces[cells[0][1:]] = _fill(cells[1], pieces)
                    continue
                entry = _read_entry(cells, pieces)
            except (ValueError, KeyError) as error:
                raise ValueError(f"{path.name} has a line that cannot be read ({error}): {line}") \
                    from error  # fmt: skip
            if entry.name in entries:
                raise ValueError(f"{path.name} has the entry {entry.name!r} twice")
            entries[entry.name] = entry
    return tuple(entries.values())


def _fill(text: str, pieces: Mapping[str, str]) -> str:
    return re.sub(r"<(\w+)>", lambda match: pieces[match[1]], text)


def _read_entry(cells: list[str], pieces: Mapping[str, str]) -> Entry:
    nouns, phrases, example, rule = cells
    named = tuple(part for part in nouns.split("|") if part)
    loose = tuple(part for part in phrases.split("|") if part)
    checks = tuple(
        tuple(check for _, check in sorted(map(_read_term, one.split()), key=lambda pair: pair[0]))
        for one in _fill(rule, pieces).split(" OR ")
    )
    return Entry((named or loose)[0], named, loose, example, rule, checks)


def _read_term(term: str) -> tuple[int, Check]:
    """Return the check that a term stands for and what it costs: cheap ones are asked first."""
    negated = term.startswith("!")
    parts = [_read_condition(part) for part in term.removeprefix("!").split("|")]
    cost = max(cost for cost, _ in parts)
    checks = tuple(check for _, check in parts)
    if negated:
        return cost, lambda subject: not any(check(subject) for check in checks)
    if len(checks) == 1:
        return cost, checks[0]
    return cost, lambda subject: any(check(subject) for check in checks)


def _read_condition(text: str) -> tuple[int, Check]:
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
        return 1, lambda subject: _lies(subject.groups.get(name, 0), bounds)
    if body.startswith("%"):
        name = body[1:].replace("_", " ")
        return 2, lambda subject: subject.fits(name)
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


def is_saturated(mol: Chem.Mol) -> bool:
    """Return whether ``mol`` has no double, triple or aromatic bond but to oxygen."""
    oxygen = 8
    return all(
        bond.GetBondType() in (Chem.BondType.SINGLE, Chem.BondType.DATIVE)
        or oxygen in (bond.GetBeginAtom().GetAtomicNum(), bond.GetEndAtom().GetAtomicNum())
        for bond in mol.GetBonds()
    )
