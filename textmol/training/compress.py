"""Make a trained checkpoint small enough to ship."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor

from textmol.models.config import TwoTowerConfig

TEXT = ("text.pieces.weight", "text.widen.weight")
MOLECULE = ("molecule.fingerprint.weight", "molecule.widen.weight")


def compress(
    config: TwoTowerConfig,
    weights: dict[str, Tensor],
    *,
    text_rank: int = 0,
    fingerprint_rank: int = 0,
) -> tuple[TwoTowerConfig, dict[str, Tensor]]:
    """Return configuration and weights with the embedding tables as products of thin matrices.

    Args:
        config: of the trained model, whose tables are as wide as its hidden layers.
        weights: all weights by name.
        text_rank: width of the stored text table; 0 leaves it as it is.
        fingerprint_rank: the same for the table of the fingerprint.
    """
    if text_rank:
        weights = factorise_table(weights, *TEXT, text_rank)
        config = replace(config, text=replace(config.text, rank=text_rank))
    if fingerprint_rank:
        weights = factorise_table(weights, *MOLECULE, fingerprint_rank)
        config = replace(config, molecule=replace(config.molecule, rank=fingerprint_rank))
    return config, weights


def factorise_table(
    weights: dict[str, Tensor], table: str, factor: str, rank: int
) -> dict[str, Tensor]:
    """Return the weights with ``table`` cut to ``rank`` columns and ``factor`` that widens it.

    The truncated singular value decomposition is the best approximation of a given rank (Eckart
    and Young 1936). Rows of rare pieces stay near their random start, which fills the discarded
    directions: leaving those out costs next to nothing on dev.
    """
    full = weights[table].double()
    _, directions = torch.linalg.eigh(full.T @ full)  # ascending
    kept = directions[:, -rank:].flip(1)  # (width, rank)
    return {**weights, table: (full @ kept).float(), factor: kept.float().contiguous()}
