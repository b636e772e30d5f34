"""Momentum copies and queues against naive twins."""

from __future__ import annotations

import torch
from torch import nn

from textmol.training.objectives.atomas_momentum import MomentumCopy, Queue


def test_the_copy_follows_by_its_momentum() -> None:
    torch.manual_seed(0)
    original = nn.Linear(3, 2)
    copy = MomentumCopy(original, 0.9)
    before = original.weight.detach().clone()
    with torch.no_grad():
        original.weight.add_(1)
    copy.follow(original)
    slow = dict(copy.module.named_parameters())
    torch.testing.assert_close(slow["weight"], 0.9 * before + 0.1 * (before + 1))
    assert not any(parameter.requires_grad for parameter in copy.parameters())
    assert original.weight.requires_grad


def test_the_copy_drops_nothing_out() -> None:
    copy = MomentumCopy(nn.Dropout(0.9), 0.9).train()
    assert copy.training and copy(torch.ones(50)).tolist() == [1.0] * 50


def test_a_queue_holds_the_latest() -> None:
    queue = Queue(5, 2)
    seen: list[tuple[list[float], int]] = []
    for number, size in enumerate((2, 2, 3, 7)):
        vectors = torch.full((size, 2), float(number)) + torch.arange(size)[:, None] / 10
        molecules = torch.arange(size) + 10 * number
        queue.push(vectors, molecules)
        seen = (seen + list(zip(vectors.tolist(), molecules.tolist(), strict=True)))[-5:]
        held, owners = queue.held()
        assert sorted(zip(held.tolist(), owners.tolist(), strict=True)) == sorted(seen)


def test_a_queue_is_what_was_saved() -> None:
    queue, other = Queue(3, 2), Queue(3, 2)
    queue.push(torch.ones(2, 2), torch.tensor([4, 5]))
    other.load_state_dict(queue.state_dict())
    for own, loaded in zip(queue.held(), other.held(), strict=True):
        assert torch.equal(own, loaded)
