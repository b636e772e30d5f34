"""A few molecules side by side: the scaffold they share, and drawings turned the same way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rdkit import Chem
from rdkit.Chem import rdDepictor, rdFMCS

from textmol.molecules.depiction import Theme, draw_molecule, lay_out
from textmol.molecules.groups import groups_by_name, match_groups

MOST_COMPARED = 4
LONGEST_SEARCH = 3  # seconds
FEWEST_SHARED = 3  # atoms; less is no scaffold to a chemist
MOST_ATOMS = 150  # heavy atoms of each; beyond, the search does not end in time


@dataclass(frozen=True)
class Scaffold:
    """What molecules have in common.

    Attributes:
        smarts: the largest common substructure; rings are kept whole.
        size: how many atoms it has.
        atoms: for each molecule its 0-based atoms that belong to it, in one and the same order.
        proven: whether it is known to be the largest; the search ends after some seconds.
    """

    smarts: str
    size: int
    atoms: tuple[tuple[int, ...], ...] = field(repr=False)
    proven: bool


@lru_cache(maxsize=64)
def find_scaffold(smiles: tuple[str, ...]) -> Scaffold | None:
    """Return the maximum common substructure of two or more molecules (Dalke and Hastings 2013).

    None where they have fewer than ``FEWEST_SHARED`` atoms in common, or one is too large.
    Raises MoleculeError for a broken SMILES.
    """
    mols = [lay_out(one) for one in smiles]
    if len(mols) < 2 or any(mol.GetNumHeavyAtoms() > MOST_ATOMS for mol in mols):
        return None
    found = rdFMCS.FindMCS(
        mols,
        timeout=LONGEST_SEARCH,
        ringMatchesRingOnly=True,
        completeRingsOnly=True,
    )
    if found.numAtoms < FEWEST_SHARED:
        return None
    pattern = found.queryMol or Chem.MolFromSmarts(found.smartsString)
    matches = tuple(tuple(mol.GetSubstructMatch(pattern)) for mol in mols)
    if not all(matches):
        return None
    return Scaffold(found.smartsString, found.numAtoms, matches, not found.canceled)


def draw_aligned(
    smiles: Sequence[str], scaffold: Scaffold | None, width: int, height: int, theme: Theme
) -> tuple[str, ...]:
    """Return the molecules as SVG text, turned as the first is; lit is what is not in all.

    Without a scaffold each is drawn as it is alone, with nothing lit.
    """
    mols = [lay_out(one) for one in smiles]
    if scaffold is None:
        return tuple(draw_molecule(mol, width, height, theme) for mol in mols)
    drawings = []
    for mol, shared in zip(mols, scaffold.atoms, strict=True):
        turned = _turn(mol, mols[0], list(zip(scaffold.atoms[0], shared, strict=True)))
        other = set(range(mol.GetNumAtoms())) - set(shared)
        drawings.append(draw_molecule(turned, width, height, theme, other))
    return tuple(drawings)


def _turn(mol: Chem.Mol, first: Chem.Mol, pairs: list[tuple[int, int]]) -> Chem.Mol:
    turned = Chem.Mol(mol)
    if mol is not first:
        rdDepictor.GenerateDepictionMatching2DStructure(turned, first, pairs)
    return turned


def compare_groups(smiles: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return how often each molecule has the groups that they do not have equally often.

    Chemical elements are left to the formulas. Raises MoleculeError for a broken SMILES.
    """
    found = [match_groups(lay_out(one)) for one in smiles]
    names = [name for name, group in groups_by_name().items() if group.kind != "element"]
    counts = {name: tuple(len(one.get(name, ())) for one in found) for name in names}
    return {name: row for name, row in counts.items() if len(set(row)) > 1}
