"""Rows of a map at each level."""

from __future__ import annotations

import pytest
from rdkit import Chem

from textmol.molecules.levels import LEVELS, split_level


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("smiles", ["CC(=O)Oc1ccccc1C(=O)O", "[Na+].[Cl-]", "c1cc[nH]c1", "*CC"])
def test_every_atom_is_in_a_row_whose_smiles_can_be_read(smiles: str, level: str) -> None:
    mol = Chem.MolFromSmiles(smiles)
    rows = split_level(mol, level)
    assert {atom for row in rows for atom in row.atoms} == set(range(mol.GetNumAtoms()))
    assert all(Chem.MolFromSmiles(row.smiles) is not None for row in rows)
    assert all(row.label for row in rows)


def test_atoms_are_numbered_and_the_molecule_has_its_formula() -> None:
    mol = Chem.MolFromSmiles("C[N+](C)(C)CO")
    assert [row.label for row in split_level(mol, "atom")] == ["C1", "N2", "C3", "C4", "C5", "O6"]
    assert split_level(mol, "atom")[1].smiles == "[N+1]"
    assert [row.label for row in split_level(mol, "molecule")] == ["C4H12NO+"]
