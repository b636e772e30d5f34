"""Molecules that a description derives from others which it names.

"The ethyl ester of ferulic acid", "a conjugate base of malic acid": where the names are those of
known molecules, what is meant is one of a few structures that can be made of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from rdkit import Chem

from textmol.molecules.assembly import condense, list_ions
from textmol.molecules.claims.relations import list_condensed, list_esters, list_same
from textmol.molecules.variants import list_variants

MOST = 40  # structures for one description
LARGEST = 100  # heavy atoms of a parent: larger ones take long and are hardly what is meant
_ARTICLE = re.compile(r"(?:an?|the) ")

Find = Callable[[str], list[str]]  # SMILES of the known molecules that have a name


def derive_molecules(description: str, find: Find) -> list[str]:
    """Return canonical SMILES that a description may mean, each once, the likelier first.

    Args:
        description: in words.
        find: what looks names up.
    """
    found = dict.fromkeys((*_join_parents(description, find), *_change_parents(description, find)))
    return list(found)[:MOST]


def _join_parents(description: str, find: Find) -> Iterator[str]:
    for pair in list_condensed(description):
        for first in _find(pair[0], find):
            for second in _find(pair[1], find):
                yield from condense(first, second)
    for group, name in list_esters(description):
        for acid in _find(name, find):
            for alcohol in _find_alcohols(group, find):
                yield from condense(acid, alcohol)


def _change_parents(description: str, find: Find) -> Iterator[str]:
    for name in list_same(description):
        for parent in _find(name, find):
            yield Chem.MolToSmiles(parent)
            yield from list_variants(parent)
            yield from list_ions(parent)


def _find(name: str, find: Find) -> list[Chem.Mol]:
    article = _ARTICLE.match(name)
    found = map(Chem.MolFromSmiles, find(name[article.end() :] if article else name))
    return [mol for mol in found if mol.GetNumHeavyAtoms() <= LARGEST][:2]


def _find_alcohols(group: str, find: Find) -> list[Chem.Mol]:
    """Return the alcohols of a group: of "ethyl" ethanol, of "benzyl" benzyl alcohol."""
    stem = group.removesuffix("yl")
    names = (f"{stem}anol", f"{stem}an-1-ol", f"{group} alcohol", f"{stem}ol")
    return next((found for name in names if (found := _find(name, find))), [])
