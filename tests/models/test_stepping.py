"""Steps with what is kept give what the decoder gives that reads everything anew."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from tests.models.test_writer import DIM, OUTPUTS, SIZES, TOKENS
from textmol.models.stepping import Steps
from textmol.models.writer import PAD, START, Writer, size_writer

PROMPTS = torch.tensor([[5, 12, 30, 31], [6, 33, PAD, PAD], [PAD, PAD, PAD, PAD]])
LANES, LONGEST = 3, 12


@pytest.fixture(scope="module")
def writer() -> Writer:
    torch.manual_seed(0)
    return Writer(size_writer({**SIZES, "decoder_layers": 2}, TOKENS, OUTPUTS, DIM)).eval()


def tell(writer: Writer, read: dict[str, Any], rows: list[list[int]], prompt: int) -> torch.Tensor:
    """Return (lanes, w) probabilities after (lanes, t) tokens for one of the prompts."""
    states = writer.states(
        torch.tensor(rows),
        {
            "encoder_outputs": type(read["encoder_outputs"])(
                last_hidden_state=read["encoder_outputs"]
                .last_hidden_state[prompt]
                .expand(len(rows), -1, -1)
            ),
            "attention_mask": read["attention_mask"][prompt].expand(len(rows), -1),
        },
    )[:, -1:]
    encoded = read["encoder_outputs"].last_hidden_state[prompt].expand(len(rows), -1, -1)
    sources = read["sources"][prompt].expand(len(rows), -1)
    return writer.tell(states, encoded, sources, writer.tabulate())[:, 0]


def test_outputs_that_branch_and_prompts_that_are_done(writer: Writer) -> None:
    draw = torch.Generator().manual_seed(1)
    going, rows = [0, 1, 2], [[[START] for _ in range(LANES)] for _ in range(3)]
    with torch.inference_mode():
        read = writer.read(PROMPTS, torch.randn(3, DIM, generator=draw))
        steps = Steps(writer, read, LANES, LONGEST, branching=True)
        for step in range(8):
            told = steps.step(torch.tensor([[lane[-1] for lane in row] for row in rows]))
            for prompt, row, found in zip(going, rows, told, strict=True):
                torch.testing.assert_close(found, tell(writer, read, row, prompt))
            if step == 4:
                steps.keep(torch.tensor([0, 2]))
                going, rows = [0, 2], [rows[0], rows[2]]
            parents = torch.randint(0, LANES, (len(rows), LANES), generator=draw)
            new = torch.randint(*OUTPUTS, (len(rows), LANES), generator=draw)
            steps.branch(parents)
            rows = [
                [[*row[parent], token] for parent, token in zip(chosen, tokens, strict=True)]
                for row, chosen, tokens in zip(rows, parents.tolist(), new.tolist(), strict=True)
            ]


def test_outputs_that_go_on_by_themselves_and_end(writer: Writer) -> None:
    draw = torch.Generator().manual_seed(2)
    rows = [[START] for _ in range(5)]
    with torch.inference_mode():
        read = writer.read(PROMPTS[:1], torch.randn(1, DIM, generator=draw))
        steps = Steps(writer, read, 5, LONGEST, branching=False)
        for step in range(8):
            told = steps.step(torch.tensor([[row[-1] for row in rows]]))[0]
            torch.testing.assert_close(told, tell(writer, read, rows, 0))
            if step in (2, 5):
                steps.keep(torch.arange(1, len(rows)))
                rows = rows[1:]
            new = torch.randint(*OUTPUTS, (len(rows),), generator=draw).tolist()
            rows = [[*row, token] for row, token in zip(rows, new, strict=True)]
