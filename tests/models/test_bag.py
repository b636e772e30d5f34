"""The sparse input layer against torch's own EmbeddingBag."""

from __future__ import annotations

import torch

from textmol.models.bag import WeightedBag
from textmol.training.optimise import RowAdam


def _draw_bag(rows: int) -> WeightedBag:
    bag = WeightedBag(rows, 4, spread=0.3)
    bag.reset_parameters()
    return bag


def _example() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    columns = torch.tensor([3, 1, 3, 0, 7, 7, 2])
    offsets = torch.tensor([0, 3, 3, 5])  # the second bag is empty
    weights = torch.tensor([0.5, 2.0, -1.0, 1.0, 0.25, 3.0, 1.5])
    return columns, offsets, weights


def test_sums_and_gradients_equal_embedding_bag() -> None:
    torch.manual_seed(0)
    bag = _draw_bag(9)
    twin = torch.nn.EmbeddingBag.from_pretrained(bag.weight.detach().clone(), False, mode="sum")
    columns, offsets, weights = _example()
    ours = bag(columns, offsets, weights)
    theirs = twin(columns, offsets, per_sample_weights=weights)
    torch.testing.assert_close(ours, theirs)
    target = torch.randn_like(ours)
    (ours * target).sum().backward()
    (theirs * target).sum().backward()
    assert bag.weight.grad is not None
    torch.testing.assert_close(bag.weight.grad.to_dense(), twin.weight.grad)


def test_serving_and_training_give_the_same_sums() -> None:
    bag = _draw_bag(9)
    example = _example()
    trained = bag(*example)
    with torch.inference_mode():
        served = bag(*example)
    torch.testing.assert_close(trained.detach(), served)


def test_row_adam_equals_adam_where_every_row_has_a_gradient() -> None:
    torch.manual_seed(0)
    bag = _draw_bag(3)
    twin = torch.nn.Parameter(bag.weight.detach().clone())
    ours, theirs = RowAdam([bag.weight], lr=0.1), torch.optim.Adam([twin], lr=0.1)
    for number in range(4):
        target = torch.randn(1, 4)
        columns, weights = torch.tensor([0, 1, 2]), torch.tensor([1.0, 2.0, float(number + 1)])
        for optimiser in (ours, theirs):
            optimiser.zero_grad()
        ((bag(columns, torch.tensor([0]), weights) - target) ** 2).sum().backward()
        (((weights[:, None] * twin).sum(0) - target) ** 2).sum().backward()
        ours.step()
        theirs.step()
    torch.testing.assert_close(bag.weight, twin, atol=1e-5, rtol=1e-5)


def test_row_adam_leaves_untouched_rows_alone() -> None:
    bag = _draw_bag(5)
    before = bag.weight.detach().clone()
    bag(torch.tensor([1, 3]), torch.tensor([0]), torch.ones(2)).sum().backward()
    RowAdam([bag.weight], lr=0.1).step()
    moved = (bag.weight != before).any(1)
    assert moved.tolist() == [False, True, False, True, False]


def test_training_leaves_entries_out_and_keeps_the_expected_sum() -> None:
    torch.manual_seed(0)
    bag = WeightedBag(9, 4, spread=0.3, drop=0.25)
    bag.reset_parameters()
    columns, offsets, weights = _example()
    whole = bag.eval()(columns, offsets, weights).detach()
    bag.train()
    drawn = torch.stack([bag(columns, offsets, weights).detach() for _ in range(4000)])
    assert (drawn[:, 1] == 0).all()  # an empty bag stays empty
    assert len(drawn[:, 0].unique(dim=0)) == 2**3
    torch.testing.assert_close(drawn.mean(0), whole, atol=0.05, rtol=0.0)
