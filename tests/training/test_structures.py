"""Prepared structures give the vectors that reading the SMILES gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.training.corpora import MOLECULES
from textmol.encoder import Encoder
from textmol.engine import TextMol
from textmol.training.structures import PreparedStructures


def test_vectors_are_those_of_the_smiles(prepared: Path, engine: TextMol) -> None:
    smiles = [MOLECULES[0][0], "CCCCCCCCCCCCCCCCCO", *(row[0] for row in MOLECULES)]
    encoder: Encoder = engine.encoder
    structures = PreparedStructures(prepared)
    expected = encoder.encode_molecules(smiles)
    np.testing.assert_allclose(structures(encoder, smiles), expected, atol=2e-3)
    encoder_of_others = Encoder(encoder.checkpoint)
    encoder_of_others.groups = encoder.groups[:-1]
    assert not structures._fits(encoder_of_others)
