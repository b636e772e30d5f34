"""Beam search against a plain one that reads everything anew, and rules that it keeps to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
import torch

from tests.models.test_stepping import PROMPTS, tell
from tests.models.test_writer import DIM, OUTPUTS, SIZES, TOKENS
from textmol.models.stepping import Steps
from textmol.models.writer import END, START, Writer, size_writer
from textmol.writing.beams import Search, search_beams
from textmol.writing.rules import Anything, Rule
from textmol.writing.samples import Sample, draw_samples

BEAMS, LONGEST = 3, 9
FIRST = torch.tensor([START, 4])


@pytest.fixture(scope="module")
def writer() -> Writer:
    torch.manual_seed(3)
    model = Writer(size_writer(SIZES, TOKENS, OUTPUTS, DIM)).eval()
    # Some outputs should end early: the end is made as likely as a word.
    model.lm_head.weight.data[END] *= 3
    return model


@pytest.fixture(scope="module")
def read(writer: Writer) -> dict[str, Any]:
    with torch.inference_mode():
        return writer.read(PROMPTS, torch.randn(3, DIM, generator=torch.Generator().manual_seed(4)))


def search(writer: Writer, read: dict[str, Any], penalty: float, rule: Rule) -> list[Search]:
    searches = [Search(BEAMS, penalty, rule) for _ in PROMPTS]
    with torch.inference_mode():
        steps = Steps(writer, read, BEAMS, LONGEST + 2, branching=True)
        search_beams(steps, writer.written, FIRST, searches, LONGEST)
    return searches


def search_plainly(
    writer: Writer, read: dict[str, Any], prompt: int, penalty: float
) -> list[tuple[float, list[int]]]:
    """Return what a beam search ends with that scores every continuation of every output."""
    running: list[tuple[float, list[int]]] = [(0.0, [])]
    ended: list[tuple[float, list[int]]] = []
    for length in range(1, LONGEST + 1):
        rows = [[*FIRST.tolist(), *tokens] for _, tokens in running]
        told = tell(writer, read, rows, prompt)
        logs = (told / told.sum(1, keepdim=True)).log().tolist()
        found = sorted(
            (
                (score + log, [*tokens, token])
                for (score, tokens), row in zip(running, logs, strict=True)
                for token, log in zip(writer.written.tolist(), row, strict=True)
            ),
            reverse=True,
        )[: 2 * BEAMS]
        last = length == LONGEST
        ended += [
            (score / length**penalty, [token for token in tokens if token != END])
            for score, tokens in found[:BEAMS]
            if last or tokens[-1] == END
        ]
        ended = sorted(ended, reverse=True)[:BEAMS]
        running = [one for one in found if one[1][-1] != END][:BEAMS]
        enough = len(ended) == BEAMS
        if enough and (penalty <= 1 or running[0][0] / length**penalty <= ended[-1][0]):
            break
    return ended


@pytest.mark.parametrize("penalty", [1.0, 1.3])
def test_it_finds_what_a_plain_search_finds(
    writer: Writer, read: dict[str, Any], penalty: float
) -> None:
    lengths = set()
    for prompt, found in enumerate(search(writer, read, penalty, Anything())):
        with torch.inference_mode():
            expected = search_plainly(writer, read, prompt, penalty)
        assert [list(tokens) for _, tokens in found.ended] == [tokens for _, tokens in expected]
        assert [score for score, _ in found.ended] == pytest.approx(
            [score for score, _ in expected], abs=1e-4
        )
        lengths |= {len(tokens) for _, tokens in found.ended}
    assert len(lengths) > 1


@dataclass
class _Ascending:
    """Tokens have to grow, and an output ends with three of them or more."""

    def begin(self) -> tuple[int, int]:
        return 0, 0

    def extend(self, state: tuple[int, int], token: int) -> tuple[int, int] | None:
        return (token, state[1] + 1) if token > state[0] else None

    def may_close(self, state: tuple[int, int], token: int) -> bool:
        return True

    def list_next(self, state: tuple[int, int]) -> tuple[int, ...] | None:
        return tuple(range(state[0] + 1, OUTPUTS[1])) if state[1] else None

    def count_open(self, state: tuple[int, int]) -> int:
        return max(3 - state[1], 0)


def test_beams_keep_to_a_rule(writer: Writer, read: dict[str, Any]) -> None:
    for found in search(writer, read, 1.0, _Ascending()):
        assert found.ended
        for _, tokens in found.ended:
            assert len(tokens) >= 3
            assert list(tokens) == sorted(set(tokens))


def test_samples_keep_to_a_rule_and_to_their_seed(writer: Writer, read: dict[str, Any]) -> None:
    def draw(seed: int) -> list[tuple[int, ...]]:
        rule = _Ascending()
        samples = [Sample(rule.begin()) for _ in range(20)]
        with torch.inference_mode():
            one = writer.read(PROMPTS[:1], torch.zeros(1, DIM))
            draw_samples(
                Steps(writer, one, 20, LONGEST + 2, branching=False),
                writer.written,
                FIRST,
                samples,
                rule,
                longest=LONGEST,
                temperature=1.0,
                top_p=0.9,
                generator=torch.Generator().manual_seed(seed),
            )
        return [tuple(sample.tokens) for sample in samples]

    drawn = draw(0)
    assert drawn == draw(0) != draw(1)
    assert len(set(drawn)) > 5
    for tokens in drawn:
        assert list(tokens) == sorted(set(tokens))
    assert sum(len(tokens) >= 3 for tokens in drawn) > 10
