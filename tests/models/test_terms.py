"""The model that tells terms: what it computes, and that it can learn."""

from __future__ import annotations

import torch

from textmol.models.batches import CountBatch, join_counts
from textmol.models.terms import TermModel, TermSizes, open_terms
from textmol.training.optimise import RowAdam

SIZES = TermSizes(terms=3, fingerprint=20, descriptors=2, hidden=8)


def _make(columns: list[int]) -> CountBatch:
    return CountBatch(
        torch.tensor(columns),
        torch.tensor([0]),
        torch.ones(len(columns)),
        torch.tensor([[len(columns), 1.0]]),
    )


def _draw() -> TermModel:
    torch.manual_seed(0)
    model = TermModel(SIZES)
    model.fingerprint.reset_parameters()
    return model


def test_a_joined_batch_gives_what_its_molecules_give_alone() -> None:
    model, batches = _draw().eval(), [_make([1, 2]), _make([3]), _make([1, 4, 5])]
    with torch.inference_mode():
        alone = torch.cat([model(batch) for batch in batches])
        torch.testing.assert_close(model(join_counts(batches)), alone)


def test_it_learns_a_batch_by_heart() -> None:
    model, batch = _draw(), join_counts([_make([1, 2]), _make([3]), _make([1, 4, 5])])
    truth = torch.eye(3)
    dense = [p for name, p in model.named_parameters() if "fingerprint" not in name]
    optimisers = torch.optim.Adam(dense, 1e-2), RowAdam([model.fingerprint.weight], 1e-2)
    for _ in range(150):
        model.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(model(batch), truth)
        loss.backward()
        for optimiser in optimisers:
            optimiser.step()
    assert torch.equal((model.eval()(batch) > 0).float(), truth)


def test_saved_weights_give_the_same_answers() -> None:
    model = _draw().eval()
    again = open_terms(SIZES, model.state_dict())
    with torch.inference_mode():
        torch.testing.assert_close(again(_make([1, 2])), model(_make([1, 2])))
