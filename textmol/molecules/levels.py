"""The rows of a map: single atoms, fragments, or the molecule as a whole."""

from __future__ import annotations

from rdkit import Chem
from rdkit.Chem.rdMolDescriptors import CalcMolFormula

from textmol.molecules.fragments import Fragment, split_fragments

LEVELS = ("atom", "fragment", "molecule")

# Elements that SMILES writes without brackets.
_ORGANIC = frozenset(("B", "C", "N", "O", "P", "S", "F", "Cl", "Br", "I"))


def split_level(mol: Chem.Mol, level: str) -> tuple[Fragment, ...]:
    """Return the rows of ``mol`` at one of ``LEVELS``, which together hold each of its atoms.

    Atoms are labelled by element and 1-based number in the order of ``mol``, as in "O3"; the
    molecule by its formula.
    """
    if level == "atom":
        return tuple(_cut_atom(atom) for atom in mol.GetAtoms())
    if level == "fragment":
        return split_fragments(mol)
    atoms = tuple(range(mol.GetNumAtoms()))
    return (Fragment(atoms, Chem.MolToSmiles(mol), CalcMolFormula(mol), "molecule"),)


def _cut_atom(atom: Chem.Atom) -> Fragment:
    symbol, index = atom.GetSymbol(), atom.GetIdx()
    plain = symbol in _ORGANIC and not atom.GetFormalCharge()
    smiles = symbol if plain else f"[{symbol}{_write_charge(atom.GetFormalCharge())}]"
    return Fragment((index,), smiles, f"{symbol}{index + 1}", "atom")


def _write_charge(charge: int) -> str:
    return f"{charge:+d}" if charge else ""
