"""The best match of every token in every sequence of the other modality, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import torch
from torch import Tensor

PAIRS = 1 << 20  # as much as a processor's cache holds


class Block(NamedTuple):
    """A few sequences of one modality, cut to the longest of them."""

    rows: Tensor  # (b,) int64 which sequences
    states: Tensor  # (b, l, d)
    mask: Tensor  # (b, l) bool


def match_tokens(
    left: Tensor, left_mask: Tensor, right: Tensor, right_mask: Tensor, *, pairs: int = PAIRS
) -> tuple[Tensor, Tensor]:
    """Return the best inner product of each token with each sequence of the other side.

    Sequences are taken in blocks, those of similar length together: memory holds the token
    pairs of two blocks at a time, in training as well, for the gradient needs no more than who
    matched whom.

    Args:
        left: (n, p, d) tokens; products are taken in their precision.
        left_mask: (n, p) bool, False for padding, which stands at the end.
        right: (m, q, d) tokens.
        right_mask: (m, q) bool.
        pairs: token pairs that are compared at a time; at least those of two sequences are.

    Returns:
        (n, m, p) for the tokens of ``left`` and (n, m, q) for those of ``right``; 0 for padding.
        Single precision at least.
    """
    block = max(1, int((pairs / (left.shape[1] * right.shape[1])) ** 0.5))
    with torch.autocast(left.device.type, enabled=False):  # products are taken as they come
        ours, theirs = _BestMatches.apply(left, left_mask, right, right_mask, block)
    return ours, theirs


class _BestMatches(torch.autograd.Function):
    """Maxima over token pairs; the gradient goes to the pair that won."""

    @staticmethod
    def forward(ctx, left, left_mask, right, right_mask, block):  # type: ignore[no-untyped-def]
        (n, p, _), (m, q, _) = left.shape, right.shape
        full = torch.promote_types(left.dtype, torch.float32)
        ours, theirs = left.new_zeros(n, m, p, dtype=full), left.new_zeros(n, m, q, dtype=full)
        won_ours, won_theirs = (
            torch.zeros(values.shape, dtype=torch.int16, device=left.device)
            for values in (ours, theirs)
        )
        for a in _blocks(left, left_mask, block):
            for b in _blocks(right, right_mask, block):
                scores = _compare(a, b)
                place = (a.rows[:, None], b.rows[None, :])
                best = (item.transpose(1, 2) for item in scores.max(3))
                _store(ours, won_ours, place, best, a.mask[:, None, :])
                _store(theirs, won_theirs, place, scores.max(1), b.mask[None, :, :])
        ctx.save_for_backward(left, left_mask, right, right_mask, won_ours, won_theirs)
        ctx.block = block
        return ours, theirs

    @staticmethod
    def backward(ctx, to_ours, to_theirs):  # type: ignore[no-untyped-def]
        left, left_mask, right, right_mask, won_ours, won_theirs = ctx.saved_tensors
        to_left, to_right = (torch.zeros_like(to, dtype=to_ours.dtype) for to in (left, right))
        for a in _blocks(left, left_mask, ctx.block):
            for b in _blocks(right, right_mask, ctx.block):
                (n, p, d), (m, q, _) = a.states.shape, b.states.shape
                place = (a.rows[:, None], b.rows[None, :])
                grid = to_ours.new_zeros(n, p, m, q)
                ours = (to_ours[place][..., :p] * a.mask[:, None, :]).transpose(1, 2)
                column = won_ours[place][..., :p].long().transpose(1, 2)
                grid.scatter_(3, column[..., None], ours[..., None])
                theirs = to_theirs[place][..., :q] * b.mask[None, :, :]
                row = won_theirs[place][..., :q].long()
                grid.scatter_add_(1, row[:, None], theirs[:, None])
                flat = grid.view(n * p, m * q).to(left.dtype)
                to_left[a.rows, :p] += (flat @ b.states.reshape(m * q, d)).view(n, p, d)
                to_right[b.rows, :q] += (flat.T @ a.states.reshape(n * p, d)).view(m, q, d)
        return to_left.to(left.dtype), None, to_right.to(right.dtype), None, None


def _blocks(states: Tensor, mask: Tensor, size: int) -> Iterator[Block]:
    """Yield the sequences from short to long."""
    lengths = mask.sum(1)
    for rows in lengths.argsort(stable=True).split(size):
        longest = int(lengths[rows[-1]])
        yield Block(rows, states[rows, :longest], mask[rows, :longest])


def _compare(a: Block, b: Block) -> Tensor:
    """Return the (n, p, m, q) inner products of two blocks."""
    (n, p, d), (m, q, _) = a.states.shape, b.states.shape
    scores = (a.states.reshape(n * p, d) @ b.states.reshape(m * q, d).T).view(n, p, m, q)
    # Adding minus infinity is ten times faster than filling a mask that is broadcast.
    for block, shape in ((a, (n, p, 1, 1)), (b, (m, q))):
        barred = torch.zeros_like(block.mask, dtype=scores.dtype)
        scores += barred.masked_fill_(~block.mask, -torch.inf).view(shape)
    return scores


def _store(values: Tensor, places: Tensor, at, best, mask: Tensor) -> None:  # type: ignore[no-untyped-def]
    """Write the (n, m, l) best values, 0 for padding, and the (n, m, l) tokens that gave them."""
    found, where = best
    cells = (*at, slice(mask.shape[2]))
    values[cells] = found.masked_fill(~mask, 0).to(values.dtype)
    places[cells] = where.to(places.dtype)
