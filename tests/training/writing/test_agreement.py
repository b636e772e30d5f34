"""The retrieval objective beside the writing, against a naive twin."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from textmol.training.writing.agreement import Agreement


def make_batch() -> tuple[Tensor, Tensor, Tensor, Tensor]:
    generator = torch.Generator().manual_seed(0)
    encoded = torch.randn(4, 5, 8, generator=generator)
    mask = torch.tensor([[1, 1, 1, 1, 1], [1, 1, 0, 0, 0], [1, 0, 0, 0, 0], [1, 1, 1, 0, 0]])
    return encoded, mask, torch.randn(4, 6, generator=generator), torch.tensor([7, 3, 7, 5])


def score(model: Agreement, batch: tuple[Tensor, ...]) -> tuple[list[list[float]], list[int]]:
    """Return text by molecule scores, one text and one structure at a time, and the owners."""
    encoded, mask, features, molecules = batch
    prompts = [
        model.ours(torch.stack([row[n] for n in range(5) if seen[n]]).mean(0))
        for row, seen in zip(encoded, mask, strict=True)
    ]
    outputs = [model.theirs(row) for row in features]
    texts, structures = (outputs, prompts) if model.captions else (prompts, outputs)
    distinct = sorted(set(molecules.tolist()))
    first = [molecules.tolist().index(one) for one in distinct]
    scale = math.exp(model.log_scale.item())
    scores = [
        [scale * torch.cosine_similarity(text, structures[row], dim=0).item() for row in first]
        for text in texts
    ]
    return scores, [distinct.index(one) for one in molecules.tolist()]


@pytest.mark.parametrize("captions", [True, False])
def test_the_loss_equals_its_twin(captions: bool) -> None:
    torch.manual_seed(0)
    model, batch = Agreement(8, 6, captions=captions), make_batch()
    scores, owners = score(model, batch)
    across = [
        -row[owner] + math.log(sum(map(math.exp, row)))
        for row, owner in zip(scores, owners, strict=True)
    ]
    down = [
        -scores[row][owner] + math.log(sum(math.exp(other[owner]) for other in scores))
        for row, owner in enumerate(owners)
    ]
    expected = (sum(across) / 4 + sum(down) / 4) / 2
    assert model(*batch).item() == pytest.approx(expected, rel=1e-4)


def test_it_learns_a_batch_by_heart() -> None:
    torch.manual_seed(0)
    model, batch = Agreement(8, 6, captions=True), make_batch()
    first = model(*batch).item()
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-2)
    for _ in range(200):
        optimiser.zero_grad()
        loss = model(*batch)
        loss.backward()
        optimiser.step()
    # Two texts are of one molecule: what is left is which of them it is.
    assert loss.item() < min(first, math.log(2) / 4 + 0.1)
