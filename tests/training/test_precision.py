"""Products are of the kind that a device can multiply, and a card can say which."""

from __future__ import annotations

import pytest
import torch

from textmol.training import precision
from textmol.training.precision import choose_kind, multiply_in, name_kind


@pytest.mark.parametrize("able", [True, False])
def test_bfloat16_is_not_imitated(able: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        precision.torch.ops.mkldnn, "_is_mkldnn_bf16_supported", lambda: able, raising=False
    )
    assert choose_kind("bf16", "cpu") == (torch.bfloat16 if able else torch.float32)
    assert choose_kind("bf16", "cuda") == torch.bfloat16
    assert choose_kind("fp32", "cuda") == torch.float32


@pytest.mark.parametrize("kind", [torch.float32, torch.bfloat16])
def test_products_are_of_the_kind(kind: torch.dtype) -> None:
    weight = torch.ones(4, 4, requires_grad=True)
    with multiply_in(kind, "cpu"):
        found = weight @ weight
    assert found.dtype == kind
    assert name_kind(found.dtype) == str(kind).split(".")[1]
