"""CMTMR's projector: a bank of learned rows reads tokens or atoms, whatever it is given."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

FIRST_LOG_SCALE = 0.07  # τ of exp(τ), as published for AMAN and CMTMR


class MemoryProjector(nn.Module):
    """Memory-bank projector (Better Modality Alignment, arXiv 2410.23715, variant "query").

    Rows of a learned memory attend over the states of one item (multi-head attention, Vaswani et
    al. 2017, equation 1); their mean, times exp(τ), passes a linear layer, batch norm and tanh.
    The first row of the memory is padding and stays zero. Items need no padding: attention is
    taken over the states that each of them owns.
    """

    def __init__(self, dim: int, rows: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.memory = nn.Embedding(rows, dim, padding_idx=0)
        self.query, self.key, self.value = (nn.Linear(dim, dim) for _ in range(3))
        self.join = nn.Linear(dim, dim)
        self.log_scale = nn.Parameter(torch.tensor(FIRST_LOG_SCALE))
        self.head = nn.Linear(dim, dim)
        self.norm = nn.BatchNorm1d(dim)

    def forward(self, read: Tensor) -> Tensor:
        """Return (n, dim) unit vectors of what ``read`` returned for n items.

        Texts and molecules of a training batch should come in one call: batch norm would even
        out what tells the modalities apart in separate ones, and could not do so in serving.
        """
        return F.normalize(torch.tanh(self.norm(self.head(read).float())), dim=-1)

    def read(self, states: Tensor, owners: Tensor, number: int) -> Tensor:
        """Return the (number, dim) mean of the memory's rows after they have read, times exp(τ).

        Args:
            states: (k, dim) tokens of all texts, or atoms of all molecules, item after item.
            owners: (k,) int64 item of each.
            number: of items; each owns a state.
        """
        return self.join(self._attend(states, owners, number)) * self.log_scale.exp()

    def _attend(self, states: Tensor, owners: Tensor, number: int) -> Tensor:
        count, dim = states.shape
        parts = (self.heads, dim // self.heads)
        # Looked up, and not read as a whole: only so does the padding row get no gradient.
        rows = self.memory(torch.arange(self.memory.num_embeddings, device=states.device))
        queries = self.query(rows).unflatten(1, parts)  # (r, h, w)
        keys = self.key(states).unflatten(1, parts)  # (k, h, w)
        values = self.value(states).unflatten(1, parts)
        scores = torch.einsum("khw,rhw->krh", keys, queries).float() / parts[1] ** 0.5
        shares = share_out(scores.flatten(1), owners, number).unflatten(1, (-1, self.heads))
        # The mean over rows is taken first: what is summed then is a row smaller than the memory.
        mean = shares.mean(1)[:, :, None] * values  # (k, h, w)
        read = torch.zeros(number, dim, device=states.device, dtype=mean.dtype)
        return read.index_add_(0, owners, mean.reshape(count, dim))


def share_out(scores: Tensor, owners: Tensor, number: int) -> Tensor:
    """Return the softmax of (k, c) scores over the rows of each owner, column by column."""
    places = owners[:, None].expand_as(scores)
    largest = scores.detach().new_full((number, scores.shape[1]), float("-inf"))
    largest = largest.scatter_reduce(0, places, scores.detach(), "amax")
    powers = (scores - largest[owners]).exp()
    sums = torch.zeros_like(largest).index_add_(0, owners, powers)
    return powers / sums[owners]
