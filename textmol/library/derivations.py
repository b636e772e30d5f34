"""What descriptions leave that name other molecules: "the conjugate base of lactic acid"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from textmol.molecules.claims import CONTRADICTED, VERIFIED, Claim
from textmol.molecules.derived import Derived, derive_molecules
from textmol.molecules.identity import flat_key
from textmol.molecules.nomenclature import fits_several, read_structure
from textmol.molecules.parse import Molecule, parse_molecule

REMEMBERED = 256  # descriptions
# Of a contradiction, where a molecule has other stereo than what is left: names often leave that
# open, or mean it without saying so ("tryptophan").
OTHER_STEREO = 0.5


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

    @cached_property
    def flat_keys(self) -> frozenset[str]:
        """Return them without stereo (``flat_key``)."""
        return frozenset(map(flat_key, self.keys))

    def miss(self, inchikey: str) -> float:
        """Return how much of a contradiction a molecule is: 0, ``OTHER_STEREO`` or 1."""
        if not self.complete or inchikey in self.keys:
            return 0.0
        return OTHER_STEREO if flat_key(inchikey) in self.flat_keys else 1.0


def claim_derived(text: str, derived: Iterable[Derivation], inchikey: str) -> Iterator[Claim]:
    """Yield the statements of a text whose names come to a molecule or leave others.

    Where it is another stereoisomer nothing is claimed: names often leave stereo open.
    """
    for one in derived:
        start, missed = text.find(one.words), one.miss(inchikey)
        if one.complete and start >= 0 and missed != OTHER_STEREO:
            verdict = CONTRADICTED if missed else VERIFIED
            yield Claim(one.words, start, start + len(one.words), verdict)


class Derivations:
    """Works descriptions out; any number of threads may use one."""

    def __init__(self, find: Callable[[str], list[str]]) -> None:
        """Take what returns the SMILES of molecules that have a name, beside what it is read as."""
        self._find = find
        self.derive = lru_cache(REMEMBERED)(self._derive)

    def _derive(self, text: str) -> tuple[Derivation, ...]:
        """Return what each statement of a text leaves."""
        return tuple(map(_read, derive_molecules(text, self._look_up)))

    def _look_up(self, name: str) -> list[str]:
        read = None if fits_several(name) else read_structure(name)
        return list(dict.fromkeys([*([read] if read else []), *self._find(name)]))


def _read(derived: Derived) -> Derivation:
    return Derivation(derived.words, tuple(map(parse_molecule, derived.smiles)), derived.complete)
