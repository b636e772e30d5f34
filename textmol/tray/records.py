"""Molecules that were kept, and the tray that holds them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from textmol.errors import QueryError
from textmol.molecules.properties import Properties

if TYPE_CHECKING:
    from textmol.engine import Hit, SearchResult
    from textmol.writing.records import Generated, Generation

MOST_KEPT = 200
LONGEST_NOTE = 2_000  # characters


@dataclass(frozen=True)
class Kept:
    """One molecule in the tray, and all that is needed to cite where it comes from.

    Attributes:
        smiles: canonical isomeric SMILES, by which the tray knows the molecule.
        inchikey: standard InChIKey, empty where InChI has none.
        cid: PubChem compound identifier, None where none is known.
        name: the name to show, None where none is known.
        properties: formula and computed properties.
        query: what was searched for, empty for a molecule that was opened by itself.
        read_as: what the description was read into.
        filters: the filters of the search, in words.
        rank: 1-based place among the hits, None where no search found it.
        score: cosine of description and molecule, None where no search found it.
        better_than: share of the library with a lower score, in per cent, None without a search.
        exact: whether the query named this very molecule.
        checkpoint: identity of the checkpoint that scored it, empty where none did.
        library: identity of the library that it is from, empty where it is from none.
        note: what the chemist wrote beside it.
    """

    smiles: str
    inchikey: str
    cid: int | None
    name: str | None
    properties: Properties
    query: str = ""
    read_as: str = ""
    filters: str = ""
    rank: int | None = None
    score: float | None = None
    better_than: float | None = None
    exact: bool = False
    checkpoint: str = ""
    library: str = ""
    note: str = ""


def keep_hit(hit: Hit, result: SearchResult) -> Kept:
    """Return a hit with what found it, without a note."""
    record = hit.record
    return Kept(
        smiles=record.smiles,
        inchikey=record.inchikey,
        cid=record.cid,
        name=record.name,
        properties=record.properties,
        query=result.query,
        read_as=result.read_as,
        filters=result.filters.describe(),
        rank=hit.rank,
        score=hit.score,
        better_than=hit.better_than,
        exact=hit.exact,
        checkpoint=result.checkpoint,
        library=result.library,
    )


def keep_generated(one: Generated, generation: Generation) -> Kept:
    """Return a generated molecule with what it was written for, without a note."""
    from textmol.molecules.details import compute_details  # takes a moment; hits do without

    known = one.known
    return Kept(
        smiles=one.smiles,
        inchikey=one.inchikey,
        cid=known.cid if known else None,
        name=known.name if known else None,
        properties=known.properties if known else compute_details(one.smiles).properties,
        query=generation.query,
        filters=generation.filters,
        rank=one.rank,
        score=one.score,
        checkpoint=generation.checkpoint,
        library=generation.library if known else "",
    )


@dataclass(frozen=True)
class Tray:
    """Molecules in the order in which they were kept, each once; a change makes a new tray."""

    kept: tuple[Kept, ...] = ()
    _keys: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_keys", frozenset(one.smiles for one in self.kept))

    def __len__(self) -> int:
        return len(self.kept)

    def __iter__(self) -> Iterator[Kept]:
        return iter(self.kept)

    def __contains__(self, smiles: object) -> bool:
        return smiles in self._keys

    def add(self, *molecules: Kept) -> Tray:
        """Return the tray with molecules at its end; those that are in it stay as they are.

        Raises:
            QueryError: where more than ``MOST_KEPT`` would be in it.
        """
        fresh: dict[str, Kept] = {}
        for one in molecules:
            if one.smiles not in self:
                fresh.setdefault(one.smiles, one)
        kept = (*self.kept, *fresh.values())
        if len(kept) > MOST_KEPT:
            raise QueryError(
                f"The tray holds {MOST_KEPT} molecules, and {len(kept)} would be in it.",
                "Export it and clear it, or remove some.",
            )
        return Tray(kept)

    def remove(self, *smiles: str) -> Tray:
        """Return the tray without some molecules."""
        return Tray(tuple(one for one in self.kept if one.smiles not in smiles))

    def annotate(self, smiles: str, note: str) -> Tray:
        """Return the tray with a note beside a molecule, cut after ``LONGEST_NOTE`` characters."""
        cut = note.strip()[:LONGEST_NOTE].rstrip()
        return Tray(
            tuple(replace(one, note=cut) if one.smiles == smiles else one for one in self.kept)
        )
