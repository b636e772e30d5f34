"""Shapes in space: the right atoms, a plausible geometry, and a sentence where there is none."""

from __future__ import annotations

import numpy as np
import pytest
from rdkit import Chem

from textmol.errors import MoleculeError
from textmol.molecules.conformers import compute_conformer
from textmol.molecules.identity import compute_inchikey


@pytest.mark.parametrize(
    "smiles", ["CC(=O)Oc1ccccc1C(=O)O", "N[C@@H](C)C(=O)O", r"C/C=C\C", "C[C@H]1CC[C@@H](O)CC1"]
)
def test_a_shape_is_the_same_molecule(smiles: str) -> None:
    conformer = compute_conformer(smiles)
    mol = Chem.MolFromMolBlock(conformer.block)
    assert compute_inchikey(mol) == compute_inchikey(Chem.MolFromSmiles(smiles))
    assert conformer.force_field == "MMFF94"
    assert conformer.relaxed


def test_bonds_have_plausible_lengths() -> None:
    mol = Chem.MolFromMolBlock(compute_conformer("CCO").block, removeHs=False)
    places = mol.GetConformer().GetPositions()
    assert mol.GetNumAtoms() == 9
    for bond in mol.GetBonds():
        length = np.linalg.norm(places[bond.GetBeginAtomIdx()] - places[bond.GetEndAtomIdx()])
        assert 0.9 < length < 1.6  # Å


def test_the_same_smiles_has_the_same_shape() -> None:
    first = compute_conformer("CC(C)Cc1ccccc1")
    compute_conformer.cache_clear()
    assert compute_conformer("CC(C)Cc1ccccc1") == first


def test_atoms_that_the_force_fields_lack_stay_as_embedded() -> None:
    assert compute_conformer("C[Se]C").force_field in {"UFF", "MMFF94"}
    assert not compute_conformer("[Pt](Cl)(Cl)(N)N").relaxed


@pytest.mark.parametrize(
    ("smiles", "told"),
    [
        ("[Na+].[Cl-]", "2 components"),
        ("C*", "wildcard"),
        ("C" * 100, "302 atoms"),
        ("C1CC", "never closed"),
    ],
)
def test_what_has_no_shape_is_told_in_a_sentence(smiles: str, told: str) -> None:
    with pytest.raises(MoleculeError) as caught:
        compute_conformer(smiles)
    assert told in str(caught.value)
    assert caught.value.remedy
