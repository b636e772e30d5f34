"""Which terms a description of a molecule would use: many yes-or-no questions at once."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from textmol.models.bag import WeightedBag
from textmol.models.batches import CountBatch, MoleculeBatch

RARE = -6.0  # logit that every term starts from: most hold for few molecules


@dataclass(frozen=True)
class TermSizes:
    """Sizes of a ``TermModel``.

    Attributes:
        terms: how many questions.
        fingerprint: columns of the count fingerprint.
        descriptors: length of the whole-molecule counts.
        hidden: width.
        dropout: of the hidden units, in training.
        drop_entries: share of a fingerprint that training leaves out.
    """

    terms: int
    fingerprint: int
    descriptors: int
    hidden: int
    dropout: float = 0.0
    drop_entries: float = 0.0


class TermModel(nn.Module):
    """Count fingerprints and counts of groups to a logit for each term."""

    def __init__(self, sizes: TermSizes) -> None:
        super().__init__()
        self.sizes = sizes
        width = sizes.hidden
        self.fingerprint = WeightedBag(
            sizes.fingerprint, width, spread=0.3 * width**-0.5, drop=sizes.drop_entries
        )
        self.descriptors = nn.Linear(sizes.descriptors, width)
        self.bent = nn.Sequential(
            nn.LayerNorm(width),
            nn.GELU(),
            nn.Dropout(sizes.dropout),
            nn.Linear(width, width),
            nn.GELU(),
            nn.Dropout(sizes.dropout),
        )
        self.leave = nn.Linear(width, sizes.terms)
        nn.init.constant_(self.leave.bias, RARE)

    def forward(self, batch: CountBatch | MoleculeBatch) -> Tensor:
        """Return (n, terms) logits."""
        seen = self.fingerprint(batch.columns, batch.offsets, batch.weights)
        return self.leave(self.bent(seen + self.descriptors(batch.descriptors)))


def open_terms(sizes: TermSizes, weights: dict[str, Tensor]) -> TermModel:
    """Return a model with the weights of its ``state_dict``, ready to serve."""
    with torch.device("meta"):
        model = TermModel(sizes)
    model.load_state_dict(weights, assign=True)
    return model.eval()
