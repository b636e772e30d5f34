"""The memory-bank projector against torch's multi-head attention over padded items."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from textmol.models.memory import MemoryProjector, share_out

DIM, ROWS, HEADS = 12, 5, 3
SIZES = (4, 1, 6)


def _copy_attention(projector: MemoryProjector) -> torch.nn.MultiheadAttention:
    """Return torch's own module with the projector's weights."""
    twin = torch.nn.MultiheadAttention(DIM, HEADS, batch_first=True)
    parts = (projector.query, projector.key, projector.value)
    with torch.no_grad():
        twin.in_proj_weight.copy_(torch.cat([part.weight for part in parts]))
        twin.in_proj_bias.copy_(torch.cat([part.bias for part in parts]))
    twin.out_proj = torch.nn.modules.linear.NonDynamicallyQuantizableLinear(DIM, DIM)
    twin.out_proj.load_state_dict(projector.join.state_dict())
    return twin


def _project_slowly(projector: MemoryProjector, items: list[torch.Tensor]) -> torch.Tensor:
    """Return the equation's vectors: one padded item after the other, rows averaged last."""
    twin = _copy_attention(projector)
    rows = []
    for item in items:
        padded = F.pad(item, (0, 0, 0, max(SIZES) - len(item)))[None]
        ignored = torch.arange(max(SIZES))[None] >= len(item)
        read, _ = twin(projector.memory.weight[None], padded, padded, key_padding_mask=ignored)
        rows.append(read[0].mean(0) * projector.log_scale.exp())
    bent = torch.tanh(projector.norm(projector.head(torch.stack(rows))))
    return bent / bent.norm(dim=1, keepdim=True)


def test_the_projector_equals_attention_over_padded_items() -> None:
    torch.manual_seed(0)
    projector = MemoryProjector(DIM, ROWS, HEADS)
    items = [torch.randn(size, DIM) for size in SIZES]
    owners = torch.repeat_interleave(torch.arange(3), torch.tensor(SIZES))
    ours = projector(projector.read(torch.cat(items), owners, 3))
    torch.testing.assert_close(ours, _project_slowly(projector, items), atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(ours.norm(dim=1), torch.ones(3))


def test_the_padding_row_stays_zero() -> None:
    projector = MemoryProjector(DIM, ROWS, HEADS)
    owners = torch.tensor([0, 0, 1])
    projector.read(torch.randn(3, DIM), owners, 2)[:, :5].sum().backward()
    assert projector.memory.weight.grad is not None
    assert (projector.memory.weight[0] == 0).all()
    assert (projector.memory.weight.grad[0] == 0).all()
    assert (projector.memory.weight.grad[1:] != 0).any()


def test_shares_of_an_owner_are_a_softmax() -> None:
    scores = torch.tensor([[1.0, 200.0], [2.0, -300.0], [-5.0, 0.0]])
    shares = share_out(scores, torch.tensor([0, 0, 1]), 2)
    torch.testing.assert_close(shares[:2], scores[:2].softmax(0))
    torch.testing.assert_close(shares[2], torch.ones(2))
