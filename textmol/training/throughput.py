"""How much of what a device can multiply a training run uses.

The share is that of model FLOPs (Chowdhery et al., PaLM, 2022, appendix B): products of matrices
that the model asks for, forwards and backwards, over those the device does in the same time when
it multiplies large matrices and nothing else. Lookups in tables and everything between products
count for nothing, so that a bag of words, which is nearly all lookups, has a small share.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry

SIZES = {"cpu": 512, "cuda": 8192}  # rows and columns of the plain products
ROUNDS = 4
Result = TypeVar("Result")


@dataclass(frozen=True)
class Throughput:
    """What one epoch did.

    Attributes:
        texts_per_second: texts that were read.
        flops_per_second: floating-point operations of the model's matrix products, two for each
            product of numbers.
        share: of what the device does in plain products, between 0 and 1.
    """

    texts_per_second: float
    flops_per_second: float
    share: float

    def to_json(self) -> dict[str, float]:
        """Return the figures by their keys in ``log.jsonl``."""
        return {
            "texts_per_second": round(self.texts_per_second, 1),
            "flops_per_second": float(f"{self.flops_per_second:.4g}"),
            "share_of_plain_products": float(f"{self.share:.3g}"),
        }


class _Products(TorchDispatchMode):
    """Adds up the FLOPs of what runs under it, by torch's own formulas.

    torch's ``FlopCounterMode`` does the same for each module apart, with hooks that fail on
    gradients of gradients, which a critic's penalty needs.
    """

    flops = 0

    def __torch_dispatch__(
        self,
        func: Any,
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        kwargs = kwargs or {}
        found = func(*args, **kwargs)
        count = flop_registry.get(func.overloadpacket)
        if count is not None:
            self.flops += count(*args, **kwargs, out_val=found)
        return found


class Meter:
    """Counts the products of the first step of an epoch and times all of its steps."""

    def __init__(self, device: str, kind: torch.dtype) -> None:
        """Take the device and what products are made of."""
        self._device, self._kind = device, kind
        self._steps = self._flops = 0
        self._began = time.perf_counter()

    def begin(self) -> None:
        """Start to time an epoch."""
        self._steps = self._flops = 0
        wait_for(self._device)
        self._began = time.perf_counter()

    def run(self, step: Callable[[], Result]) -> Result:
        """Return what a step returns; steps of an epoch are taken to be alike."""
        self._steps += 1
        if self._steps > 1:
            return step()
        with _Products() as products:
            found = step()
        self._flops = products.flops
        return found

    def end(self, texts: int) -> Throughput:
        """Return what the epoch did that read so many texts."""
        wait_for(self._device)
        seconds = max(time.perf_counter() - self._began, 1e-9)
        rate = self._flops * self._steps / seconds
        plain = measure_products(self._device, self._kind)
        return Throughput(texts / seconds, rate, rate / plain)


@cache
def measure_products(device: str, kind: torch.dtype) -> float:
    """Return the FLOP/s of plain products of large matrices, the best of some rounds.

    Measured once in a process.
    """
    size = SIZES.get(device.partition(":")[0], SIZES["cpu"])
    matrix = torch.ones(size, size, dtype=kind, device=device)
    best = 0.0
    for _ in range(ROUNDS):
        wait_for(device)
        began = time.perf_counter()
        matrix @ matrix
        wait_for(device)
        best = max(best, 2 * size**3 / max(time.perf_counter() - began, 1e-9))
    return best


def wait_for(device: str) -> None:
    """Wait until a device has done what it was asked: CUDA works while Python goes on."""
    if device.startswith("cuda"):
        torch.cuda.synchronize(device)
