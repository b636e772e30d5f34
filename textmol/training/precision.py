"""Which kind of number a device multiplies matrices in while it trains."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import torch


def choose_kind(precision: str, device: str) -> torch.dtype:
    """Return what products of matrices are made of: bfloat16 where asked for and worth it.

    A CPU without instructions for it only imitates bfloat16, some forty times slower than it
    multiplies float32, so that float32 is used there.

    Args:
        precision: of the recipe, "bf16" or "fp32".
        device: "cpu", "cuda" or "cuda:0".
    """
    if precision != "bf16":
        return torch.float32
    if device.startswith("cpu") and not torch.ops.mkldnn._is_mkldnn_bf16_supported():
        return torch.float32
    return torch.bfloat16


def name_kind(kind: torch.dtype) -> str:
    """Return what a card says of ``kind``, such as "bfloat16"."""
    return str(kind).removeprefix("torch.")


def multiply_in(kind: torch.dtype, device: str) -> AbstractContextManager[Any]:
    """Return a context in which products are of ``kind``; weights stay float32."""
    half = kind == torch.bfloat16
    return torch.autocast(device.partition(":")[0], torch.bfloat16, enabled=half)
