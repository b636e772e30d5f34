"""Aligning atoms with words: shapes, sums, masks, readings."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from tests.models.structures import featurise_smiles
from textmol.alignment import DRAWN, READINGS, AttributionAligner
from textmol.errors import MoleculeError
from textmol.evaluation.grounding_baselines import randomise_weights
from textmol.models.batches import text_batch
from textmol.models.config import CountingConfig, MoleculeConfig, TextConfig, TwoTowerConfig
from textmol.models.families import DEFAULT, find_family
from textmol.models.towers import Towers
from textmol.molecules.features import ATOM_CARDINALITIES, BOND_CARDINALITIES, FINGERPRINT_SIZE
from textmol.text.phrases import TextSpan, read_words
from textmol.text.vocabulary import collate, learn_vocabulary

GROUPS = ("carboxylic acid", "benzene ring")
TEXT = "an aromatic acid, a (bitter) carboxylic acid"
SMILES = "OC(=O)c1ccccc1"
SIZES = [{}, {"members": 2}, {"descriptors": False}, {"layers": 0}, {"counting": True}]
VOCABULARY = learn_vocabulary([TEXT, "an aromatic ring"], least_pieces=1, least_pairs=1)


def _build(
    *, descriptors: bool = True, layers: int = 2, members: int = 1, counting: bool = False
) -> Towers:
    torch.manual_seed(0)
    width = featurise_smiles(["C"], GROUPS).descriptors.shape[1] if descriptors else 0
    molecule = MoleculeConfig(
        FINGERPRINT_SIZE, width, ATOM_CARDINALITIES, BOND_CARDINALITIES, 8, 24, layers, 16
    )
    text = TextConfig(len(VOCABULARY), rank=8, hidden=24)
    if not counting:
        config = TwoTowerConfig(12, members, text, molecule)
        return find_family(DEFAULT).build_towers(config).eval()
    ranges = [(place, number, number + 2) for place in (3, 5, 31) for number in range(1, 9)]
    member = CountingConfig(len(VOCABULARY), len(ranges), 0.3, dim=4, rank=4, hidden=8)
    config = TwoTowerConfig(12, members, text, molecule, member)
    model = find_family(DEFAULT).build_towers(config).eval()
    model.text.counting.known = torch.arange(len(VOCABULARY), dtype=torch.int32)
    model.molecule.counting.ranges = torch.tensor(ranges, dtype=torch.int32)
    return model


def _score(model: Towers) -> float:
    with torch.no_grad():
        texts, molecules = model(
            text_batch(collate([VOCABULARY.read(TEXT)])), featurise_smiles([SMILES], GROUPS)
        )
    return float(texts[0] @ molecules[0])


def _open(reading: str = DRAWN, **sizes: Any) -> AttributionAligner:
    model = _build(**sizes)
    return AttributionAligner(model.text, model.molecule, VOCABULARY, GROUPS, reading)


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("sizes", SIZES)
def test_the_map_has_a_row_for_each_atom_and_a_column_for_each_word(
    reading: str, sizes: dict[str, Any]
) -> None:
    found = _open(reading, **sizes).align(SMILES, TEXT)
    assert found.matrix.shape == (9, 7)
    assert found.atoms.shape == (9,)
    assert np.isfinite(found.matrix).all()
    assert [word.text for word in found.words] == [word.text for word in read_words(TEXT)]


@pytest.mark.parametrize("sizes", SIZES)
def test_the_score_is_that_of_the_towers(sizes: dict[str, Any]) -> None:
    aligner, expected = _open(**sizes), _score(_build(**sizes))
    assert aligner.align(SMILES, TEXT).score == pytest.approx(expected, abs=1e-5)
    nothing = np.zeros((2, 9), bool)
    assert aligner.score(SMILES, TEXT, nothing) == pytest.approx([expected] * 2, abs=1e-5)


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("columns", [slice(None), slice(2, 4)])
def test_cells_no_atom_and_no_word_sum_to_the_score_of_the_towers(
    sizes: dict[str, Any], columns: slice
) -> None:
    found = _open(**sizes).align(SMILES, TEXT, read_words(TEXT)[columns])
    parts = found.matrix.sum(), found.no_atom, found.no_word
    assert sum(parts) == pytest.approx(_score(_build(**sizes)), abs=1e-4)
    assert min(map(abs, parts)) > 1e-3


def test_words_have_one_weight_with_which_they_come_nearest_to_the_text() -> None:
    aligner = _open()
    with torch.no_grad():
        whole = aligner._read([TEXT])[0]
        vectors = aligner._share_out_text(TEXT, read_words(TEXT), whole)
    left = whole - vectors.sum(0)
    assert float(left @ vectors.sum(0)) == pytest.approx(0, abs=1e-5)


def test_words_that_say_nothing_add_nothing() -> None:
    found = _open().align(SMILES, "the acid with a ring")
    used = [bool(column.any()) for column in found.matrix.T]
    assert [word.text for word, one in zip(found.words, used, strict=True) if one] == [
        "acid",
        "ring",
    ]


def test_everyday_words_do_not_read_as_chemistry() -> None:
    assert _open().reads_as_chemistry("an aromatic ring")
    assert not _open().reads_as_chemistry("quietly jumping zebras")


def test_what_the_atoms_add_is_the_score_without_what_belongs_to_none() -> None:
    aligner = _open()
    added = aligner.align(SMILES, TEXT).atoms.sum()
    with torch.no_grad():
        parts = aligner._split_molecule(SMILES)
        nothing = aligner._molecule.head(parts.rest[None])[0] @ aligner._read([TEXT])[0]
    assert added == pytest.approx(aligner.score(SMILES, TEXT)[0] - float(nothing), abs=1e-4)


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
