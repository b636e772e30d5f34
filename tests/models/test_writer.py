"""The writer: its loss against a naive twin, copying, an overfitted batch."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from textmol.models.writer import END, PAD, START, Writer, list_weights, open_writer, size_writer

SIZES = {
    "width": 32,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "heads": 2,
    "dropout": 0.0,
    "longest_prompt": 32,
    "longest_output": 32,
    "vector_tokens": 2,
}
TOKENS, OUTPUTS, DIM = 40, (10, 40), 6


@pytest.fixture
def writer() -> Writer:
    torch.manual_seed(0)
    return Writer(size_writer(SIZES, TOKENS, OUTPUTS, DIM)).eval()


def _batch() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    prompts = torch.tensor([[5, 12, 30, 31], [6, 33, PAD, PAD], [PAD, PAD, PAD, PAD]])
    written = torch.tensor(
        [[START, 30, 31, 12, END], [START, 33, 20, END, PAD], [START, 11, END, PAD, PAD]]
    )
    return prompts, torch.randn(3, DIM), written


def _tell(writer: Writer, read: dict[str, Any], written: torch.Tensor) -> torch.Tensor:
    """Return (n, w) probabilities after the last of the (n, t) tokens, nothing kept from before."""
    states = writer.states(written, read)[:, -1:]
    encoded = read["encoder_outputs"].last_hidden_state
    return writer.tell(states, encoded, read["sources"], writer.tabulate())[:, 0]


def test_the_loss_is_the_mean_of_what_is_told(writer: Writer) -> None:
    """Token by token: the probabilities that ``tell`` returns, as See et al. mix them."""
    prompts, vectors, written = _batch()
    with torch.inference_mode():
        read = writer.read(prompts, vectors)
        loss = writer.loss(written, read, 0.0)
        found = []
        for row in range(3):
            one = writer.read(prompts[row : row + 1], vectors[row : row + 1])
            for place in range(1, written.shape[1]):
                target = int(written[row, place])
                if target != PAD:
                    told = _tell(writer, one, written[row : row + 1, :place])[0]
                    found.append(-told[writer.places[target]].log())
    torch.testing.assert_close(loss, torch.stack(found).mean(), atol=1e-5, rtol=1e-5)


def test_probabilities_sum_to_one_over_what_may_be_written(writer: Writer) -> None:
    prompts, vectors, written = _batch()
    with torch.inference_mode():
        told = _tell(writer, writer.read(prompts, vectors), written[:, :2])
    assert writer.written.tolist() == [END, *range(*OUTPUTS)]
    assert told.shape == (3, len(writer.written))
    # What points at a token that may not be written (a sign) is lost.
    assert (told.sum(1) <= 1 + 1e-5).all() and (told.sum(1) > 0.5).all()
    assert told[1].sum() < 1 - 1e-4


def test_a_prompt_does_not_depend_on_its_batch(writer: Writer) -> None:
    prompts, vectors, written = _batch()
    with torch.inference_mode():
        together = _tell(writer, writer.read(prompts, vectors), written[:, :2])
        alone = _tell(writer, writer.read(prompts[1:2, :2], vectors[1:2]), written[1:2, :2])
    torch.testing.assert_close(together[1:2], alone, atol=1e-5, rtol=1e-5)


def test_it_learns_a_batch_by_heart(writer: Writer) -> None:
    prompts, vectors, written = _batch()
    optimiser = torch.optim.AdamW(writer.parameters(), 1e-2)
    for _ in range(120):
        loss = writer.train().loss(written, writer.read(prompts, vectors), 0.0)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert loss < 0.02
    with torch.inference_mode():
        read = writer.eval().read(prompts, vectors)
        for place in range(1, written.shape[1]):
            told = _tell(writer, read, written[:, :place]).argmax(1)
            inside = written[:, place] != PAD
            assert torch.equal(writer.written[told][inside], written[inside, place])


def test_weights_restore_the_same_writer(writer: Writer) -> None:
    prompts, vectors, written = _batch()
    again = open_writer(writer.config, {k: v.clone() for k, v in list_weights(writer).items()})
    with torch.inference_mode():
        expected = writer.loss(written, writer.read(prompts, vectors), 0.1)
        torch.testing.assert_close(again.loss(written, again.read(prompts, vectors), 0.1), expected)
