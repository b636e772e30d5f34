"""What each part of a sum adds to the vector that a head makes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.func import jvp, vmap

from textmol.models.batches import MoleculeBatch

if TYPE_CHECKING:
    from textmol.models.molecule import GraphNetwork

STEPS = 8  # points on the path of integration


def integrate_parts(head: nn.Module, start: Tensor, parts: Tensor, steps: int = STEPS) -> Tensor:
    """Return each part's share of ``head(start + sum of parts) - head(start)``.

    Integrated gradients along the straight line (Sundararajan et al. 2017, equation 1), by the
    midpoint rule: the shares add up to the difference as ``steps`` grows.

    Args:
        head: takes (n, width) rows to (n, dim).
        start: (width,) where the path begins.
        parts: (p, width).
        steps: points on the path.

    Returns:
        (p, dim) shares.
    """
    whole = parts.sum(0)
    shares = torch.zeros(())
    for step in range(steps):
        shares = shares + push_parts(head, start + (step + 0.5) / steps * whole, parts)
    return shares / steps


def push_parts(head: nn.Module, point: Tensor, parts: Tensor) -> Tensor:
    """Return (p, dim), the head's derivative at ``point`` (width,) along each of the parts."""
    forward: Callable[[Tensor], Tensor] = lambda row: head(row[None])[0]  # noqa: E731
    return vmap(lambda part: jvp(forward, (point,), (part,))[1])(parts)


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
