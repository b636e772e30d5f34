"""Both towers: shapes, batches, odd molecules, stereo."""

from __future__ import annotations

import json

import pytest
import torch

from tests.models.structures import featurise_smiles
from textmol.models.batches import text_batch
from textmol.models.config import MoleculeConfig, TextConfig, TwoTowerConfig
from textmol.models.families import DEFAULT, find_family
from textmol.models.heads import Heads, build_head
from textmol.models.towers import Towers
from textmol.molecules.features import ATOM_CARDINALITIES, BOND_CARDINALITIES, FINGERPRINT_SIZE
from textmol.text.vocabulary import Vocabulary, collate, learn_vocabulary

GROUPS = ("carboxylic acid", "benzene ring")
TEXTS = ["a carboxylic acid", "an aromatic ring without any acid at all", "an ester"]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return learn_vocabulary(TEXTS, least_pieces=1, least_pairs=1)


@pytest.fixture(scope="module")
def model(vocabulary: Vocabulary) -> Towers:
    torch.manual_seed(0)
    descriptors = featurise_smiles(["C"], GROUPS).descriptors.shape[1]
    molecule = MoleculeConfig(
        FINGERPRINT_SIZE, descriptors, ATOM_CARDINALITIES, BOND_CARDINALITIES, 32, 2, 16
    )
    text = TextConfig(len(vocabulary), hidden=32)
    return (
        find_family(DEFAULT).build_towers(TwoTowerConfig(24, text=text, molecule=molecule)).eval()
    )


def _encode_texts(model: Towers, vocabulary: Vocabulary, texts: list[str]) -> torch.Tensor:
    with torch.inference_mode():
        return model.text(text_batch(collate([vocabulary.read(t) for t in texts])))


def _encode_molecules(model: Towers, smiles: list[str]) -> torch.Tensor:
    with torch.inference_mode():
        return model.molecule(featurise_smiles(smiles, GROUPS))


def test_a_text_does_not_depend_on_its_batch(model: Towers, vocabulary: Vocabulary) -> None:
    together = _encode_texts(model, vocabulary, TEXTS)
    alone = torch.cat([_encode_texts(model, vocabulary, [text]) for text in TEXTS])
    assert together.shape == (3, 24)
    torch.testing.assert_close(together, alone, atol=1e-5, rtol=1e-5)


def test_an_empty_text_has_a_finite_vector(model: Towers, vocabulary: Vocabulary) -> None:
    vectors = _encode_texts(model, vocabulary, ["", "жжж", "acid"])
    assert torch.isfinite(vectors).all()
    torch.testing.assert_close(vectors.norm(dim=1), torch.ones(3))


ODD = ["[Xe]", "[Na+].[Cl-]", "[2H]O[2H]", "*", "C" * 400, "[Fe+2]", "[H][H]", "C[Pb](C)(C)C"]


def test_odd_molecules_are_encoded_alone_and_together(model: Towers) -> None:
    together = _encode_molecules(model, ODD)
    alone = torch.cat([_encode_molecules(model, [smiles]) for smiles in ODD])
    assert torch.isfinite(together).all()
    torch.testing.assert_close(together, alone, atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(together.norm(dim=1), torch.ones(len(ODD)))


@pytest.mark.parametrize(
    "twins",
    [
        ("N[C@@H](C)C(=O)O", "N[C@H](C)C(=O)O"),
        ("C/C=C/C(=O)O", "C/C=C\\C(=O)O"),
        ("CC(=O)O", "CC(=O)[O-]"),
        ("CO", "[13CH3]O"),
    ],
)
def test_stereo_charge_and_isotopes_tell_molecules_apart(
    model: Towers, twins: tuple[str, str]
) -> None:
    first, second = _encode_molecules(model, list(twins))
    assert (first - second).norm() > 1e-3


def test_the_way_a_smiles_is_written_does_not_matter(model: Towers) -> None:
    vectors = _encode_molecules(model, ["CC(=O)Oc1ccccc1C(=O)O", "OC(=O)c1c(OC(C)=O)cccc1"])
    torch.testing.assert_close(vectors[0], vectors[1], atol=1e-5, rtol=1e-5)


def test_the_configuration_survives_json() -> None:
    config = TwoTowerConfig(24, text=TextConfig(7), molecule=MoleculeConfig(9, 3, (4, 5), (2,)))
    assert TwoTowerConfig.from_dict(json.loads(json.dumps(config.to_dict()))) == config


def test_an_ensemble_ranks_by_the_mean_of_its_members() -> None:
    torch.manual_seed(0)
    heads = build_head(8, 12, 0.0, 3).eval()
    assert isinstance(heads, Heads)
    left, right = torch.randn(4, 24), torch.randn(5, 24)
    with torch.inference_mode():
        together = heads(left) @ heads(right).T
        cosines = [
            member(a) @ member(b).T
            for member, a, b in zip(heads.members, left.chunk(3, 1), right.chunk(3, 1), strict=True)
        ]
        torch.testing.assert_close(heads(left).norm(dim=1), torch.ones(4))
    torch.testing.assert_close(together, torch.stack(cosines).mean(0))


def test_dimensions_that_cannot_be_shared_out_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be shared out"):
        build_head(8, 10, 0.0, 3)
