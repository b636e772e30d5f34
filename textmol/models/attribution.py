"""What each part of a sum adds to the vector that a head makes of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, cast

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.func import jvp, vmap

from textmol.models.batches import MoleculeBatch
from textmol.models.heads import Head, Heads

if TYPE_CHECKING:
    from textmol.models.molecule import GraphNetwork

NODES, MOST_NODES = 16, 256  # points on the path of integration
TOLERANCE = 1e-4  # length of the vector by which shares may miss what they add up to


def integrate_parts(head: nn.Module, start: Tensor, parts: Tensor) -> Tensor:
    """Return each part's share of ``head(start + sum of parts) - head(start)``.

    Integrated gradients along the straight line (Sundararajan et al. 2017, equation 1). The
    difference is known, so points are added until the shares sum to it within ``TOLERANCE``, or
    there are ``MOST_NODES``; how far they miss it is asked of the sum of the parts alone, before
    any part is.

    Args:
        head: takes (n, width) rows to (n, dim).
        start: (width,) where the path begins.
        parts: (p, width).

    Returns:
        (p, dim) shares.
    """
    whole = parts.sum(0)
    first, last = head(torch.stack([start, start + whole]))
    nodes = NODES
    while True:
        places, weights = _place_nodes(nodes)
        points = start + places[:, None] * whole
        missed = _push_along(head, points, weights, whole[None])[0] - (last - first)
        if nodes >= MOST_NODES or missed.norm() <= TOLERANCE:
            break
        nodes *= 2
    chunks = zip(points.split(NODES), weights.split(NODES), strict=True)
    return torch.stack([_push_along(head, *chunk, parts) for chunk in chunks]).sum(0)


def push_parts(head: nn.Module, point: Tensor, parts: Tensor) -> Tensor:
    """Return (p, dim), the head's derivative at ``point`` (width,) along each of the parts."""
    return _push_along(head, point[None], torch.ones(1), parts)


def _push_along(head: nn.Module, points: Tensor, weights: Tensor, parts: Tensor) -> Tensor:
    """Return (p, dim), the derivatives at (n, width) points along each part, weighed and summed."""
    if isinstance(head, Heads):
        members = len(head.members)
        sides = zip(head.members, points.chunk(members, 1), parts.chunk(members, 1), strict=True)
        pushed = [_push_along(member, here, weights, some) for member, here, some in sides]
        return torch.cat(pushed, 1) * members**-0.5
    if isinstance(head, Head):
        return _push_through(head, points, weights, parts)
    forward: Callable[[Tensor], Tensor] = lambda rows: head(rows)  # noqa: E731
    return vmap(lambda part: weights @ jvp(forward, (points,), (part.expand_as(points),))[1])(parts)


def _push_through(head: Head, points: Tensor, weights: Tensor, parts: Tensor) -> Tensor:
    """Return what ``_push_along`` does; the slopes at a point are found once for all parts."""
    inner, outer = cast("nn.Linear", head.bent[2]), cast("nn.Linear", head.bent[5])
    between = inner(F.gelu(points))
    ends = head.straight(points) + outer(F.gelu(between))
    lengths = ends.norm(dim=1, keepdim=True).clamp(min=1e-12)
    units = (ends / lengths)[:, None]
    pushed = (parts * _slope(points)[:, None]) @ inner.weight.T
    pushed = (pushed * _slope(between)[:, None]) @ outer.weight.T + parts @ head.straight.weight.T
    pushed = pushed - (pushed * units).sum(2, keepdim=True) * units
    return torch.einsum("n,npd->pd", weights / lengths[:, 0], pushed)


def _slope(values: Tensor) -> Tensor:
    """Return the derivative of the exact GELU (Hendrycks and Gimpel 2016, equation 2)."""
    density = torch.exp(-values.square() / 2) / (2 * torch.pi) ** 0.5
    return torch.special.ndtr(values) + values * density


@cache
def _place_nodes(nodes: int) -> tuple[Tensor, Tensor]:
    """Return (nodes,) places between 0 and 1 and their weights.

    Gauss and Legendre's rule for the root of the place: a head that makes unit length turns most
    where the path begins, and half as many points do for the same error.
    """
    roots, weights = np.polynomial.legendre.leggauss(nodes)
    roots = (1 + roots) / 2
    places = torch.from_numpy(roots**2).float()
    return places, torch.from_numpy(weights * roots).float()


def split_graph(graph: GraphNetwork, batch: MoleculeBatch) -> tuple[Tensor, Tensor]:
    """Return what each atom of one molecule adds to the pooled graph, and what is left.

    Args:
        graph: the graph network.
        batch: one molecule with ``a`` atoms.

    Returns:
        (a, out) parts of the atoms and (out,) the rest; their sum is ``graph(batch)[0]``.
    """
    states = graph.embed_atoms(batch)
    share = graph.attend(states).float().softmax(0)
    both = torch.cat([share * states, states / max(len(states), 1) ** 0.5], 1)
    return both @ graph.leave.weight.T, graph.leave.bias


def cut_atoms(batch: MoleculeBatch, removed: Tensor) -> MoleculeBatch:
    """Return a molecule once for each question, without the atoms removed there.

    Args:
        batch: one molecule with ``a`` atoms; its fingerprint and counts stay as they are.
        removed: (k, a) bool.
    """
    questions, number = removed.shape
    stays = ~removed
    owners, atoms = stays.nonzero(as_tuple=True)
    places = (stays.flatten().cumsum(0) - 1).view(questions, number)
    source, target = batch.edges
    bonded, edges = (stays[:, source] & stays[:, target]).nonzero(as_tuple=True)
    return MoleculeBatch(
        columns=batch.columns,
        offsets=batch.offsets,
        weights=batch.weights,
        descriptors=batch.descriptors.expand(questions, -1),
        atoms=batch.atoms[atoms],
        edges=torch.stack([places[bonded, source[edges]], places[bonded, target[edges]]]),
        bonds=batch.bonds[edges],
        owners=owners,
    )
