"""Structural similarity over the whole library."""

from __future__ import annotations

import numpy as np
import pytest
from rdkit import Chem, DataStructs
from rdkit.Chem import rdFingerprintGenerator

from textmol.errors import MoleculeError
from textmol.library.library import Library

ASPIRIN = "CC(=O)Oc1ccccc1C(=O)O"


@pytest.mark.parametrize("smiles", [ASPIRIN, "O", "*", "CCOC(=O)c1ccccc1", "C[C@H](N)C(=O)O"])
def test_every_molecule_is_compared_as_rdkit_would(library: Library, smiles: str) -> None:
    ranking = library.ranker.search_alike(smiles, library.size)
    generator = rdFingerprintGenerator.GetMorganGenerator(radius=2, fpSize=2048)
    prints = [generator.GetFingerprint(Chem.MolFromSmiles(s)) for s in library.read_smiles()]
    own = generator.GetFingerprint(Chem.MolFromSmiles(smiles))
    expected = np.array(DataStructs.BulkTanimotoSimilarity(own, prints))
    assert sorted(ranking.rows.tolist()) == list(range(library.size))
    np.testing.assert_allclose(ranking.scores, expected[ranking.rows], atol=1e-6)
    assert (np.diff(ranking.scores) <= 0).all()
    as_good = expected >= ranking.scores[:, None] - 1e-6
    assert ranking.library_ranks.tolist() == as_good.sum(1).tolist()


def test_the_molecule_itself_comes_first(library: Library) -> None:
    ranking = library.ranker.search_alike("OC(=O)c1ccccc1OC(C)=O", 5)
    assert library.record(int(ranking.rows[0])).smiles == ASPIRIN
    assert ranking.scores[0] == 1


def test_what_cannot_be_compared_is_told(library: Library) -> None:
    with pytest.raises(MoleculeError):
        library.ranker.search_alike("C1CC", 3)
