"""What a molecule has how often: its atoms, named groups, centres of charge and ring sizes.

These counts answer what a vector cannot: "three chlorines", "no sulfur", "a zwitterion".
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from rdkit import Chem
from rdkit.Chem import rdMolDescriptors

from textmol.molecules.groups import find_groups, groups_by_name

# Beyond ``groups.tsv``, which is fixed because checkpoints learnt from it. A charge that the next
# atom balances, as in a nitro group or an N-oxide, is none that a chemist would count.
SMARTS = {
    "positive centre": "[+,+2,+3,+4;!$([*]~[-])]",
    "negative centre": "[-,-2,-3,-4;!$([*]~[+])]",
    "heteroatom": "[!#6;!#1]",
    "branching carbon": "[#6;!R;$([#6]([#6])([#6])[#6])]",
    "aromatic aldehyde": "c[CX3H1]=[OX1]",
    "aromatic carboxylic acid": "c[CX3](=O)[OX2H1,OX1-]",
    "aryl fluoride": "[F;$(*c)]",
    "aryl chloride": "[Cl;$(*c)]",
    "aryl bromide": "[Br;$(*c)]",
    "aryl iodide": "[I;$(*c)]",
}
RING_SIZES = {5: "five-membered ring", 6: "six-membered ring", 8: "eight-membered ring"}
COMPONENTS, STEREOCENTRES = "component", "stereocentre"
ELECTRON = 0.000548579909  # Da
# Hydrogen atoms without those that a charge brings or takes: an acid and its anion have as many.
BOUND_HYDROGEN = "hydrogen without charge"  # computed and not stored
MASS = "monoisotopic mass"  # in Da: what the counts of elements weigh, computed and not stored


def count_traits(mol: Chem.Mol) -> dict[str, int]:
    """Return how often a sanitised molecule has each thing that can be asked for.

    Keys are names of groups ("nitrile"), symbols of elements ("Cl"; H counts every hydrogen,
    drawn or not) and the names of this module. What does not occur is left out.
    """
    counts = _count_atoms(mol) + _count_rings(mol) + Counter(find_groups(mol))
    for name in SMARTS:
        counts[name] = _count_matches(mol, name)
    counts[COMPONENTS], counts[STEREOCENTRES] = _count_components(mol), _count_centres(mol)
    return {name: count for name, count in counts.items() if count}


class Traits(dict[str, int]):
    """The counts of ``count_traits``, each taken when it is first asked for."""

    def __init__(self, mol: Chem.Mol) -> None:
        """Take a sanitised molecule."""
        super().__init__()
        self._mol = mol

    def __missing__(self, name: str) -> int:
        """Return a count, 0 for what no molecule is asked for."""
        if name in groups_by_name():
            count = find_groups(self._mol, [name]).get(name, 0)
        elif name in SMARTS:
            count = _count_matches(self._mol, name)
        elif name == COMPONENTS:
            count = _count_components(self._mol)
        elif name == STEREOCENTRES:
            count = _count_centres(self._mol)
        else:
            self.update(_count_atoms(self._mol) + _count_rings(self._mol))
            count = self.setdefault(name, 0)
        self[name] = count
        return count


def _count_atoms(mol: Chem.Mol) -> Counter[str]:
    """Return how many atoms of each element there are, hydrogens included."""
    counts: Counter[str] = Counter()
    for atom in mol.GetAtoms():
        if atom.GetAtomicNum():
            counts[atom.GetSymbol()] += 1
        counts["H"] += atom.GetTotalNumHs()
    return counts


def _count_rings(mol: Chem.Mol) -> Counter[str]:
    sizes = map(len, mol.GetRingInfo().AtomRings())
    return Counter(RING_SIZES[size] for size in sizes if size in RING_SIZES)


def _count_matches(mol: Chem.Mol, name: str) -> int:
    return len(mol.GetSubstructMatches(_compile()[name], maxMatches=mol.GetNumAtoms() + 1))


def _count_components(mol: Chem.Mol) -> int:
    return len(Chem.GetMolFrags(mol))


def _count_centres(mol: Chem.Mol) -> int:
    return int(rdMolDescriptors.CalcNumAtomStereoCenters(mol))


@cache
def weigh_elements() -> dict[str, float]:
    """Return the mass of the commonest isotope of each element in Da, by its symbol."""
    table = Chem.GetPeriodicTable()
    return {
        table.GetElementSymbol(number): table.GetMostCommonIsotopeMass(number)
        for number in range(1, 119)
    }


@cache
def _compile() -> dict[str, Chem.Mol]:
    return {name: Chem.MolFromSmarts(smarts) for name, smarts in SMARTS.items()}
