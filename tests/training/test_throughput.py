"""Products are counted right, and the share is one of what the device can do."""

from __future__ import annotations

from functools import partial

import torch

from textmol.training.throughput import Meter, measure_products


def test_products_of_the_first_step_stand_for_all() -> None:
    meter, weight = Meter("cpu", torch.float32), torch.ones(32, 16, requires_grad=True)
    steps: list[int] = []

    def step() -> int:
        (torch.ones(8, 32) @ weight).sum().backward()
        steps.append(1)
        return len(steps)

    meter.begin()
    assert [meter.run(step) for _ in range(3)] == [1, 2, 3]
    found = meter.end(24)
    # Forwards once, backwards once for the weight; inputs need no gradient.
    expected = 3 * 2 * (2 * 8 * 32 * 16)
    assert found.flops_per_second / found.texts_per_second * 24 == expected
    assert found.share > 0
    assert found.to_json().keys() == {
        "texts_per_second",
        "flops_per_second",
        "share_of_plain_products",
    }


def test_an_epoch_is_counted_anew() -> None:
    meter = Meter("cpu", torch.float32)
    for size in (4, 8):
        meter.begin()
        meter.run(partial(torch.matmul, torch.ones(size, size), torch.ones(size, size)))
        found = meter.end(1)
        assert round(found.flops_per_second / found.texts_per_second) == 2 * size**3


def test_a_device_can_multiply() -> None:
    assert measure_products("cpu", torch.float32) > 0
