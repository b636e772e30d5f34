"""The text transformer: a text does not depend on its batch, and pooling leaves padding out."""

from __future__ import annotations

import pytest
import torch

from textmol.models.batches import PieceBatch
from textmol.models.transformer import Transformer, pool_states, size_transformer

SIZES = {"width": 16, "layers": 2, "heads": 2, "dropout": 0.1, "longest": 12}


@pytest.fixture(scope="module")
def transformer() -> Transformer:
    torch.manual_seed(0)
    return Transformer(size_transformer(SIZES, 40, None)).eval()


def _draw(sizes: list[int]) -> PieceBatch:
    generator = torch.Generator().manual_seed(1)
    pieces = torch.randint(1, 40, (len(sizes), 12), generator=generator)
    batch = PieceBatch(pieces, torch.tensor(sizes))
    return PieceBatch(pieces * batch.mask, batch.sizes)


def test_a_text_does_not_depend_on_its_batch(transformer: Transformer) -> None:
    batch = _draw([12, 3, 7, 2, 12, 5, 5, 9, 4, 11, 6])
    with torch.inference_mode():
        together = transformer(batch)
        for row, size in enumerate(batch.sizes.tolist()):
            alone = PieceBatch(batch.pieces[row : row + 1, :size], batch.sizes[row : row + 1])
            torch.testing.assert_close(together[row, :size], transformer(alone)[0])
            assert (together[row, size:] == 0).all()


def test_pooling_equals_a_loop(transformer: Transformer) -> None:
    batch = _draw([4, 12, 2])
    with torch.inference_mode():
        states = transformer(batch)
    mean, first = pool_states(states, batch, "mean"), pool_states(states, batch, "first")
    for row, size in enumerate(batch.sizes.tolist()):
        torch.testing.assert_close(mean[row], states[row, :size].mean(0))
        torch.testing.assert_close(first[row], states[row, 0])


def test_the_mask_marks_pieces(transformer: Transformer) -> None:
    assert _draw([1, 12]).mask.sum(1).tolist() == [1, 12]
