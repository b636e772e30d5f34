"""Aligning atoms with words: shapes, sums, masks, readings."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from textmol.alignment import DRAWN, READINGS, AttributionAligner
from textmol.errors import MoleculeError
from textmol.evaluation.grounding_baselines import randomise_weights
from textmol.models.batches import text_batch
from textmol.models.config import MoleculeConfig, TextConfig, TwoTowerConfig
from textmol.models.inputs import featurise_batch
from textmol.models.two_tower import TwoTower
from textmol.molecules.features import ATOM_CARDINALITIES, BOND_CARDINALITIES, FINGERPRINT_SIZE
from textmol.text.phrases import TextSpan, read_words
from textmol.text.pieces_of_words import share_bag
from textmol.text.vocabulary import collate, learn_vocabulary

GROUPS = ("carboxylic acid", "benzene ring")
TEXT = "an aromatic acid, a (bitter) carboxylic acid"
SMILES = "OC(=O)c1ccccc1"
VOCABULARY = learn_vocabulary([TEXT, "an aromatic ring"], least_pieces=1, least_pairs=1)


def _build(*, descriptors: bool = True, layers: int = 2, members: int = 1) -> TwoTower:
    torch.manual_seed(0)
    width = featurise_batch(["C"], GROUPS).descriptors.shape[1] if descriptors else 0
    molecule = MoleculeConfig(
        FINGERPRINT_SIZE, width, ATOM_CARDINALITIES, BOND_CARDINALITIES, 8, 24, layers, 16
    )
    text = TextConfig(len(VOCABULARY), rank=8, hidden=24)
    return TwoTower(TwoTowerConfig(12, members, text, molecule)).eval()


def _open(reading: str = "separate", **sizes: int) -> AttributionAligner:
    model = _build(**sizes)  # type: ignore[arg-type]
    return AttributionAligner(model.text, model.molecule, VOCABULARY, GROUPS, reading)


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("sizes", [{}, {"members": 2}, {"descriptors": False}, {"layers": 0}])
def test_the_map_has_a_row_for_each_atom_and_a_column_for_each_word(
    reading: str, sizes: dict[str, int]
) -> None:
    found = _open(reading, **sizes).align(SMILES, TEXT)
    assert found.matrix.shape == (9, 7)
    assert found.atoms.shape == (9,)
    assert np.isfinite(found.matrix).all()
    assert [word.text for word in found.words] == [word.text for word in read_words(TEXT)]


@pytest.mark.parametrize("sizes", [{}, {"members": 2}, {"descriptors": False}, {"layers": 0}])
def test_the_score_is_that_of_the_towers(sizes: dict[str, bool]) -> None:
    model = _build(**sizes)
    aligner = AttributionAligner(model.text, model.molecule, VOCABULARY, GROUPS)
    with torch.no_grad():
        texts, molecules = model(
            text_batch(collate([VOCABULARY.read(TEXT)])), featurise_batch([SMILES], GROUPS)
        )
    expected = float((texts @ molecules.T)[0, 0])
    assert aligner.align(SMILES, TEXT).score == pytest.approx(expected, abs=1e-5)
    nothing = np.zeros((2, 9), bool)
    assert aligner.score(SMILES, TEXT, nothing) == pytest.approx([expected] * 2, abs=1e-5)


def test_the_integrated_map_and_its_rest_are_the_score() -> None:
    found = _open("integrated").align(SMILES, TEXT)
    assert found.rest is not None
    assert found.matrix.sum() + found.rest == pytest.approx(found.score, abs=1e-6)
    assert _open("separate").align(SMILES, TEXT).rest is None


def test_the_shared_map_is_the_separate_one_times_a_weight_and_adds_up_to_the_score() -> None:
    shared, separate = _open(DRAWN).align(SMILES, TEXT), _open("separate").align(SMILES, TEXT)
    weight = float(shared.matrix.sum() / separate.matrix.sum())
    assert weight > 0
    np.testing.assert_allclose(shared.matrix, weight * separate.matrix, atol=1e-6)
    assert shared.rest is not None
    assert shared.matrix.sum() + shared.rest == pytest.approx(shared.score, abs=1e-6)


def test_integrated_columns_add_up_to_the_text_less_what_lies_outside_them() -> None:
    aligner = _open("integrated")
    spans = read_words(TEXT)[2:4]
    with torch.no_grad():
        whole = aligner._read([TEXT])[0]
        found = aligner._share_out_text(TEXT, spans, whole).vectors.sum(0)
        bag = share_bag(VOCABULARY, TEXT, spans)
        tower = aligner._text
        outside = torch.from_numpy(bag.outside) @ tower.pieces.weight[torch.from_numpy(bag.columns)]
        start = tower.head((tower.bias + tower.widen(outside))[None])[0]
    torch.testing.assert_close(found, whole - start, atol=0.02, rtol=0)


def test_everyday_words_do_not_read_as_chemistry() -> None:
    assert _open().reads_as_chemistry("an aromatic ring")
    assert not _open().reads_as_chemistry("quietly jumping zebras")


def test_what_the_atoms_add_is_the_score_without_what_belongs_to_none() -> None:
    aligner = _open()
    added = aligner.align(SMILES, TEXT).atoms.sum()
    with torch.no_grad():
        parts = aligner._split_molecule(SMILES)
        nothing = aligner._molecule.head(parts.rest[None])[0] @ aligner._read([TEXT])[0]
    assert added == pytest.approx(aligner.score(SMILES, TEXT)[0] - float(nothing), abs=0.02)


def test_a_removed_atom_changes_the_score() -> None:
    aligner = _open()
    whole = aligner.score(SMILES, TEXT)
    single = aligner.score(SMILES, TEXT, np.eye(9, dtype=bool))
    assert single.shape == (9,)
    assert (np.abs(single - whole) > 1e-6).all()


def test_columns_may_be_any_parts_of_the_text() -> None:
    aligner = _open()
    span = TextSpan("carboxyl", TEXT.index("carboxyl"), TEXT.index("carboxyl") + 8)
    assert aligner.align(SMILES, TEXT, [span]).matrix.shape == (9, 1)
    assert aligner.align(SMILES, TEXT, []).matrix.shape == (9, 0)


@pytest.mark.parametrize("reading", READINGS)
def test_a_text_without_words_has_no_columns(reading: str) -> None:
    assert _open(reading).align(SMILES, " … ").matrix.shape == (9, 0)


def test_other_readings_and_weights_leave_the_aligner_as_it_was() -> None:
    aligner = _open()
    before = aligner.align(SMILES, TEXT).matrix
    other = aligner.with_weights(lambda part: randomise_weights(part, 1))
    assert not np.allclose(other.align(SMILES, TEXT).matrix, before)
    assert not np.allclose(aligner.with_reading("gradient").align(SMILES, TEXT).matrix, before)
    np.testing.assert_array_equal(aligner.align(SMILES, TEXT).matrix, before)


def test_a_broken_smiles_and_an_unknown_reading_are_refused() -> None:
    with pytest.raises(MoleculeError):
        _open().align("C(", TEXT)
    with pytest.raises(ValueError, match="reading"):
        _open("attention")
