"""Weighted alignment of two sequences of tokens, one score for every pair of sequences."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Generator, Tensor, nn

from textmol.models.atomas.matching import match_tokens
from textmol.models.atomas.polymerise import Hierarchy, Level

FIRST_SCALE = math.log(1 / 0.07)


class TokenWeights(nn.Module):
    """How much each token counts: a perceptron d to 2d to 1, then a softmax over the sequence."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.score = nn.Sequential(
            nn.Linear(width, 2 * width), nn.ReLU(), nn.Linear(2 * width, 1)
        )  # fmt: skip

    def forward(self, level: Level) -> Tensor:
        """Return (n, p) weights that sum to one; padding gets 0."""
        scores = self.score(level.states).squeeze(2).float()
        return scores.masked_fill(~level.mask, -torch.inf).softmax(1)


class WeightedAlignment(nn.Module):
    """Atomas, weighted alignment: ``S_ij = sum_p w_p max_q cos(t_ip, s_jq)`` and back, averaged.

    A learned scale exp(s), 1 / 0.07 at first, makes logits of the scores.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.text = TokenWeights(width)
        self.molecule = TokenWeights(width)
        self.log_scale = nn.Parameter(torch.tensor(FIRST_SCALE))

    def forward(self, texts: Level, molecules: Level) -> Tensor:
        """Return the (n, m) logits."""
        ours, theirs = match_tokens(
            _scale(texts.states), texts.mask, _scale(molecules.states), molecules.mask
        )
        there = (self.text(texts)[:, None] * ours).sum(2)
        back = (self.molecule(molecules) * theirs).sum(2)
        return self.log_scale.exp() * (there + back) / 2


def _scale(states: Tensor) -> Tensor:
    """Return unit rows, in half precision where that is asked for."""
    unit = F.normalize(states.float(), dim=2)
    device = states.device.type
    return unit.to(torch.get_autocast_dtype(device)) if torch.is_autocast_enabled(device) else unit


class HierarchicalAlignment(nn.Module):
    """Both hierarchies and the weighted alignment of each of their levels.

    Each modality has its own merging modules, each level its own token weights and scale.
    """

    def __init__(
        self, width: int, *, ratios: Sequence[float], neighbours: int, heads: int, mlp: int
    ) -> None:
        super().__init__()
        self.text, self.molecule = (
            Hierarchy(width, ratios=ratios, neighbours=neighbours, heads=heads, mlp=mlp)
            for _ in range(2)
        )
        self.alignments = nn.ModuleList(WeightedAlignment(width) for _ in range(len(ratios) + 1))

    def forward(
        self,
        texts: Tensor,
        text_mask: Tensor,
        molecules: Tensor,
        molecule_mask: Tensor,
        generator: Generator | None = None,
    ) -> list[Tensor]:
        """Return the (n, m) logits of each level, lowest first.

        Args:
            texts: (n, p, d) token states of the texts.
            text_mask: (n, p) bool, False for padding, which stands at the end.
            molecules: (m, q, d) token states of the SMILES.
            molecule_mask: (m, q) bool.
            generator: source of the noise of clustering; torch's own where None.
        """
        pairs = zip(
            self.text(texts, text_mask, generator),
            self.molecule(molecules, molecule_mask, generator),
            strict=True,
        )
        return [
            alignment(ours, theirs)
            for alignment, (ours, theirs) in zip(self.alignments, pairs, strict=True)
        ]
