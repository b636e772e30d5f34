"""What a molecule has how often: its atoms, named groups, centres of charge and ring sizes.

These counts answer what a vector cannot: "three chlorines", "no sulfur", "a zwitterion".
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from rdkit import Chem
from rdkit.Chem import rdMolDescriptors

from textmol.molecules.groups import find_groups

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


def count_traits(mol: Chem.Mol) -> dict[str, int]:
    """Return how often a sanitised molecule has each thing that can be asked for.

    Keys are names of groups ("nitrile"), symbols of elements ("Cl"; H counts every hydrogen,
    drawn or not) and the names of this module. What does not occur is left out.
    """
    counts = Counter(find_groups(mol))
    for atom in mol.GetAtoms():
        if atom.GetAtomicNum():
            counts[atom.GetSymbol()] += 1
        counts["H"] += atom.GetTotalNumHs()
    for name, query in _compile().items():
        counts[name] += len(mol.GetSubstructMatches(query, maxMatches=mol.GetNumAtoms() + 1))
    for ring in mol.GetRingInfo().AtomRings():
        if len(ring) in RING_SIZES:
            counts[RING_SIZES[len(ring)]] += 1
    counts[COMPONENTS] = len(Chem.GetMolFrags(mol))
    counts[STEREOCENTRES] = rdMolDescriptors.CalcNumAtomStereoCenters(mol)
    return {name: count for name, count in counts.items() if count}


@cache
def _compile() -> dict[str, Chem.Mol]:
    return {name: Chem.MolFromSmarts(smarts) for name, smarts in SMARTS.items()}
