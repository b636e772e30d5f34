"""Terms that a caption of a molecule is likely to use, for the prompt of the captioner.

Which class, role or parent a molecule is described by is told far better from its fingerprint by
yes-or-no questions than by a writer that reads little text; the writer then has to choose among
the answers and to make sentences of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch

from textmol.models.batches import CountBatch, MoleculeBatch
from textmol.models.terms import TermModel

MOST = 10  # terms of a prompt
LEAST = 0.04  # sigmoid that a term needs to be told
SURE = 0.4  # above it a term is told as likely

Told = list[tuple[str, float]]  # terms with their sigmoids, largest first


class Terms:
    """A term model with the words of its terms."""

    def __init__(self, model: TermModel, words: Sequence[str]) -> None:
        """Take a model in evaluation mode and the words of each of its answers."""
        self.model, self.words = model, tuple(words)

    def tell(self, batch: CountBatch | MoleculeBatch) -> list[Told]:
        """Return for each of ``n`` molecules the at most ``MOST`` likely terms, likeliest first."""
        with torch.inference_mode():
            shares = torch.sigmoid(self.model(batch))
        values, places = shares.topk(min(MOST, len(self.words)), dim=1)
        return [
            [
                (self.words[place], value)
                for place, value in zip(row, shown, strict=True)
                if value >= LEAST
            ]
            for row, shown in zip(places.tolist(), values.tolist(), strict=True)
        ]
