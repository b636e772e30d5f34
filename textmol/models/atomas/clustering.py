"""Density peaks with nearest neighbours (DPC-KNN), for batches of padded sequences."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Generator, Tensor

NOISE = 1e-6  # tells apart tokens of equal density while training


@dataclass(frozen=True)
class Clusters:
    """Which tokens of each sequence belong together.

    Attributes:
        owners: (n, p) int64 cluster of each token; 0 for padding, which belongs to none.
        mask: (n, c) bool, the clusters that a sequence has; the first of them come first.
    """

    owners: Tensor
    mask: Tensor


@torch.no_grad()
def cluster_tokens(
    states: Tensor,
    mask: Tensor,
    *,
    ratio: float,
    neighbours: int,
    noise: bool = False,
    generator: Generator | None = None,
) -> Clusters:
    """Group the tokens of each sequence into ``ceil(ratio * length)`` clusters.

    Adaptive polymerisation of Atomas, after Du et al. 2016 (DPC-KNN): density is ``exp(-mean
    squared distance to the k nearest)``, delta the distance to the nearest token of higher
    density (the largest distance where there is none). Tokens with the largest product of both
    are centres, and the rest join the nearest centre. Nothing here depends on how far the batch
    is padded.

    Args:
        states: (n, p, d) tokens.
        mask: (n, p) bool, False for padding; each sequence has at least one token.
        ratio: share of the tokens that become centres, in (0, 1].
        neighbours: k, the nearest other tokens that make the density.
        noise: add up to 1e-6 to the densities, drawn from ``generator``. Without it, the earlier
            of two tokens of equal density counts as the denser.
        generator: source of the noise; torch's own where None.
    """
    far = measure_distances(states)
    far = far.masked_fill(~(mask[:, :, None] & mask[:, None, :]), torch.inf)
    density = estimate_density(far, mask, neighbours)
    if noise:
        drawn = torch.rand(density.shape, generator=generator, device=density.device)
        density = torch.where(mask, density + NOISE * drawn, density)
    score = (density * find_separation(far, density)).masked_fill(~mask, -1)

    lengths = mask.sum(1)
    # Tenths and the like are not exact in binary; 20 * 0.05 is one cluster and not two.
    numbers = torch.ceil(lengths * ratio - 1e-6).long().clamp(min=1)
    count = int(numbers.max())
    kept = torch.arange(count, device=mask.device) < numbers[:, None]  # (n, c)
    centres = score.argsort(dim=1, descending=True, stable=True)[:, :count]
    to_centres = far.gather(1, centres[:, :, None].expand(-1, -1, far.shape[2]))  # (n, c, p)
    owners = to_centres.masked_fill(~kept[:, :, None], torch.inf).argmin(1)
    # A centre owns itself, also where its twin is just as near.
    own = torch.full_like(owners, -1)
    slots = torch.arange(count, device=mask.device).expand_as(centres)
    own.scatter_(1, centres, torch.where(kept, slots, -1))
    return Clusters(torch.where(own >= 0, own, owners).masked_fill(~mask, 0), kept)


def measure_distances(states: Tensor) -> Tensor:
    """Return the (n, p, p) Euclidean distances over the root of the width."""
    return torch.cdist(states.float(), states.float()) / math.sqrt(states.shape[2])


def estimate_density(far: Tensor, mask: Tensor, neighbours: int) -> Tensor:
    """Return the (n, p) densities, 0 for padding.

    Args:
        far: (n, p, p) distances, infinite from and to padding.
        mask: (n, p) bool.
        neighbours: how many of the nearest other tokens count; all where there are fewer.
    """
    own = torch.eye(far.shape[1], dtype=torch.bool, device=far.device)
    count = min(neighbours, far.shape[1] - 1)
    nearest = far.masked_fill(own, torch.inf).topk(count, dim=2, largest=False).values
    known = nearest.isfinite()
    total = nearest.masked_fill(~known, 0).square().sum(2)
    return torch.exp(-total / known.sum(2).clamp(min=1)).masked_fill(~mask, 0)


def find_separation(far: Tensor, density: Tensor) -> Tensor:
    """Return the (n, p) distances to the nearest token of higher density.

    The densest token of a sequence gets its largest distance; padding gets 0.
    """
    place = torch.arange(far.shape[1], device=far.device)
    earlier = place[None, :] < place[:, None]  # (p, p): column before row
    mine, other = density[:, :, None], density[:, None, :]
    higher = (other > mine) | ((other == mine) & earlier)
    nearest = far.masked_fill(~higher, torch.inf).amin(2)
    largest = far.masked_fill(far.isinf(), 0).amax(2)
    return torch.where(nearest.isfinite(), nearest, largest)
