"""The losses of Atomas against naive twins."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor
from torch.nn.functional import normalize

from textmol.training.objectives.atomas_losses import Side, global_loss, level_loss, soften

Rows = list[list[float]]


def _log_softmax(values: list[float]) -> list[float]:
    total = math.log(sum(math.exp(value) for value in values))
    return [value - total for value in values]


def _dot(a: list[float], b: list[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def _naive_one_way(asking: Side, answering: Side, temperature: float, share: float) -> float:
    answers: Rows = answering.late.tolist() + answering.queue.tolist()
    owners = answering.molecules.tolist() + answering.queued.tolist()
    total = 0.0
    for quick, slow, molecule in zip(
        asking.vectors.tolist(), asking.late.tolist(), asking.molecules.tolist(), strict=True
    ):
        found = _log_softmax([_dot(quick, answer) / temperature for answer in answers])
        similar = _log_softmax([_dot(slow, answer) / temperature for answer in answers])
        right = [float(owner == molecule) for owner in owners]
        for place in range(len(answers)):
            target = share * math.exp(similar[place])
            target += (1 - share) * right[place] / sum(right)
            total -= target * found[place]
    return total / len(asking.vectors)


def _side(molecules: list[int], queued: list[int], generator: torch.Generator) -> Side:
    def draw(number: int) -> Tensor:
        return normalize(torch.randn(number, 4, generator=generator), dim=1)

    size, waiting = len(molecules), len(queued)
    return Side(
        draw(size), draw(size), torch.tensor(molecules), draw(waiting),
        torch.tensor(queued, dtype=torch.int64),
    )  # fmt: skip


@pytest.mark.parametrize("queued", [[], [5, 1, 9]])
@pytest.mark.parametrize("share", [0.0, 0.4])
def test_the_global_loss_equals_its_equation(queued: list[int], share: float) -> None:
    generator = torch.Generator().manual_seed(0)
    texts = _side([3, 5, 3, 7], queued, generator)
    molecules = _side([3, 5, 7], queued[:2], generator)
    loss = global_loss(texts, molecules, torch.tensor(0.2), share)
    expected = (
        _naive_one_way(texts, molecules, 0.2, share) + _naive_one_way(molecules, texts, 0.2, share)
    ) / 2
    assert loss.item() == pytest.approx(expected, abs=1e-5)


def test_soft_targets_are_a_distribution_and_texts_of_a_molecule_share() -> None:
    similar = torch.tensor([[2.0, 0.0, -1.0]])
    alike = torch.tensor([[True, False, True]])
    targets = soften(similar, alike, 0.4)
    assert targets.sum().item() == pytest.approx(1)
    assert soften(similar, alike, 0.0).tolist() == [[0.5, 0.0, 0.5]]


def test_only_the_learning_vectors_get_a_gradient() -> None:
    generator = torch.Generator().manual_seed(1)
    texts, molecules = _side([1, 2], [4], generator), _side([1, 2], [4], generator)
    for tensor in (texts.vectors, texts.late, texts.queue):
        tensor.requires_grad_()
    global_loss(texts, molecules, torch.tensor(0.1), 1.0).backward()
    assert texts.vectors.grad is not None and texts.vectors.grad.abs().sum() > 0


def test_the_level_loss_is_the_cross_entropy_of_the_diagonal() -> None:
    levels = [torch.randn(4, 4, generator=torch.Generator().manual_seed(n)) for n in range(3)]
    expected = 0.0
    for logits in levels:
        for row in range(4):
            expected -= _log_softmax(logits[row].tolist())[row] / 8
            expected -= _log_softmax(logits[:, row].tolist())[row] / 8
    assert level_loss(levels, torch.arange(4)).item() == pytest.approx(expected, abs=1e-5)


def test_texts_of_one_molecule_share_its_target() -> None:
    logits, owners = torch.randn(3, 2, generator=torch.Generator().manual_seed(4)), [0, 1, 0]
    forward = sum(_log_softmax(logits[n].tolist())[owner] for n, owner in enumerate(owners))
    first = _log_softmax(logits[:, 0].tolist())
    backward = (first[0] + first[2]) / 2 + _log_softmax(logits[:, 1].tolist())[1]
    expected = -(forward / 3 + backward / 2) / 2
    loss = level_loss([logits], torch.tensor(owners))
    assert loss.item() == pytest.approx(expected, abs=1e-5)
