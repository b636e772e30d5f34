"""The vectors of a library: int8 on disk, a flat FAISS index in memory."""

from __future__ import annotations

import numpy as np

from textmol.errors import LibraryError

_CHUNK = 4096
SAMPLE = 64  # values for each hit wanted, from which a first threshold is taken


def quantise(vectors: np.ndarray) -> np.ndarray:
    """Return (n, d) int8 rows that point where the (n, d) float rows point.

    Each row is stretched to the full range of int8. Vectors of a library have unit length, so
    the direction is all there is to keep, and no scale has to be stored.
    """
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    return np.rint(vectors * (127.0 / np.maximum(largest, 1e-30))).astype(np.int8)


def restore(quantised: np.ndarray) -> np.ndarray:
    """Return (n, d) float32 rows of unit length for (n, d) int8 rows; zero rows stay zero."""
    vectors = quantised.astype(np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.maximum(lengths, 1e-30)


class VectorIndex:
    """Exhaustive inner products with every row, by FAISS in single precision."""

    def __init__(self, quantised: np.ndarray) -> None:
        """Take (n, d) int8 rows, memory-mapped or not."""
        import faiss

        self._index = faiss.IndexFlatIP(quantised.shape[1])
        # In chunks, so that the float copy never stands in memory twice.
        for start in range(0, len(quantised), _CHUNK):
            self._index.add(restore(quantised[start : start + _CHUNK]))

    def score(self, vector: np.ndarray) -> np.ndarray:
        """Return the (n,) float32 inner products of all rows with a (d,) vector.

        Raises:
            LibraryError: where the vector has another number of dimensions than the index.
            ValueError: where the vector is not finite.
        """
        import faiss

        self._refuse(vector)

        query = np.ascontiguousarray(vector, dtype=np.float32)
        found = np.empty(self._index.ntotal, np.float32)
        # The kernel of a flat index by itself yields every score: ranks in the whole library,
        # filters and ties are then exact. It also avoids the thread barrier that makes a plain
        # search of one query ten times slower while other work runs.
        faiss.fvec_inner_products_ny(  # type: ignore[attr-defined]
            faiss.swig_ptr(found),
            faiss.swig_ptr(query),
            self._index.get_xb(),
            self._index.d,
            self._index.ntotal,
        )
        return found

    def score_each(self, vectors: np.ndarray) -> np.ndarray:
        """Return the (m, n) float32 inner products of (m, d) vectors with all rows.

        Rows are read from memory once for all of them. Raises what ``score`` does.
        """
        import faiss
        import torch

        for vector in vectors:
            self._refuse(vector)
        size = self._index.ntotal, self._index.d
        rows = faiss.rev_swig_ptr(self._index.get_xb(), size[0] * size[1]).reshape(size)
        queries = torch.from_numpy(np.ascontiguousarray(vectors, dtype=np.float32))
        scores: np.ndarray = (torch.from_numpy(rows) @ queries.T).T.contiguous().numpy()
        return scores

    def _refuse(self, vector: np.ndarray) -> None:
        if vector.shape != (self._index.d,):
            raise LibraryError(
                f"The library holds vectors of {self._index.d} dimensions and the query has shape "
                f"{vector.shape}.",
                "Use the checkpoint the library was built with, or build the library again.",
            )
        if not np.isfinite(vector).all():
            raise ValueError("The query vector holds values that are not finite.")


def order_best(scores: np.ndarray, rows: np.ndarray, count: int) -> np.ndarray:
    """Return the ``count`` best of (m,) ascending rows, best first, equal scores by row.

    ``scores`` is (n,) float32 for all rows of the library.
    """
    values = scores[rows]
    sample = values[:: max(len(values) // (SAMPLE * count), 1)]
    if count < len(sample):
        # The count-th best of a part is never above that of the whole: all below it can go.
        kept = values >= np.partition(sample, len(sample) - count)[len(sample) - count]
        rows, values = rows[kept], values[kept]
    if count < len(values):
        least = np.partition(values, len(values) - count)[len(values) - count]
        rows, values = rows[values >= least], values[values >= least]
    return rows[np.argsort(-values, kind="stable")][:count]


def rank_in_library(scores: np.ndarray, hits: np.ndarray) -> np.ndarray:
    """Return (k,) int64 ranks from 1 of hits with (k,) scores among the (n,) scores of all.

    Every molecule with an equal score counts as ranked before.
    """
    if not len(hits):
        return np.empty(0, np.int64)
    above = np.sort(scores[scores >= hits.min()])
    return (len(above) - np.searchsorted(above, hits, side="left")).astype(np.int64)
