"""Compression: nothing is lost at full rank, and the rest is the best approximation."""

from __future__ import annotations

import pytest
import torch

from textmol.models.batches import TextBatch
from textmol.models.config import TextConfig, TwoTowerConfig
from textmol.models.text import TextEncoder
from textmol.training.compress import FACTOR, TABLE, factorise_table

Trained = tuple[TwoTowerConfig, dict[str, torch.Tensor]]


@pytest.fixture
def trained() -> Trained:
    torch.manual_seed(0)
    config = TwoTowerConfig(8, TextConfig(pieces=40, hidden=12))
    encoder = TextEncoder(config.text, config.dim)
    encoder.pieces.reset_parameters()
    return config, {f"text.{name}": value for name, value in encoder.state_dict().items()}


def _encode(config: TwoTowerConfig, weights: dict[str, torch.Tensor]) -> torch.Tensor:
    encoder = TextEncoder(config.text, config.dim).eval()
    encoder.load_state_dict({k.removeprefix("text."): v for k, v in weights.items()})
    batch = TextBatch(torch.tensor([3, 9, 39, 0]), torch.tensor([0, 3]), torch.ones(4))
    with torch.inference_mode():
        return encoder(batch)


def test_full_rank_changes_nothing(trained: Trained) -> None:
    torch.testing.assert_close(
        _encode(*factorise_table(trained[0], trained[1], 12)), _encode(*trained)
    )
    assert factorise_table(trained[0], trained[1], 0) == trained


def test_a_lower_rank_is_the_best_approximation(trained: Trained) -> None:
    config, weights = factorise_table(trained[0], trained[1], 5)
    assert config.text.rank == 5
    u, s, v = torch.linalg.svd(trained[1][TABLE], full_matrices=False)
    expected = u[:, :5] * s[:5] @ v[:5]
    torch.testing.assert_close(weights[TABLE] @ weights[FACTOR].T, expected, atol=1e-4, rtol=1e-4)
