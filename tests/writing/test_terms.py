"""Terms of a prompt: few, likely, likeliest first."""

from __future__ import annotations

import torch

from textmol.models.batches import CountBatch
from textmol.writing.terms import LEAST, MOST, Terms


class _Fixed(torch.nn.Module):
    """Answers with the same logits for every molecule."""

    def __init__(self, logits: list[float]) -> None:
        super().__init__()
        self.logits = torch.tensor([logits])

    def forward(self, batch: CountBatch) -> torch.Tensor:
        return self.logits.expand(len(batch.descriptors), -1)


def _tell(logits: list[float]) -> list[tuple[str, float]]:
    words = [f"term {number}" for number in range(len(logits))]
    batch = CountBatch(*(torch.zeros(2, 1) for _ in range(4)))
    told = Terms(_Fixed(logits), words).tell(batch)  # type: ignore[arg-type]
    assert told[0] == told[1]
    return told[0]


def test_likely_terms_come_first_and_unlikely_ones_not_at_all() -> None:
    told = _tell([0.0, 3.0, -9.0, -2.0])
    assert [word for word, _ in told] == ["term 1", "term 0", "term 3"]
    assert all(value >= LEAST for _, value in told)


def test_there_are_never_more_than_fit_a_prompt() -> None:
    assert len(_tell([2.0] * 30)) == MOST
