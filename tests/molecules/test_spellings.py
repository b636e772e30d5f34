"""Other ways of writing a molecule."""

from __future__ import annotations

import pytest
from rdkit import Chem

from textmol.molecules.spellings import spell_anew


@pytest.mark.parametrize("smiles", ["CC(=O)Oc1ccccc1C(=O)O", "C[C@H](N)C(=O)[O-]", "[Na+].[Cl-]"])
def test_every_spelling_is_the_same_molecule(smiles: str) -> None:
    mol = Chem.MolFromSmiles(smiles)
    canonical = Chem.MolToSmiles(mol)
    spelt = spell_anew(mol, 6, seed=0)
    assert spelt and canonical not in spelt
    assert {Chem.CanonSmiles(one) for one in spelt} == {canonical}
    assert spelt == spell_anew(mol, 6, seed=0) == sorted(set(spelt))


def test_what_has_one_spelling_has_no_other() -> None:
    assert spell_anew(Chem.MolFromSmiles("C"), 4, seed=3) == []
