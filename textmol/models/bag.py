"""Weighted sums of embedding rows: the sparse input layer that both towers share."""

from __future__ import annotations

import warnings

import torch
import torch.nn.functional as F
from torch import Tensor, nn

# torch 2.13 says once a run that its sparse matrices are in beta; one product is all we need.
warnings.filterwarnings("ignore", message="Sparse CSR tensor support is in beta")


class WeightedBag(nn.Module):
    """Sum of embedding rows with a weight each, as in ``nn.EmbeddingBag(mode="sum")``.

    On the CPU, training goes through the batch's distinct rows and one sparse product, which
    is several times faster than EmbeddingBag's own sparse gradient (one row per occurrence)
    and leaves a gradient with each row once, as ``RowAdam`` needs it.
    """

    def __init__(self, rows: int, width: int, *, spread: float, drop: float = 0.0) -> None:
        """Make a table of (rows, width), whose values are not drawn yet.

        ``spread`` is the standard deviation that ``reset_parameters`` draws them with; training
        leaves out the share ``drop`` of every bag.
        """
        super().__init__()
        self.spread, self.drop = spread, drop
        # Not drawn here: tables are most of a model, and serving brings its own.
        self.weight = nn.Parameter(torch.empty(rows, width))

    def reset_parameters(self) -> None:
        """Draw the table from a normal distribution."""
        nn.init.normal_(self.weight, 0, self.spread)

    def forward(self, columns: Tensor, offsets: Tensor, weights: Tensor) -> Tensor:
        """Return the (n, width) sums.

        Args:
            columns: (k,) int64 rows of the table, all bags one after the other.
            offsets: (n,) int64 where each bag starts.
            weights: (k,) float weight of each row.
        """
        if self.training and self.drop:
            columns, offsets, weights = self._leave_out(columns, offsets, weights)
        if not torch.is_grad_enabled() or columns.is_cuda:
            return F.embedding_bag(
                columns, self.weight, offsets, mode="sum", per_sample_weights=weights
            )
        seen = torch.zeros(len(self.weight), dtype=torch.bool)
        seen[columns] = True
        distinct = seen.nonzero().squeeze(1)
        places = seen.cumsum(0)[columns] - 1
        rows = F.embedding(distinct, self.weight, sparse=True)
        ends = torch.cat([offsets, torch.tensor([len(columns)])])
        with torch.autocast("cpu", enabled=False):  # there is no sparse product in bfloat16
            return _SparseProduct.apply(rows, ends, places, weights.float())

    def _leave_out(
        self, columns: Tensor, offsets: Tensor, weights: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return the bags without a random share; those left weigh more, so that sums stay."""
        stays = torch.rand(len(columns), device=columns.device) >= self.drop
        before = torch.cat([stays.new_zeros(1, dtype=torch.int64), stays.cumsum(0)])
        return columns[stays], before[offsets], weights[stays] / (1 - self.drop)


class _SparseProduct(torch.autograd.Function):
    """``A @ rows`` for a constant sparse A; the gradient is ``A.T @ gradient``."""

    @staticmethod
    def forward(ctx, rows, ends, places, weights):  # type: ignore[no-untyped-def]
        ctx.save_for_backward(ends, places, weights)
        ctx.shape = (len(ends) - 1, len(rows))
        matrix = torch.sparse_csr_tensor(ends, places, weights, ctx.shape, check_invariants=False)
        return matrix @ rows

    @staticmethod
    def backward(ctx, gradient):  # type: ignore[no-untyped-def]
        ends, places, weights = ctx.saved_tensors
        number, width = ctx.shape
        # Transposing by a stable sort of the columns keeps the sum order, so runs repeat exactly.
        order = torch.argsort(places, stable=True)
        bags = torch.repeat_interleave(torch.arange(number), ends.diff())[order]
        starts = torch.cat([torch.zeros(1, dtype=torch.int64),
                            torch.bincount(places, minlength=width).cumsum(0)])  # fmt: skip
        transposed = torch.sparse_csr_tensor(
            starts, bags, weights[order], (width, number), check_invariants=False
        )
        return transposed @ gradient.contiguous(), None, None, None
