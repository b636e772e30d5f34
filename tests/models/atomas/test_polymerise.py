"""Merging and the merge block against naive twins; the levels as a whole."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
import torch
from torch import Tensor

from tests.models.atomas import naive
from textmol.models.atomas.clustering import cluster_tokens
from textmol.models.atomas.polymerise import (
    Hierarchy,
    Level,
    MergeBlock,
    Polymerisation,
    merge_tokens,
)

LENGTHS = (9, 1, 4)


def _sequences(width: int = 8) -> tuple[Tensor, Tensor]:
    states = torch.randn(
        len(LENGTHS), max(LENGTHS), width, generator=torch.Generator().manual_seed(5)
    )
    return states, torch.arange(max(LENGTHS)) < torch.tensor(LENGTHS)[:, None]


def _hierarchy() -> Hierarchy:
    torch.manual_seed(0)
    return Hierarchy(8, ratios=(0.5, 0.5), neighbours=3, heads=2, mlp=2).eval()


def test_merging_is_the_weighted_mean() -> None:
    states, mask = _sequences()
    scores = torch.randn(mask.shape, generator=torch.Generator().manual_seed(6))
    clusters = cluster_tokens(states, mask, ratio=0.5, neighbours=3)
    merged = merge_tokens(states, scores, mask, clusters.owners, clusters.mask)
    for row, length in enumerate(LENGTHS):
        owners = clusters.owners[row, :length].tolist()
        for slot in range(clusters.mask.shape[1]):
            members = [place for place, owner in enumerate(owners) if owner == slot]
            expected = (
                naive.merge(states[row].tolist(), scores[row].tolist(), members)
                if members
                else [0.0] * 8
            )
            assert merged[row, slot].tolist() == pytest.approx(expected, abs=1e-5)


def test_weights_of_any_size_merge_without_overflow() -> None:
    states, mask = torch.tensor([[[1.0], [3.0]]]), torch.ones(1, 2, dtype=torch.bool)
    owners, kept = torch.zeros(1, 2, dtype=torch.int64), torch.ones(1, 1, dtype=torch.bool)
    merged = merge_tokens(states, torch.tensor([[500.0, 500.0]]), mask, owners, kept)
    assert merged.tolist() == [[[2.0]]]


def test_scores_come_from_a_token_and_its_two_neighbours() -> None:
    torch.manual_seed(1)
    layer = Polymerisation(4, ratio=0.5, neighbours=3).eval()
    states, mask = _sequences(4)
    _, inner, scores = layer(Level(states, mask))
    kernel, bias = layer.convolution.weight, layer.convolution.bias
    assert bias is not None
    for row, length in enumerate(LENGTHS):
        for place in range(length):
            total = states[row, place] + bias
            for shift in (-1, 0, 1):
                if 0 <= place + shift < length:
                    total = total + kernel[:, :, shift + 1] @ states[row, place + shift]
            mean, spread = total.mean(), total.var(unbiased=False)
            expected = (total - mean) / torch.sqrt(spread + 1e-5)
            torch.testing.assert_close(inner[row, place], expected, atol=1e-5, rtol=1e-4)
            score = layer.score.weight[0] @ expected + layer.score.bias[0]
            torch.testing.assert_close(scores[row, place], score, atol=1e-5, rtol=1e-4)


def test_the_merge_block_equals_its_equation() -> None:
    torch.manual_seed(2)
    block = MergeBlock(8, heads=2, ratio=2)
    states, mask = _sequences()
    merged = torch.randn(len(LENGTHS), 3, 8)
    scores = torch.randn(mask.shape)
    found = block(merged, states, scores, mask)
    for row, length in enumerate(LENGTHS):
        keys = block.norm(states[row, :length]) @ block.key_value.weight[:8].T
        keys = keys + block.key_value.bias[:8]
        values = block.norm(states[row, :length]) @ block.key_value.weight[8:].T
        values = values + block.key_value.bias[8:]
        for slot in range(3):
            query = block.query(block.norm(merged[row, slot]))
            heads = []
            for head in (slice(0, 4), slice(4, 8)):
                logits = [
                    (query[head] @ keys[place, head]).item() / math.sqrt(4)
                    + scores[row, place].item()
                    for place in range(length)
                ]
                shares = torch.tensor(naive.softmax(logits))
                heads.append(shares @ values[:, head])
            state = merged[row, slot] + block.leave(torch.cat(heads))
            expected = state + block.perceptron(state)
            torch.testing.assert_close(found[row, slot], expected, atol=1e-5, rtol=1e-4)


def test_heads_must_divide_the_width() -> None:
    with pytest.raises(ValueError, match="3 heads do not divide"):
        MergeBlock(8, heads=3, ratio=2)


def test_levels_shrink_and_every_token_has_an_owner() -> None:
    states, mask = _sequences()
    levels = _hierarchy()(states, mask)
    assert [level.mask.sum(1).tolist() for level in levels] == [[9, 1, 4], [5, 1, 2], [3, 1, 1]]
    for below, above in pairwise(levels):
        assert above.owners is not None and above.owners.shape == below.mask.shape
        assert (above.owners < above.mask.sum(1, keepdim=True)).all()


def test_levels_do_not_see_padding() -> None:
    states, mask = _sequences()
    hierarchy = _hierarchy()
    wide = torch.cat([states, torch.full((len(LENGTHS), 5, 8), 7.0)], 1)
    wider = torch.cat([mask, torch.zeros(len(LENGTHS), 5, dtype=torch.bool)], 1)
    for level, padded in zip(hierarchy(states, mask), hierarchy(wide, wider), strict=True):
        assert torch.equal(level.mask.sum(1), padded.mask.sum(1))
        for row, length in enumerate(level.mask.sum(1).tolist()):
            torch.testing.assert_close(
                level.states[row, :length], padded.states[row, :length], atol=1e-5, rtol=1e-4
            )


def test_sequences_are_read_in_chunks_as_they_are_alone() -> None:
    lengths = (3, 9, 1, 6, 6, 2, 8)
    states = torch.randn(7, 10, 8, generator=torch.Generator().manual_seed(7))
    mask = torch.arange(10) < torch.tensor(lengths)[:, None]
    hierarchy = _hierarchy()
    together = hierarchy(states, mask)
    for row, length in enumerate(lengths):
        alone = hierarchy(states[row : row + 1, :length], mask[row : row + 1, :length])
        below = length
        for level, own in zip(together[1:], alone[1:], strict=True):
            size = int(own.mask.sum())
            assert int(level.mask[row].sum()) == size
            torch.testing.assert_close(
                level.states[row, :size], own.states[0], atol=1e-5, rtol=1e-4
            )
            assert level.owners is not None and own.owners is not None
            assert torch.equal(level.owners[row, :below], own.owners[0])
            below = size


def test_the_gradient_reaches_scores_and_states() -> None:
    states, mask = _sequences()
    states.requires_grad_()
    hierarchy = _hierarchy()
    top = hierarchy(states, mask)[-1]
    top.states[top.mask].square().sum().backward()
    assert states.grad is not None and states.grad[mask].abs().sum(1).gt(0).all()
    for merger in hierarchy.mergers:
        weight = merger.get_parameter("score.weight")
        assert weight.grad is not None and weight.grad.abs().sum() > 0
