"""The parent that a caption makes its molecule out of is in it, and its mirror image is another.

"... that is naphthalene substituted by a methyl group": a molecule without naphthalene's skeleton
is something else. Of 259 such parents in descriptions of ChEBI that have a name in the library,
252 were in their molecules; the others are ions, tautomers and open forms. Each of 103 molecules
that are said to be an enantiomer of another has a stereocentre.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from rdkit import Chem

REMEMBERED = 4096  # names
_PARENT = re.compile(
    r"(?:that|which) (?:is|consists of|comprises) (?:an? |the )?(?P<name>\S.{1,90}?) "
    r"(?:substituted|carrying|bearing|having|which is substituted|"
    r"in which (?:one|two|three|four|the|both|all|an?|each)\b[^.,;]{0,80}?\bhydrogens?\b)"
)
_MIRROR = re.compile(r"\bis (?:also )?(?:an|the) enantiomer of\b")


class Parents:
    """Structures of parents by their names."""

    def __init__(self, find_structures: Callable[[str], Sequence[str]]) -> None:
        """Take what returns the SMILES of molecules that have a name."""
        self._find_structures = find_structures
        self._read = lru_cache(REMEMBERED)(self._read_name)

    def are_others(self, mol: Chem.Mol, text: str) -> bool:
        """Return whether the parent or mirror image that a text names cannot be that of ``mol``.

        Parents without a known name may be, and their stereochemistry is left aside.
        """
        if _MIRROR.search(text) and not any(map(_is_stereocentre, mol.GetAtoms())):
            return True
        named = (self._read(found["name"]) for found in _PARENT.finditer(text))
        return any(forms and not any(map(mol.HasSubstructMatch, forms)) for forms in named)

    def _read_name(self, name: str) -> list[Chem.Mol]:
        read = map(Chem.MolFromSmiles, self._find_structures(name))
        return [mol for mol in read if mol is not None]


def _is_stereocentre(atom: Chem.Atom) -> bool:
    return bool(atom.GetChiralTag() != Chem.ChiralType.CHI_UNSPECIFIED)
