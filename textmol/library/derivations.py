"""What descriptions leave that name molecules of a library: "the conjugate base of lactic acid"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from textmol.molecules.derived import Derived, derive_molecules
from textmol.molecules.parse import Molecule, parse_molecule

REMEMBERED = 256  # descriptions


@dataclass(frozen=True, eq=False)
class Derivation:
    """What one statement leaves for the molecule of its description.

    Attributes:
        words: the statement.
        molecules: each once, the likelier first.
        complete: whether the molecule has to be one of these.
    """

    words: str
    molecules: tuple[Molecule, ...]
    complete: bool

    @cached_property
    def keys(self) -> frozenset[str]:
        """Return the InChIKeys of the molecules."""
        return frozenset(one.inchikey for one in self.molecules)


class Derivations:
    """Works descriptions out; any number of threads may use one."""

    def __init__(self, find: Callable[[str], list[str]]) -> None:
        """Take what returns the SMILES of the molecules that have a name."""
        self._find = find
        self.derive = lru_cache(REMEMBERED)(self._derive)

    def _derive(self, text: str) -> tuple[Derivation, ...]:
        """Return what each statement of a text leaves."""
        return tuple(map(_read, derive_molecules(text, self._find)))


def _read(derived: Derived) -> Derivation:
    return Derivation(derived.words, tuple(map(parse_molecule, derived.smiles)), derived.complete)
