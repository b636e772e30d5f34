"""What a counting member reads: common pieces of texts, ranges of counts, and wrong molecules."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from textmol.models.batches import TextBatch
from textmol.models.counting import CountingMolecule
from textmol.models.inputs import Read
from textmol.training.corpus import Corpus, Ragged
from textmol.training.counting.recipe import Ranges

CHUNK = 512
MOST = 2**31 - 1


class Texts:
    """Texts of a corpus as the checkpoint reads them, each read once.

    A corpus may have been prepared anew since the checkpoint was trained: its columns are then
    others than the checkpoint's.
    """

    def __init__(self, read: Read, corpus: Corpus, rows: np.ndarray) -> None:
        """Read the ascending ``rows`` with what turns descriptions into ``TextBatch``."""
        self._known = rows
        sizes, columns, weights = [], [], []
        for start in range(0, len(rows), CHUNK):
            batch: TextBatch = read(corpus.strings(rows[start : start + CHUNK]))
            columns.append(batch.columns.numpy().astype(np.int32))
            weights.append(batch.weights.numpy())
            sizes.append(np.diff(np.append(batch.offsets.numpy(), len(batch.columns))))
        self._rows = Ragged(np.concatenate(sizes))
        self._columns, self._weights = np.concatenate(columns), np.concatenate(weights)

    def take(self, rows: np.ndarray) -> TextBatch:
        """Return ``rows`` of the corpus, all of which were read, as a batch."""
        places = np.searchsorted(self._known, rows)
        sizes, flat = self._rows.sizes[places], self._rows.places(places)
        return TextBatch(
            torch.from_numpy(self._columns[flat].astype(np.int64)),
            torch.from_numpy(np.cumsum(sizes) - sizes),
            torch.from_numpy(self._weights[flat]),
        )

    def list_pieces(self, rows: np.ndarray, least: int) -> Tensor:
        """Return the (p,) int32 columns that ``least`` or more of the texts ``rows`` hold."""
        found = torch.bincount(self.take(rows).columns)
        return (found >= least).nonzero().squeeze(1).to(torch.int32)


def list_ranges(descriptors: np.ndarray, recipe: Ranges) -> Tensor:
    """Return (r, 3) int32: which count, the lowest and the highest number of each range.

    Args:
        descriptors: (n, d) log(1 + count) of n molecules.
        recipe: which ranges there may be.
    """
    ranges: list[tuple[int, int, int]] = []
    for place in range(descriptors.shape[1]):
        counts = np.rint(np.expm1(descriptors[:, place].astype(np.float32))).astype(np.int64)
        times = np.bincount(np.minimum(counts, recipe.exact), minlength=recipe.exact + 1)
        for number in range(1, recipe.exact + 1):
            if times[number] >= recipe.least:
                highest = MOST if number == recipe.exact else number
                ranges.append((place, number, highest))
        for number in range(1, recipe.more + 1):
            beyond = times[number:].sum()
            # "3 or more" says something of its own where some have three and some have more.
            if beyond >= recipe.least and 0 < times[number] < beyond:
                ranges.append((place, number, MOST))
    return torch.tensor(ranges, dtype=torch.int32).reshape(-1, 3)


class Found:
    """The ranges that many molecules fall into, found once."""

    def __init__(self, member: CountingMolecule, descriptors: np.ndarray) -> None:
        sizes, ranges = [], []
        for start in range(0, len(descriptors), CHUNK):
            rows = torch.from_numpy(descriptors[start : start + CHUNK].astype(np.float32))
            some, starts = member.find(rows)
            ranges.append(some.to(torch.int32).numpy())
            sizes.append(np.diff(np.append(starts.numpy(), len(some))))
        self._rows, self._ranges = Ragged(np.concatenate(sizes)), np.concatenate(ranges)

    def take(self, rows: np.ndarray) -> tuple[Tensor, Tensor]:
        """Return what ``CountingMolecule.find`` returns for the molecules ``rows``."""
        sizes = self._rows.sizes[rows]
        ranges = self._ranges[self._rows.places(rows)].astype(np.int64)
        return torch.from_numpy(ranges), torch.from_numpy(np.cumsum(sizes) - sizes)


def find_first(queries: Tensor, vectors: Tensor, own: np.ndarray, count: int) -> np.ndarray:
    """Return (n, count) int32 rows of ``vectors`` that score highest, each query's own left out.

    Args:
        queries: (n, d) unit rows.
        vectors: (m, d) unit rows.
        own: (n,) the row that is right for each query.
        count: how many; fewer where there are fewer.
    """
    count = min(count, len(vectors) - 1)
    table = vectors.bfloat16().T  # the order among hundreds need not be exact
    parts = []
    for start in range(0, len(queries), CHUNK):
        scores = (queries[start : start + CHUNK].bfloat16() @ table).float()
        right = torch.from_numpy(own[start : start + CHUNK])
        scores[torch.arange(len(scores)), right] = float("-inf")
        parts.append(scores.topk(count).indices.to(torch.int32))
    return torch.cat(parts).numpy()
