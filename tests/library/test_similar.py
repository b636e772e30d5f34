"""Structural similarity over the whole library."""

from __future__ import annotations

import numpy as np
from rdkit import Chem, DataStructs
from rdkit.Chem import rdFingerprintGenerator

from textmol import TextMol
from textmol.library.similar import measure_similarity, rank_similar

ASPIRIN = "CC(=O)Oc1ccccc1C(=O)O"


def test_every_molecule_is_compared_as_rdkit_would(engine: TextMol) -> None:
    scores = measure_similarity(engine.library, ASPIRIN)
    assert scores.shape == (engine.library.size,)
    assert scores.min() >= 0 and scores.max() == 1
    generator = rdFingerprintGenerator.GetMorganGenerator(radius=2, fpSize=2048)
    smiles = engine.library.read_smiles()
    rows = np.linspace(0, engine.library.size - 1, 50).astype(int)
    prints = [generator.GetFingerprint(Chem.MolFromSmiles(smiles[row])) for row in rows]
    own = generator.GetFingerprint(Chem.MolFromSmiles(ASPIRIN))
    expected = DataStructs.BulkTanimotoSimilarity(own, prints)
    assert np.allclose(scores[rows], expected, atol=1e-6)


def test_the_molecule_itself_comes_first(engine: TextMol) -> None:
    rows, scores = rank_similar(engine.library, ASPIRIN, 5)
    assert engine.library.record(int(rows[0])).smiles == ASPIRIN
    assert scores[0] == 1
    assert (np.diff(scores) <= 0).all()
