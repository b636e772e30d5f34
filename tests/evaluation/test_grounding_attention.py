"""Plain cross-attention: what it learns from, and that its maps are attention."""

from __future__ import annotations

import zlib

import numpy as np
import pytest
import torch

from textmol.alignment import AttributionAligner
from textmol.engine import TextMol
from textmol.evaluation.grounding_attention import CrossAttention, train_cross_attention
from textmol.evaluation.grounding_cases import Case
from textmol.molecules import parse_molecule
from textmol.text.phrases import read_words

PAIRS = (
    ("CCCCCCCO", "a long alcohol"),
    ("CCCCC#N", "a nitrile"),
    ("CCCCCC(=O)O", "a carboxylic acid"),
    ("CCCCBr", "an organobromine compound"),
    ("CCCCCCS", "a thiol"),
    ("c1ccccc1CC", "a benzene with an ethyl group"),
    ("CCOCC", "an ether"),
    ("CCN(CC)CC", "a tertiary amine"),
)


@pytest.fixture(scope="module")
def base(engine: TextMol) -> AttributionAligner:
    return AttributionAligner.from_encoder(engine.encoder)


def make_cases() -> list[Case]:
    return [Case(parse_molecule(smiles).inchikey, smiles, text, ()) for smiles, text in PAIRS]


def test_the_map_is_attention_and_comes_from_the_other_half(base: AttributionAligner) -> None:
    cases = make_cases()
    sides = [zlib.crc32(case.molecule.encode()) % 2 for case in cases]
    assert min(sides.count(0), sides.count(1)) >= 2
    found = train_cross_attention(base, cases)
    again = train_cross_attention(base, cases)
    assert found is not None and again is not None
    smiles, text = PAIRS[0]
    one = found.align(smiles, text)
    assert one.matrix.shape == (8, len(read_words(text)))
    np.testing.assert_allclose(one.matrix.sum(0), 1, atol=1e-5)
    np.testing.assert_array_equal(one.matrix, again.align(smiles, text).matrix)
    # A pair of the same half as the measured one changes nothing of its map.
    own = [case for case, side in zip(cases, sides, strict=True) if side == sides[0]]
    fewer = train_cross_attention(base, [case for case in cases if case is not own[-1]])
    if fewer is not None:
        np.testing.assert_array_equal(fewer.align(smiles, text).matrix, one.matrix)
    assert found.align(smiles, "…").matrix.shape == (8, 0)


def test_too_few_pairs_teach_nothing(base: AttributionAligner) -> None:
    assert train_cross_attention(base, make_cases()[:1]) is None


def test_what_is_padded_counts_for_nothing() -> None:
    torch.manual_seed(0)
    head = CrossAttention(6, 4)
    words, atoms = torch.randn(2, 3, 6), torch.randn(2, 4, 6)
    held = torch.tensor([[True, True, False], [True, True, True]])
    there = torch.tensor([[True] * 4, [True, True, False, False]])
    before = head(words, atoms, held, there)
    words[0, 2], atoms[1, 2:] = 9.0, -9.0
    torch.testing.assert_close(head(words, atoms, held, there), before)
