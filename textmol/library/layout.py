"""The library as a map: two coordinates for each molecule, near where its vector has neighbours."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np

from textmol.library import folder as files
from textmol.library.index import restore
from textmol.library.library import Library

Progress = Callable[[str, int, int | None], None]

SEED = 7
COMPONENTS = 50  # principal components in which neighbours are looked for
NEIGHBOURS = 15
STEPS = 200
SPREAD = 10.0  # standard deviation of the start, in the length at which attraction halves
NEGATIVES = 5  # molecules that each one is pushed off in a step
FARTHEST = 4.0  # of a move in a step


def attach_map(folder: Path, *, progress: Progress | None = None) -> Library:
    """Lay a library out as a map, store it, and return the library, opened.

    Raises:
        LibraryError: where the folder is no library, or it has no vectors.
    """
    folder = Path(folder)
    vectors = restore(Library.open(folder).read_vectors())
    write_map(lay_out(vectors, progress=progress), folder)
    files.write_manifest(folder)
    return Library.open(folder)


def write_map(places: np.ndarray, folder: Path) -> None:
    """Write (n, 2) coordinates into a library folder, in half precision."""
    new = folder / f"{files.MAP}.new"
    with new.open("wb") as file:
        np.save(file, places.astype(np.float16), allow_pickle=False)
    os.replace(new, folder / files.MAP)


def lay_out(vectors: np.ndarray, *, progress: Progress | None = None) -> np.ndarray:
    """Return (n, 2) float32 coordinates between -1 and 1 for (n, d) vectors.

    Neighbours attract and all others repel each other with the forces of UMAP (McInnes et al.,
    2018, section 3.2, with a = b = 1), starting from the two principal components; every step
    moves all molecules at once, so that the outcome does not depend on an order. Distances
    between groups on the map mean little, neighbourhoods do.
    """
    report = progress or (lambda *_: None)
    if len(vectors) <= NEIGHBOURS:
        return _fit(_project(vectors, 2))
    reduced = _project(vectors, COMPONENTS)
    first, second, weights = _link(reduced)
    places = reduced[:, :2] / np.maximum(reduced[:, :2].std(axis=0), 1e-12) * SPREAD
    degrees = _sum(first, weights, len(places)) + _sum(second, weights, len(places))
    random = np.random.default_rng(SEED)
    for step in range(STEPS):
        pull = _attract(places, first, second, weights) / degrees[:, None]
        push = np.clip(_repel(places, random), -FARTHEST, FARTHEST)
        move = np.clip(pull + push, -FARTHEST, FARTHEST)
        places = (places + (1 - step / STEPS) * move).astype(np.float32)
        report("map", step + 1, STEPS)
    return _fit(places)


def _project(vectors: np.ndarray, components: int) -> np.ndarray:
    """Return (n, min(d, components)) float32 principal components, at least two columns."""
    centred = vectors - vectors.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    # The sign of an axis is arbitrary: its largest entry is made positive.
    largest = np.abs(axes).argmax(axis=0)
    axes = axes * np.sign(axes[largest, np.arange(axes.shape[1])])
    projected = centred @ axes[:, ::-1][:, :components]
    missing = max(0, 2 - projected.shape[1])
    return np.ascontiguousarray(np.pad(projected, ((0, 0), (0, missing))), np.float32)


def _link(points: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the two ends and the weight of each link to a neighbour, (n * NEIGHBOURS,) each."""
    import faiss

    index = faiss.IndexFlatL2(points.shape[1])
    index.add(points)
    squares, rows = index.search(points, NEIGHBOURS + 1)
    distances = np.sqrt(np.maximum(squares[:, 1:], 0))
    nearest = distances[:, :1]
    scale = np.maximum((distances - nearest).mean(axis=1, keepdims=True), 1e-6)
    weights = np.exp(-(distances - nearest) / scale).astype(np.float32)
    first = np.repeat(np.arange(len(points)), NEIGHBOURS)
    return first, rows[:, 1:].ravel(), weights.ravel()


def _attract(
    places: np.ndarray, first: np.ndarray, second: np.ndarray, weights: np.ndarray
) -> np.ndarray:
    """Return the (n, 2) sum of the pulls along all links."""
    apart = places[first] - places[second]
    strength = 2 * weights / (1 + (apart**2).sum(axis=1))
    pulls = strength[:, None] * apart
    return np.stack(
        [
            _sum(second, pulls[:, axis], len(places)) - _sum(first, pulls[:, axis], len(places))
            for axis in (0, 1)
        ],
        axis=1,
    )


def _repel(places: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Return the (n, 2) mean push away from molecules drawn at random."""
    pushes = np.zeros_like(places)
    for _ in range(NEGATIVES):
        apart = places - places[random.integers(0, len(places), len(places))]
        squares = (apart**2).sum(axis=1)
        pushes += (2 / ((0.01 + squares) * (1 + squares)))[:, None] * apart
    return np.asarray(pushes / NEGATIVES)


def _sum(rows: np.ndarray, values: np.ndarray, size: int) -> np.ndarray:
    """Return (size,) the sum of the values of each row."""
    return np.bincount(rows, values, size)


def _fit(places: np.ndarray) -> np.ndarray:
    """Return coordinates shifted and scaled, alike in both directions, to between -1 and 1."""
    low, high = places.min(axis=0), places.max(axis=0)
    half = max(float((high - low).max()) / 2, 1e-12)
    return np.asarray((places - (low + high) / 2) / half, np.float32)
