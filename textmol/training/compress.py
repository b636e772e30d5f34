"""Make a trained checkpoint small enough to ship."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor

from textmol.models.config import TwoTowerConfig

TABLE, FACTOR = "text.pieces.weight", "text.widen.weight"


def factorise_table(
    config: TwoTowerConfig, weights: dict[str, Tensor], rank: int
) -> tuple[TwoTowerConfig, dict[str, Tensor]]:
    """Return configuration and weights with the text table as a product of two thin matrices.

    The truncated singular value decomposition is the best approximation of a given rank (Eckart
    and Young 1936). Rows of rare pieces stay near their random start, which fills the discarded
    directions: leaving those out costs nothing on dev.

    Args:
        config: of the trained model, whose table is as wide as its hidden layer.
        weights: all weights by name.
        rank: width of the stored table; 0 returns everything as it is.
    """
    if not rank:
        return config, weights
    table = weights[TABLE].double()
    _, directions = torch.linalg.eigh(table.T @ table)  # ascending
    kept = directions[:, -rank:].flip(1)  # (hidden, rank)
    thin = {TABLE: (table @ kept).float(), FACTOR: kept.float().contiguous()}
    return replace(config, text=replace(config.text, rank=rank)), {**weights, **thin}
