"""Environments: they count what the features count, and forget what is taken away."""

from __future__ import annotations

import numpy as np
import pytest
from rdkit import Chem

from textmol.molecules.environments import count_descriptors, find_environments
from textmol.molecules.features import ELEMENTS, FINGERPRINT_SIZE, featurise

GROUPS = ("carboxylic acid", "benzene ring", "steroid skeleton", "hydroxy group")
SAMPLES = ("C", "CC(=O)Oc1ccccc1C(=O)O", "C[C@H](N)C(=O)O", "F/C=C/F", "[Na+].[Cl-]", "OCC(O)CO")


@pytest.mark.parametrize("smiles", SAMPLES)
def test_environments_count_what_the_features_count(smiles: str) -> None:
    mol = Chem.MolFromSmiles(smiles)
    features = featurise(mol, GROUPS)
    environments = find_environments(mol, GROUPS)
    counted = np.zeros(FINGERPRINT_SIZE + len(features.descriptors), np.float32)
    nothing = np.zeros((1, mol.GetNumAtoms()), bool)
    counted[environments.columns] = environments.count(nothing)[0]
    expected = np.zeros(FINGERPRINT_SIZE, np.float32)
    expected[features.bits] = features.counts
    np.testing.assert_allclose(counted[:FINGERPRINT_SIZE], expected, rtol=1e-6)
    own = np.r_[0 : len(ELEMENTS) + 1, count_descriptors(0) : count_descriptors(len(GROUPS))]
    assert count_descriptors(len(GROUPS)) == len(features.descriptors)
    np.testing.assert_allclose(
        counted[FINGERPRINT_SIZE:][own], features.descriptors[own], rtol=1e-6
    )


@pytest.mark.parametrize("smiles", SAMPLES)
def test_atoms_share_out_the_whole_count(smiles: str) -> None:
    mol = Chem.MolFromSmiles(smiles)
    environments = find_environments(mol, GROUPS)
    whole = environments.count(np.zeros((1, mol.GetNumAtoms()), bool))[0]
    np.testing.assert_allclose(environments.shares().sum(0), whole, rtol=1e-5)


def test_nothing_is_counted_when_every_atom_is_taken_away() -> None:
    mol = Chem.MolFromSmiles(SAMPLES[1])
    environments = find_environments(mol, GROUPS)
    assert not environments.count(np.ones((1, mol.GetNumAtoms()), bool)).any()


def test_taking_away_the_acid_leaves_the_ring() -> None:
    mol = Chem.MolFromSmiles("OC(=O)c1ccccc1")
    environments = find_environments(mol, GROUPS)
    removed = np.zeros((1, mol.GetNumAtoms()), bool)
    removed[0, 0] = True
    left = dict(zip(environments.columns, environments.count(removed)[0], strict=True))
    first = FINGERPRINT_SIZE + count_descriptors(0)
    assert left[first] == 0
    assert left[first + 1] == pytest.approx(np.log1p(1))
