"""Named functional groups, ring systems, skeletons and elements, and where a molecule has them.

The table itself is ``groups.tsv`` beside this file: one group a row, with its SMARTS and the
words chemists use for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rdkit import Chem

TABLE = Path(__file__).with_name("groups.tsv")
MAX_MATCHES = 100_000
REMEMBERED = 4  # molecules: one is asked about for its vector, its map and its fragments in turn
ALIKE = 32  # structures without their configurations: isomers are counted in a row


@dataclass(frozen=True)
class Group:
    """A structural feature that has a name.

    ``name`` and ``words`` fit after "contains a"; ``classes`` are nouns for the whole molecule
    ("an alcohol"); ``adjectives`` stand before such a noun ("chlorinated").
    """

    name: str
    kind: str  # "group" | "ring" | "skeleton" | "element"
    counting: str  # "each" | "apart" | "once"
    smarts: tuple[str, ...]
    words: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """Return every way of naming the group, its name first."""
        return (self.name, *self.words, *self.classes, *self.adjectives)


@cache
def load_groups() -> tuple[Group, ...]:
    """Return every group of the table, in its order."""
    text = TABLE.read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(_read_row(row) for row in rows[1:])


@cache
def groups_by_name() -> dict[str, Group]:
    """Return the table as a dictionary from a group's name to the group."""
    return {group.name: group for group in load_groups()}


def find_groups(mol: Chem.Mol, names: Iterable[str] | None = None) -> dict[str, int]:
    """Return how often each group occurs in ``mol``; groups that do not occur are left out.

    With ``names`` only these groups are looked for. Raises KeyError for an unknown name.
    """
    chosen = _choose(names)
    counted = _count_alike(_write_flat(mol))
    missing = [group.name for group in chosen if group.name not in counted]
    found = match_groups(mol, missing)
    numbers = {name: len(found.get(name, ())) for name in missing}
    counted |= {name: number for name, number in numbers.items() if name in _seen_flat()}
    numbers |= counted
    return {group.name: numbers[group.name] for group in chosen if numbers[group.name]}


def match_groups(
    mol: Chem.Mol, names: Iterable[str] | None = None
) -> dict[str, list[tuple[int, ...]]]:
    """Return the 0-based atom indices of every match of each group that ``mol`` has.

    A group that is counted once is listed with its first match only. Raises KeyError for an
    unknown name.
    """
    chosen = _choose(names)
    present = {atom.GetAtomicNum() for atom in mol.GetAtoms()}
    remembered = _remember(mol.ToBinary())
    found = {}
    for group in chosen:
        if group.name not in remembered:
            remembered[group.name] = _match(mol, group, present)
        if remembered[group.name]:
            found[group.name] = list(remembered[group.name])
    return found


def _choose(names: Iterable[str] | None) -> Sequence[Group]:
    table = groups_by_name()
    return load_groups() if names is None else [table[name] for name in names]


def _write_flat(mol: Chem.Mol) -> str:
    """Return the SMILES of a structure without its configurations."""
    flat = Chem.Mol(mol)
    Chem.RemoveStereochemistry(flat)
    return str(Chem.MolToSmiles(flat))


@lru_cache(maxsize=ALIKE)
def _count_alike(flat: str) -> dict[str, int]:
    """Return how often groups of ``_seen_flat`` occur, empty at first; filled by and by."""
    return {}


@cache
def _seen_flat() -> frozenset[str]:
    """Return the names of groups that all stereoisomers have alike, in any order of their atoms.

    Matches that have to lie apart are taken in the order of the atoms.
    """
    return frozenset(
        group.name
        for group in load_groups()
        if group.counting != "apart"
        and not any(_is_chiral(query) for query, _ in _compile(group.smarts))
    )


def _is_chiral(query: Chem.Mol) -> bool:
    """Return whether configurations matter to a query; RDKit notes them as of a molecule's."""
    return any(
        atom.GetChiralTag() != Chem.ChiralType.CHI_UNSPECIFIED for atom in query.GetAtoms()
    ) or any(bond.GetBondDir() != Chem.BondDir.NONE for bond in query.GetBonds())


@lru_cache(maxsize=REMEMBERED)
def _remember(written: bytes) -> dict[str, list[tuple[int, ...]]]:
    """Return the matches in a molecule by group, empty at first; filled as they are asked for."""
    return {}


def _match(mol: Chem.Mol, group: Group, present: set[int]) -> list[tuple[int, ...]]:
    """Return the matches of one group; two SMARTS that cover the same atoms match once."""
    unique: dict[frozenset[int], tuple[int, ...]] = {}
    for pattern, needed in _compile(group.smarts):
        if needed <= present:
            for match in mol.GetSubstructMatches(
                pattern, useChirality=True, maxMatches=MAX_MATCHES
            ):
                unique.setdefault(frozenset(match), match)
            if unique and group.counting == "once":
                break
    matches = list(unique.values())
    if group.counting == "once":
        return matches[:1]
    return _keep_apart(matches) if group.counting == "apart" else matches


def _keep_apart(matches: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Return the matches, first come first served, that share no atom with one before."""
    kept: list[tuple[int, ...]] = []
    used: set[int] = set()
    for match in matches:
        if used.isdisjoint(match):
            kept.append(match)
            used.update(match)
    return kept


@cache
def _compile(smarts: tuple[str, ...]) -> tuple[tuple[Chem.Mol, frozenset[int]], ...]:
    """Return each SMARTS as a query with the atomic numbers a molecule must have to match it."""
    return tuple((query, _needed_elements(query)) for query in map(_parse_smarts, smarts))


def _parse_smarts(smarts: str) -> Chem.Mol:
    query = Chem.MolFromSmarts(smarts)
    if query is None:
        raise ValueError(f"groups.tsv has a SMARTS that RDKit cannot read: {smarts}")
    return query


def _needed_elements(query: Chem.Mol) -> frozenset[int]:
    """Return the elements that the query's plain atoms fix, to skip hopeless searches fast.

    Atoms with alternatives ("[F,Cl]") fix none: RDKit reports only the first of them.
    """
    needed = set()
    for atom in query.GetAtoms():
        description = atom.DescribeQuery()
        if "AtomOr" not in description and "AtomNull" not in description and "!" not in description:
            needed.add(atom.GetAtomicNum())
    return frozenset(needed - {0})


def _read_row(row: list[str]) -> Group:
    name, kind, counting, smarts, words, classes, adjectives = row
    return Group(
        name=name,
        kind=kind,
        counting=counting,
        smarts=tuple(smarts.split()),
        words=_split(words),
        classes=_split(classes),
        adjectives=_split(adjectives),
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)
