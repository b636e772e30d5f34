"""Adaptive polymerisation: tokens to fragments, fragments to a molecule's parts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Generator, Tensor, nn

from textmol.models.atomas.clustering import cluster_tokens

CHUNKS = 4  # of a batch sorted by length: short sequences are not padded to long ones


@dataclass(frozen=True)
class Level:
    """Tokens of one level, padded.

    Attributes:
        states: (n, p, d); what stands at padding has no meaning.
        mask: (n, p) bool, False for padding.
        owners: (n, p of the level below) int64 token here that each token below went into;
            None at the lowest level.
    """

    states: Tensor
    mask: Tensor
    owners: Tensor | None = None


class Polymerisation(nn.Module):
    """Score tokens by their surroundings, cluster them and merge each cluster by weight.

    Adaptive polymerisation of Atomas: a residual convolution over three neighbours, layer norm,
    a linear score s; a cluster becomes the mean of its members with weights exp(s).
    """

    def __init__(self, width: int, *, ratio: float, neighbours: int) -> None:
        super().__init__()
        self.ratio, self.neighbours = ratio, neighbours
        self.convolution = nn.Conv1d(width, width, kernel_size=3, padding=1)
        self.norm = nn.LayerNorm(width)
        self.score = nn.Linear(width, 1)

    def forward(
        self, level: Level, generator: Generator | None = None
    ) -> tuple[Level, Tensor, Tensor]:
        """Return the merged level, and the (n, p, d) tokens and (n, p) scores it was made of."""
        inner = level.states.masked_fill(~level.mask[:, :, None], 0)
        inner = inner + self.convolution(inner.transpose(1, 2)).transpose(1, 2)
        states = self.norm(inner)
        scores = self.score(states).squeeze(2).float()
        clusters = cluster_tokens(
            states,
            level.mask,
            ratio=self.ratio,
            neighbours=self.neighbours,
            noise=self.training,
            generator=generator,
        )
        merged = merge_tokens(states, scores, level.mask, clusters.owners, clusters.mask)
        return Level(merged, clusters.mask, clusters.owners), states, scores


def merge_tokens(
    states: Tensor, scores: Tensor, mask: Tensor, owners: Tensor, kept: Tensor
) -> Tensor:
    """Return the (n, c, d) means of the clusters with weights ``exp(scores)``.

    Args:
        states: (n, p, d) tokens.
        scores: (n, p).
        mask: (n, p) bool, False for padding.
        owners: (n, p) int64 cluster of each token.
        kept: (n, c) bool, the clusters there are; the others come back as zeros.
    """
    slots = torch.arange(kept.shape[1], device=owners.device)
    member = (owners[:, None, :] == slots[:, None]) & mask[:, None, :]  # (n, c, p)
    # A softmax over the members is the mean with weights exp(s), and cannot overflow.
    shares = scores[:, None, :].masked_fill(~member, -torch.inf)
    shares = shares.masked_fill(~kept[:, :, None], 0).softmax(2)
    return (shares * kept[:, :, None]).to(states.dtype) @ states


class MergeBlock(nn.Module):
    """A transformer block in which merged tokens read the tokens that they were made of.

    Adaptive polymerisation of Atomas: softmax(Q K^T / sqrt(d) + s) V, with the score s of each
    token that is read as a bias, then a two-layer perceptron; both with layer norm before and
    residual.
    """

    def __init__(self, width: int, *, heads: int, ratio: int) -> None:
        super().__init__()
        if width % heads:
            raise ValueError(f"{heads} heads do not divide a width of {width}.")
        self.heads = heads
        self.norm = nn.LayerNorm(width)
        self.query = nn.Linear(width, width)
        self.key_value = nn.Linear(width, 2 * width)
        self.leave = nn.Linear(width, width)
        self.perceptron = nn.Sequential(
            nn.LayerNorm(width),
            nn.Linear(width, ratio * width),
            nn.GELU(),
            nn.Linear(ratio * width, width),
        )

    def forward(self, merged: Tensor, states: Tensor, scores: Tensor, mask: Tensor) -> Tensor:
        """Return (n, c, d) states.

        Args:
            merged: (n, c, d) queries.
            states: (n, p, d) keys and values.
            scores: (n, p) bias of each key.
            mask: (n, p) bool, False for keys that are padding.
        """
        merged = merged + self._attend(self.norm(merged), self.norm(states), scores, mask)
        return merged + self.perceptron(merged)

    def _attend(self, merged: Tensor, states: Tensor, scores: Tensor, mask: Tensor) -> Tensor:
        query = self._split(self.query(merged))
        key, value = (self._split(part) for part in self.key_value(states).chunk(2, dim=2))
        bias = scores.masked_fill(~mask, -torch.inf)[:, None, None, :]
        logits = query @ key.transpose(2, 3) / math.sqrt(query.shape[3])
        shares = (logits.float() + bias).softmax(3).to(value.dtype)
        return self.leave((shares @ value).transpose(1, 2).flatten(2))

    def _split(self, states: Tensor) -> Tensor:
        """Return (n, heads, p, d / heads)."""
        return states.unflatten(2, (self.heads, -1)).transpose(1, 2)


class Hierarchy(nn.Module):
    """The levels of one modality: tokens as they are, then merged once for each ratio."""

    def __init__(
        self, width: int, *, ratios: Sequence[float], neighbours: int, heads: int, mlp: int
    ) -> None:
        super().__init__()
        self.mergers = nn.ModuleList(
            Polymerisation(width, ratio=ratio, neighbours=neighbours) for ratio in ratios
        )
        self.blocks = nn.ModuleList(MergeBlock(width, heads=heads, ratio=mlp) for _ in ratios)

    def forward(
        self, states: Tensor, mask: Tensor, generator: Generator | None = None
    ) -> list[Level]:
        """Return 1 + len(ratios) levels from (n, p, d) states and their (n, p) mask."""
        lengths = mask.sum(1)
        order = lengths.argsort(stable=True)
        parts = []
        for rows in order.tensor_split(min(CHUNKS, len(order))):
            longest = int(lengths[rows[-1]])
            short = Level(states[rows, :longest], mask[rows, :longest])
            parts.append(self._climb(short, generator))
        levels, back = [Level(states, mask)], order.argsort()
        for same in zip(*parts, strict=True):
            levels.append(_join(same, back, levels[-1].mask.shape[1]))
        return levels

    def _climb(self, level: Level, generator: Generator | None) -> list[Level]:
        """Return the levels above ``level``."""
        above = []
        for merger, block in zip(self.mergers, self.blocks, strict=True):
            merged, inner, scores = merger(level, generator)
            read = block(merged.states, inner, scores, level.mask)
            level = Level(read, merged.mask, merged.owners)
            above.append(level)
        return above


def _join(parts: Sequence[Level], back: Tensor, below: int) -> Level:
    """Return one level from those of all chunks, in the order ``back``.

    Args:
        parts: one level of each chunk, merged from tokens of another.
        back: (n,) int64 place of each sequence in the chunks.
        below: tokens to which sequences are padded on the level below.
    """
    width = max(part.mask.shape[1] for part in parts)
    states, masks, owners = [], [], []
    for part in parts:
        assert part.owners is not None
        missing = width - part.mask.shape[1]
        states.append(F.pad(part.states, (0, 0, 0, missing)))
        masks.append(F.pad(part.mask, (0, missing)))
        owners.append(F.pad(part.owners, (0, below - part.owners.shape[1])))
    return Level(torch.cat(states)[back], torch.cat(masks)[back], torch.cat(owners)[back])
