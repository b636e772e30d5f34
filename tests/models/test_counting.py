"""The counting member: its sums by hand, what it ignores, and its share of the score."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from tests.models.structures import featurise_smiles
from textmol.models.batches import text_batch
from textmol.models.config import CountingConfig, MoleculeConfig, TextConfig, TwoTowerConfig
from textmol.models.counting import CountingMolecule, CountingText, join_member
from textmol.models.families import DEFAULT, find_family
from textmol.models.towers import Towers
from textmol.molecules.features import (
    ATOM_CARDINALITIES,
    BOND_CARDINALITIES,
    ELEMENTS,
    FINGERPRINT_SIZE,
)
from textmol.text.vocabulary import collate, learn_vocabulary

GROUPS = ("benzene ring", "carboxylic acid")
TEXTS = ["a carboxylic acid with two hydroxy groups", "an ester", ""]
SMILES = ["OCC(O)CO", "CC(=O)O", "[Na+].[Cl-]", "C" * 20]
VOCABULARY = learn_vocabulary(TEXTS, least_pieces=1, least_pairs=1)
CARBON, OXYGEN = ELEMENTS.index("C") + 1, ELEMENTS.index("O") + 1
MOST = 2**31 - 1
RANGES = [(CARBON, 2, 2), (CARBON, 3, 3), (CARBON, 2, MOST), (OXYGEN, 3, MOST)]
KNOWN = [1, 4, 7, 8, 20]
CONFIG = CountingConfig(len(KNOWN), len(RANGES), weight=0.2, dim=4, rank=3, hidden=6)


def _members() -> tuple[CountingText, CountingMolecule]:
    torch.manual_seed(0)
    text, molecule = CountingText(CONFIG), CountingMolecule(CONFIG)
    text.pieces.reset_parameters()
    text.known = torch.tensor(KNOWN, dtype=torch.int32)
    molecule.ranges = torch.tensor(RANGES, dtype=torch.int32)
    return text.eval(), molecule.eval()


def _towers(counting: CountingConfig | None) -> Towers:
    torch.manual_seed(0)
    width = featurise_smiles(["C"], GROUPS).descriptors.shape[1]
    molecule = MoleculeConfig(
        FINGERPRINT_SIZE, width, ATOM_CARDINALITIES, BOND_CARDINALITIES, 8, 24, 1, 16
    )
    text = TextConfig(len(VOCABULARY), rank=8, hidden=24)
    config = TwoTowerConfig(12, 1, text, molecule, counting)
    towers = find_family(DEFAULT).build_towers(config).eval()
    if counting:
        towers.text.counting, towers.molecule.counting = _members()
    return towers


def _read() -> tuple[object, object]:
    texts = text_batch(collate([VOCABULARY.read(text) for text in TEXTS]))
    return texts, featurise_smiles(SMILES, GROUPS)


def test_a_molecule_falls_into_the_ranges_of_its_counts() -> None:
    _, molecule = _members()
    found, starts = molecule.find(featurise_smiles(SMILES, GROUPS).descriptors)
    rows = np.split(found.numpy(), starts.numpy()[1:])
    # Glycerol has three carbon and three oxygen atoms, acetic acid two of each.
    assert [row.tolist() for row in rows] == [[1, 2, 3], [0, 2], [], [2]]


def test_a_molecule_is_the_sum_of_its_ranges_at_unit_length() -> None:
    _, molecule = _members()
    with torch.no_grad():
        found = molecule(featurise_smiles(SMILES, GROUPS).descriptors)
    table = molecule.weight.detach()
    for row, ranges in zip(found, [[1, 2, 3], [0, 2], [], [2]], strict=True):
        total = sum((table[one] for one in ranges), torch.zeros(4))
        torch.testing.assert_close(row, total / total.norm().clamp(min=1e-12))


def test_a_text_is_read_through_the_columns_that_have_a_row() -> None:
    text, _ = _members()
    with torch.no_grad():
        found = text(text_batch(collate([VOCABULARY.read(one) for one in TEXTS])))
        for row, one in zip(found, TEXTS, strict=True):
            features, bag = VOCABULARY.read(one), torch.zeros(3)
            for column, weight in zip(features.columns, features.weights, strict=True):
                if column in KNOWN:
                    bag += float(weight) * text.pieces.weight[KNOWN.index(column)]
            expected = text.head((text.widen(bag) + text.bias)[None])[0]
            torch.testing.assert_close(row, expected)


def test_joined_rows_are_unit_and_their_product_is_the_weighed_sum() -> None:
    base, member = (torch.nn.functional.normalize(torch.randn(2, 3, n), dim=-1) for n in (12, 4))
    left, right = (join_member(base[side], member[side], 0.3) for side in (0, 1))
    torch.testing.assert_close(left.norm(dim=1), torch.ones(3))
    expected = 0.7 * base[0] @ base[1].T + 0.3 * member[0] @ member[1].T
    torch.testing.assert_close(left @ right.T, expected)


def test_towers_with_the_member_keep_what_they_had_and_share_the_score() -> None:
    texts, molecules = _read()
    with torch.no_grad():
        plain: tuple[Tensor, Tensor] = _towers(None)(texts, molecules)
        towers = _towers(CONFIG)
        bare = _towers(None)
        for side in ("text", "molecule"):
            getattr(towers, side).load_state_dict(getattr(bare, side).state_dict(), strict=False)
        both = towers(texts, molecules)
        member = towers.text.counting(texts) @ towers.molecule.counting(molecules.descriptors).T  # type: ignore[attr-defined]
    assert both[0].shape == (3, 16)
    torch.testing.assert_close(both[0] @ both[1].T, 0.8 * plain[0] @ plain[1].T + 0.2 * member)


def test_the_architecture_survives_json_and_older_ones_have_no_member() -> None:
    config = TwoTowerConfig(12, counting=CONFIG)
    data = config.to_dict()
    assert TwoTowerConfig.from_dict(data) == config
    del data["counting"]
    assert TwoTowerConfig.from_dict(data).counting is None
