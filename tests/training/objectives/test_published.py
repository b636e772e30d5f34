"""The published losses against twins written from their equations as plain loops."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from textmol.training.objectives.adversary import Adversary, critic_loss
from textmol.training.objectives.distances import measure_distances, triplet_loss
from textmol.training.objectives.second_order import relate, second_order_losses

OWNERS = torch.tensor([2, 0, 1, 0, 3])  # two texts of one molecule


@pytest.fixture
def pairs() -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(3)
    texts = torch.randn(5, 6, generator=generator, requires_grad=True)
    molecules = torch.randn(4, 6, generator=generator, requires_grad=True)
    return texts, molecules


def _distance(one: Tensor, other: Tensor) -> float:
    return math.sqrt(sum((a - b) ** 2 for a, b in zip(one.tolist(), other.tolist(), strict=True)))


def _softmax(values: list[float]) -> list[float]:
    powers = [math.exp(value) for value in values]
    return [power / sum(powers) for power in powers]


def test_distances_are_euclidean(pairs: tuple[Tensor, Tensor]) -> None:
    found = measure_distances(*pairs)
    for row, text in enumerate(pairs[0]):
        for column, molecule in enumerate(pairs[1]):
            assert found[row, column].item() == pytest.approx(_distance(text, molecule), abs=1e-5)


@pytest.mark.parametrize("margin", [0.3, 5.0])
def test_triplet_equals_its_equation(pairs: tuple[Tensor, Tensor], margin: float) -> None:
    texts, molecules = pairs
    rows = [*texts, *molecules]
    labels = [*OWNERS.tolist(), *range(len(molecules))]
    losses = []
    for row, label in zip(rows, labels, strict=True):
        away = [_distance(row, other) for other in rows]
        farthest = max(d for d, of in zip(away, labels, strict=True) if of == label)
        nearest = min(d for d, of in zip(away, labels, strict=True) if of != label)
        losses.append(max(0.0, margin + farthest - nearest))
    expected = sum(losses) / len(losses)
    loss = triplet_loss(texts, molecules, OWNERS, margin)
    assert loss.item() == pytest.approx(expected, abs=1e-4)
    loss.backward()
    assert texts.grad is not None and torch.isfinite(texts.grad).all()


@pytest.mark.parametrize("margin", [0.3, 5.0])
def test_triplets_of_all_pairs_equal_their_equation(
    pairs: tuple[Tensor, Tensor], margin: float
) -> None:
    texts, molecules = pairs
    rows = [*texts, *molecules]
    labels = [*OWNERS.tolist(), *range(len(molecules))]
    costs = [
        margin + _distance(rows[a], rows[p]) - _distance(rows[a], rows[n])
        for a in range(len(rows))
        for p in range(len(rows))
        for n in range(len(rows))
        if a != p and labels[a] == labels[p] != labels[n]
    ]
    active = [cost for cost in costs if cost > 0]
    loss = triplet_loss(texts, molecules, OWNERS, margin, "all")
    assert loss.item() == pytest.approx(sum(active) / len(active), abs=1e-4)
    loss.backward()
    assert texts.grad is not None and torch.isfinite(texts.grad).all()


def _relate_slowly(first: Tensor, second: Tensor, sign: float) -> list[list[float]]:
    return [_softmax([sign * _distance(one, other) for other in second]) for one in first]


def _diverge_slowly(target: list[list[float]], prediction: list[list[float]]) -> float:
    rows = [
        sum(p * math.log(p / q) for p, q in zip(one, other, strict=True))
        for one, other in zip(target, prediction, strict=True)
    ]
    return sum(rows) / len(rows)


@pytest.mark.parametrize(("reading", "sign"), [("paper", -1 / 0.5), ("released", 1.0)])
def test_second_order_equals_its_equations(
    pairs: tuple[Tensor, Tensor], reading: str, sign: float
) -> None:
    texts, molecules = pairs[0], pairs[1][OWNERS]
    tt, mm = _relate_slowly(texts, texts, sign), _relate_slowly(molecules, molecules, sign)
    tm, mt = _relate_slowly(texts, molecules, sign), _relate_slowly(molecules, texts, sign)
    uni, cross = second_order_losses(texts, molecules, reading, 0.5)
    expected = _diverge_slowly(mm, tt) + _diverge_slowly(tt, mm)
    assert uni.item() == pytest.approx(expected, abs=1e-4)
    expected = _diverge_slowly(mm, tm) + _diverge_slowly(tt, mt)
    assert cross.item() == pytest.approx(expected, abs=1e-4)


def test_no_gradient_runs_through_the_targets_of_uni_to_cross(
    pairs: tuple[Tensor, Tensor],
) -> None:
    texts, molecules = pairs[0][:4], pairs[1]
    targets = [relate(item, item, "paper", 0.5).exp().detach() for item in (molecules, texts)]
    predictions = [relate(*order, "paper", 0.5) for order in ((texts, molecules),
                                                               (molecules, texts))]  # fmt: skip
    twin = -torch.stack(
        [(t * p).sum() / 4 for t, p in zip(targets, predictions, strict=True)]
    ).sum()
    (expected,) = torch.autograd.grad(twin, texts, retain_graph=True)
    _, cross = second_order_losses(texts, molecules, "paper", 0.5)
    (found,) = torch.autograd.grad(cross, texts)
    torch.testing.assert_close(found, expected, atol=1e-5, rtol=1e-4)


def test_the_critic_loss_equals_its_equation() -> None:
    torch.manual_seed(0)
    critic = Adversary(3, [4], 10.0, 1e-4).critic
    real, fake, share = torch.randn(5, 3), torch.randn(5, 3), torch.rand(5, 1)
    penalty = 0.0
    for row in range(5):
        point = (share[row] * real[row] + (1 - share[row]) * fake[row]).tolist()
        slope = [_differentiate(critic, point, axis) for axis in range(3)]
        penalty += (math.sqrt(sum(value**2 for value in slope)) - 1) ** 2 / 5
    with torch.no_grad():
        expected = critic(fake).mean() - critic(real).mean() + 10.0 * penalty
    found = critic_loss(critic, real, fake, share, 10.0)
    assert found.item() == pytest.approx(expected.item(), abs=1e-3)


def _differentiate(critic: torch.nn.Module, point: list[float], axis: int) -> float:
    """Return the slope along one axis by central differences, in double precision."""
    with torch.no_grad():
        ends = torch.tensor([point, point], dtype=torch.float64)
        ends[0, axis] += 1e-6
        ends[1, axis] -= 1e-6
        high, low = critic.double()(ends).squeeze(1).tolist()
    critic.float()
    return (high - low) / 2e-6


def test_a_step_moves_the_critic_and_not_the_towers(pairs: tuple[Tensor, Tensor]) -> None:
    texts, molecules = pairs[0], pairs[1][OWNERS]
    adversary = Adversary(6, [8], 10.0, 1e-2)
    losses = [adversary.step(texts, molecules).item() for _ in range(60)]
    assert losses[-1] < losses[0] - 0.1
    assert pairs[0].grad is None and pairs[1].grad is None
    expected = -sum(adversary.critic(row).item() for row in molecules) / len(molecules)
    assert adversary(molecules).item() == pytest.approx(expected, abs=1e-5)
