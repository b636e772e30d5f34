"""A lexicon of the short, loose words of chemists, each with a definition that RDKit checks.

The tables ``lexicon_*.tsv`` beside this file hold one entry a line, in four columns:

- nouns, separated by ``|``, that name such a molecule ("azo dye"), the first one unique;
- loose phrases that stand alone ("smells of garlic");
- the name of a well-known molecule that fits;
- the rule that holds of such a molecule (``textmol.molecules.rules``).

A line ``=name`` gives a piece of SMARTS that is written ``<name>`` afterwards. A rule may name
another entry (``%steroid``).

What a rule says of the structure is guaranteed. Odour, taste, colour, use, origin and role are
textbook convention for the structural class and no property measured of each member: a molecule
that fits "beta blocker" has the aryloxypropanolamine skeleton of beta blockers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from rdkit import Chem

from textmol.molecules.rules import Rule, Subject, read_rule

TABLES = tuple(sorted(Path(__file__).parent.glob("lexicon_*.tsv")))


@dataclass(frozen=True)
class Entry:
    """A term of the lexicon; ``name`` is its first noun or, without nouns, its first phrase."""

    name: str
    nouns: tuple[str, ...]
    phrases: tuple[str, ...]
    example: str
    rule: Rule = field(compare=False)


def find_entries(subject: Subject) -> tuple[int, ...]:
    """Return the places in the lexicon of all entries that the molecule fits, in order."""
    return tuple(place for place, entry in enumerate(load_lexicon()) if subject.meets(entry.rule))


@cache
def load_lexicon() -> tuple[Entry, ...]:
    """Return every entry of the tables.

    Raises ValueError for a line that cannot be read, naming it.
    """
    pieces: dict[str, str] = {}
    entries: dict[str, Entry] = {}
    rules: dict[str, Rule] = {}
    for path in TABLES:
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            try:
                cells = line.split("\t")
                if line.startswith("="):
                    pieces[cells[0][1:]] = _fill(cells[1], pieces)
                    continue
                entry = _read_entry(cells, pieces, rules)
            except (ValueError, KeyError) as error:
                raise ValueError(f"{path.name} has a line that cannot be read ({error}): {line}") \
                    from error  # fmt: skip
            if entry.name in entries:
                raise ValueError(f"{path.name} has the entry {entry.name!r} twice")
            entries[entry.name] = entry
            rules[entry.name] = entry.rule
    return tuple(entries.values())


def _fill(text: str, pieces: Mapping[str, str]) -> str:
    return re.sub(r"<(\w+)>", lambda match: pieces[match[1]], text)


def _read_entry(cells: list[str], pieces: Mapping[str, str], rules: Mapping[str, Rule]) -> Entry:
    nouns, phrases, example, rule = cells
    named = tuple(part for part in nouns.split("|") if part)
    loose = tuple(part for part in phrases.split("|") if part)
    return Entry((named or loose)[0], named, loose, example, read_rule(_fill(rule, pieces), rules))


def is_saturated(mol: Chem.Mol) -> bool:
    """Return whether ``mol`` has no double, triple or aromatic bond but to oxygen."""
    oxygen = 8
    return all(
        bond.GetBondType() in (Chem.BondType.SINGLE, Chem.BondType.DATIVE)
        or oxygen in (bond.GetBeginAtom().GetAtomicNum(), bond.GetEndAtom().GetAtomicNum())
        for bond in mol.GetBonds()
    )
