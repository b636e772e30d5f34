"""Which texts an epoch reads, in which company, and against which further molecules."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import torch
from numpy.random import Generator

CHUNK = 1024


@dataclass(frozen=True)
class Neighbours:
    """Nearest molecules in the space of an encoder.

    Attributes:
        molecules: (n,) molecules that were compared.
        nearest: (n, k) positions in ``molecules``, nearest first, without the molecule itself.
    """

    molecules: np.ndarray
    nearest: np.ndarray

    def of(self, molecules: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return which of (n,) molecules were compared, and the (m, k) neighbours of those."""
        places = np.searchsorted(self.molecules, molecules)
        places[places == len(self.molecules)] = 0
        known = self.molecules[places] == molecules
        return known, self.molecules[self.nearest[places[known]]]


def find_neighbours(
    molecules: np.ndarray, vectors: torch.Tensor, count: int, device: str
) -> Neighbours:
    """Return the ``count`` nearest of all sorted ``molecules`` by their (n, d) unit vectors."""
    vectors = vectors.to(device)
    count = min(count, len(molecules) - 1)
    parts = []
    for start in range(0, len(vectors), CHUNK):
        scores = vectors[start : start + CHUNK] @ vectors.T
        own = torch.arange(len(scores), device=device)
        scores[own, own + start] = float("-inf")
        parts.append(scores.topk(count, dim=1).indices.cpu())
    return Neighbours(molecules, torch.cat(parts).numpy())


def draw_texts(kinds: np.ndarray, repeats: dict[str, float], rng: Generator) -> np.ndarray:
    """Return the text rows of one epoch in random order, each kind as often as asked."""
    chosen = []
    for kind, times in repeats.items():
        rows = np.flatnonzero(kinds == kind)
        whole, share = int(times), times - int(times)
        chosen += [rows] * whole
        chosen.append(rng.permutation(rows)[: round(share * len(rows))])
    return rng.permutation(np.concatenate(chosen))


def group_texts(
    rows: np.ndarray, owners: np.ndarray, near: Neighbours, size: int, rng: Generator
) -> np.ndarray:
    """Reorder ``rows`` so that texts of look-alike molecules stand together.

    Random negatives are soon told apart; it is the stereo twin, the other chain length and the
    conjugate base that fill the top of a list. Each text draws up to ``size - 1`` texts of
    neighbouring molecules that are still free, and the groups are shuffled.
    """
    waiting: dict[int, list[int]] = defaultdict(list)
    for place in range(len(rows) - 1, -1, -1):
        waiting[int(owners[rows[place]])].append(place)
    used = np.zeros(len(rows), bool)
    groups: list[list[int]] = []
    for place in range(len(rows)):
        if used[place]:
            continue
        used[place] = True
        group = [place]
        for molecule in _shuffle(near, int(owners[rows[place]]), rng):
            if len(group) == size:
                break
            free = waiting[int(molecule)]
            while free and used[free[-1]]:
                free.pop()
            if free:
                used[free[-1]] = True
                group.append(free.pop())
        groups.append(group)
    order = rng.permutation(len(groups))
    return rows[np.concatenate([groups[index] for index in order])]


def _shuffle(near: Neighbours, molecule: int, rng: Generator) -> np.ndarray:
    known, neighbours = near.of(np.asarray([molecule]))
    return rng.permutation(neighbours[0]) if known[0] else np.zeros(0, np.int64)


def draw_unpaired(
    molecules: np.ndarray, near: Neighbours, count: int, rng: Generator
) -> np.ndarray:
    """Return up to ``count`` neighbours of a batch's molecules that are not in the batch."""
    _, candidates = near.of(molecules)
    if not len(candidates):
        return np.zeros(0, np.int64)
    chosen = rng.integers(candidates.shape[1], size=len(candidates))
    picked = candidates[np.arange(len(candidates)), chosen]
    return rng.permutation(np.setdiff1d(picked, molecules))[:count]
