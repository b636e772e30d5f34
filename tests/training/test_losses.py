"""The contrastive loss against a naive twin written from its equation."""

from __future__ import annotations

import math

import pytest
import torch

from textmol.training.losses import contrastive_loss


def _naive(texts, molecules, owners, scale, negatives) -> float:  # type: ignore[no-untyped-def]
    def cosine(a, b):  # type: ignore[no-untyped-def]
        return scale * sum(x * y for x, y in zip(a, b, strict=True))

    forward = 0.0
    for text, owner in zip(texts, owners, strict=True):
        everything = [math.exp(cosine(text, m)) for m in [*molecules, *negatives]]
        forward -= math.log(everything[owner] / sum(everything))
    backward = 0.0
    for text, owner in zip(texts, owners, strict=True):
        column = [math.exp(cosine(other, molecules[owner])) for other in texts]
        backward -= math.log(math.exp(cosine(text, molecules[owner])) / sum(column))
    return (forward + backward) / 2 / len(texts)


@pytest.mark.parametrize("extra", [0, 3])
def test_it_equals_the_equation(extra: int) -> None:
    generator = torch.Generator().manual_seed(extra)
    unit = torch.nn.functional.normalize
    texts = unit(torch.randn(5, 4, generator=generator, dtype=torch.float64), dim=1)
    molecules = unit(torch.randn(3, 4, generator=generator, dtype=torch.float64), dim=1)
    negatives = unit(torch.randn(extra, 4, generator=generator, dtype=torch.float64), dim=1)
    owners = torch.tensor([0, 2, 1, 0, 2])
    loss = contrastive_loss(
        texts, molecules, owners, torch.tensor(7.0, dtype=torch.float64), negatives=negatives
    )
    expected = _naive(texts.tolist(), molecules.tolist(), owners.tolist(), 7.0, negatives.tolist())
    assert float(loss) == pytest.approx(expected, abs=1e-9)


def test_a_perfect_match_costs_almost_nothing() -> None:
    vectors = torch.eye(4)
    loss = contrastive_loss(vectors, vectors, torch.arange(4), torch.tensor(50.0))
    assert float(loss) < 1e-6
