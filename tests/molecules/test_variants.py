"""Protomers and stereoisomers of a molecule: valid, each once, in a fixed order."""

from __future__ import annotations

import pytest
from rdkit import Chem

from textmol.molecules.variants import list_variants

MOLECULES = (
    "CC(=O)Oc1ccccc1C(=O)O",
    "C[C@H](N)C(=O)O",
    "C/C=C/CCC[NH3+]",
    "OC[C@H]1O[C@@H](O)[C@H](O)[C@@H](O)[C@@H]1O",
    "O=P([O-])(O)OC[C@H](O)CO",
    "[Na+].[Cl-]",
    "O",
    "OCC" * 60,
)


@pytest.mark.parametrize(
    ("smiles", "variant"),
    [
        ("C[C@H](N)C(=O)O", "C[C@@H](N)C(=O)O"),  # the mirror image
        ("C[C@H](N)C(=O)O", "C[C@H](N)C(=O)[O-]"),  # the conjugate base
        ("CC(=O)[O-]", "CC(=O)O"),
        ("OC(=O)CC(=O)O", "O=C([O-])CC(=O)[O-]"),
        ("OP(=O)(O)OC", "COP(=O)([O-])[O-]"),
        ("C/C=C/CCC[NH3+]", "C/C=C\\CCC[NH3+]"),
        ("C/C=C/CCC[NH3+]", "C/C=C/CCCN"),
        ("C[C@H](O)[C@@H](N)C", "C[C@@H](O)[C@@H](N)C"),  # one centre of two
        ("C[C@H](N)C(=O)O", "CC(N)C(=O)O"),
    ],
)
def test_variants_a_chemist_expects(smiles: str, variant: str) -> None:
    assert Chem.CanonSmiles(variant) in list_variants(Chem.MolFromSmiles(smiles))


@pytest.mark.parametrize("smiles", MOLECULES)
def test_variants_are_other_molecules_of_the_same_skeleton(smiles: str) -> None:
    mol = Chem.MolFromSmiles(smiles)
    variants = list_variants(mol)
    assert len(set(variants)) == len(variants)
    assert Chem.MolToSmiles(mol) not in variants
    assert variants == list_variants(mol)
    for variant in variants:
        assert Chem.MolFromSmiles(variant).GetNumHeavyAtoms() == mol.GetNumHeavyAtoms()
