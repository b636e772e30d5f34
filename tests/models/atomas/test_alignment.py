"""Token matching and weighted alignment against naive twins, values and gradients."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from tests.models.atomas import naive
from textmol.models.atomas.alignment import HierarchicalAlignment, TokenWeights, WeightedAlignment
from textmol.models.atomas.matching import match_tokens
from textmol.models.atomas.polymerise import Level

TEXTS, MOLECULES = (7, 1, 4, 6, 2), (3, 5, 1)


def _level(lengths: tuple[int, ...], seed: int, dtype: torch.dtype = torch.float32) -> Level:
    generator = torch.Generator().manual_seed(seed)
    states = torch.randn(len(lengths), max(lengths) + 1, 4, generator=generator, dtype=dtype)
    return Level(states, torch.arange(states.shape[1]) < torch.tensor(lengths)[:, None])


@pytest.mark.parametrize("pairs", [1, 200, 1 << 20])
def test_matches_equal_the_equation(pairs: int) -> None:
    ours, theirs = _level(TEXTS, 1), _level(MOLECULES, 2)
    left, right = match_tokens(ours.states, ours.mask, theirs.states, theirs.mask, pairs=pairs)
    for i, p in enumerate(TEXTS):
        for j, q in enumerate(MOLECULES):
            products = ours.states[i, :p] @ theirs.states[j, :q].T
            torch.testing.assert_close(left[i, j, :p], products.max(1).values)
            torch.testing.assert_close(right[i, j, :q], products.max(0).values)
            assert not left[i, j, p:].any() and not right[i, j, q:].any()


@pytest.mark.parametrize("pairs", [200, 1 << 20])
def test_gradients_of_matches_are_right(pairs: int) -> None:
    ours, theirs = _level(TEXTS, 3, torch.float64), _level(MOLECULES, 4, torch.float64)

    def match(left: Tensor, right: Tensor) -> tuple[Tensor, Tensor]:
        return match_tokens(left, ours.mask, right, theirs.mask, pairs=pairs)

    inputs = (ours.states.requires_grad_(), theirs.states.requires_grad_())
    assert torch.autograd.gradcheck(match, inputs)


def test_half_precision_comes_close() -> None:
    torch.manual_seed(0)
    alignment = WeightedAlignment(4)
    texts, molecules = _level(TEXTS, 6), _level(MOLECULES, 7)
    whole = alignment(texts, molecules)
    with torch.autocast("cpu", torch.bfloat16):
        half = alignment(texts, molecules)
    assert half.dtype == torch.float32
    torch.testing.assert_close(half, whole, atol=0.3, rtol=0.0)  # of at most 14.3
    half.sum().backward()


def test_token_weights_are_a_softmax_over_the_sequence() -> None:
    torch.manual_seed(0)
    weigh, level = TokenWeights(4), _level(TEXTS, 5)
    weights = weigh(level)
    first, last = weigh.score[0], weigh.score[2]
    assert isinstance(first, torch.nn.Linear) and isinstance(last, torch.nn.Linear)
    for row, length in enumerate(TEXTS):
        scores = []
        for place in range(length):
            hidden = first.weight @ level.states[row, place] + first.bias
            scores.append((last.weight[0] @ hidden.clamp(min=0) + last.bias[0]).item())
        assert weights[row, :length].tolist() == pytest.approx(naive.softmax(scores), abs=1e-6)
        assert not weights[row, length:].any()


def test_weighted_alignment_equals_the_equation() -> None:
    torch.manual_seed(0)
    alignment = WeightedAlignment(4)
    texts, molecules = _level(TEXTS, 6), _level(MOLECULES, 7)
    scores = alignment(texts, molecules)
    ours, theirs = alignment.text(texts), alignment.molecule(molecules)
    for i, p in enumerate(TEXTS):
        for j, q in enumerate(MOLECULES):
            expected = naive.align(
                texts.states[i, :p].tolist(),
                molecules.states[j, :q].tolist(),
                ours[i, :p].tolist(),
                theirs[j, :q].tolist(),
            )
            assert scores[i, j].item() * 0.07 == pytest.approx(expected, abs=1e-5)


def test_a_sequence_aligns_fully_with_itself() -> None:
    torch.manual_seed(0)
    level = _level(TEXTS, 8)
    scores = WeightedAlignment(4)(level, level)
    torch.testing.assert_close(scores.diagonal() * 0.07, torch.ones(len(TEXTS)))


def test_each_level_is_aligned() -> None:
    torch.manual_seed(0)
    model = HierarchicalAlignment(4, ratios=(0.5, 0.5), neighbours=3, heads=2, mlp=2).eval()
    texts, molecules = _level(TEXTS, 9), _level(MOLECULES, 10)
    found = model(texts.states, texts.mask, molecules.states, molecules.mask)
    assert [logits.shape for logits in found] == [(5, 3)] * 3
    ours = model.text(texts.states, texts.mask)
    theirs = model.molecule(molecules.states, molecules.mask)
    for logits, alignment, a, b in zip(found, model.alignments, ours, theirs, strict=True):
        torch.testing.assert_close(logits, alignment(a, b))
