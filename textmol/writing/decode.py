"""Decoding: beams and samples of a writer for prompts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from textmol.models.stepping import Steps
from textmol.models.writer import PAD, START
from textmol.writing.beams import Search, search_beams
from textmol.writing.folder import Opened
from textmol.writing.rules import Anything, Rule
from textmol.writing.samples import Sample, draw_samples


@dataclass(frozen=True)
class Written:
    """One output.

    Attributes:
        tokens: without start and end.
        score: log-probability in nats, over the number of tokens raised to the length penalty.
    """

    tokens: tuple[int, ...]
    score: float


def write_beams(
    opened: Opened,
    prompts: Sequence[Sequence[int]],
    vectors: np.ndarray,
    begin: Sequence[int],
    *,
    beams: int,
    count: int,
    longest: int,
    length_penalty: float = 1.0,
    rules: Sequence[Rule] | None = None,
) -> list[list[Written]]:
    """Return the ``count`` best outputs of a beam search for each prompt, best first.

    There are fewer where a rule lets fewer end.

    Args:
        opened: the writer.
        prompts: tokens of each prompt.
        vectors: (n, dim) float32 dense features.
        begin: tokens that every output begins with.
        beams: hypotheses that are kept.
        count: outputs for each prompt, at most ``beams``.
        longest: tokens of an output at most.
        length_penalty: above 1 prefers long outputs.
        rules: what may be written for each prompt; None lets anything follow.
    """
    rules = rules or [Anything()] * len(prompts)
    searches = [Search(beams, length_penalty, rule) for rule in rules]
    first = torch.tensor([START, *begin])
    with torch.inference_mode():
        read = _read(opened, prompts, vectors)
        steps = Steps(opened.model, read, beams, longest + len(first), branching=True)
        search_beams(steps, opened.model.written, first, searches, longest)
    return [
        [Written(tokens, score) for score, tokens in search.ended[:count]] for search in searches
    ]


def write_samples(
    opened: Opened,
    prompt: Sequence[int],
    vector: np.ndarray,
    begin: Sequence[int],
    *,
    count: int,
    longest: int,
    temperature: float,
    top_p: float,
    seed: int,
    rule: Rule | None = None,
) -> list[Written]:
    """Return outputs drawn for a prompt by nucleus sampling.

    One that a rule lets neither go on nor end stands there as far as it got.

    Args:
        opened: the writer.
        prompt: its tokens.
        vector: (dim,) float32 dense features.
        begin: tokens that every output begins with.
        count: how many are drawn.
        longest: tokens of an output at most.
        temperature: that logits are divided by.
        top_p: share of the probability that is drawn from.
        seed: of the chance.
        rule: what may be written; None lets anything follow.
    """
    rule = rule or Anything()
    samples = [Sample(rule.begin()) for _ in range(count)]
    first = torch.tensor([START, *begin])
    with torch.inference_mode():
        read = _read(opened, [prompt], vector[None])
        steps = Steps(opened.model, read, count, longest + len(first), branching=False)
        draw_samples(
            steps,
            opened.model.written,
            first,
            samples,
            rule,
            longest=longest,
            temperature=temperature,
            top_p=top_p,
            generator=torch.Generator().manual_seed(seed),
        )
    return [Written(tuple(one.tokens), one.score / (len(one.tokens) + 1)) for one in samples]


def _read(opened: Opened, prompts: Sequence[Sequence[int]], vectors: np.ndarray) -> dict[str, Any]:
    model = opened.model
    most = model.config.longest_prompt - model.config.vector_tokens
    padded = torch.full((len(prompts), max(len(one[:most]) for one in prompts)), PAD)
    for row, prompt in enumerate(prompts):
        padded[row, : len(prompt[:most])] = torch.tensor(list(prompt[:most]))
    return model.read(padded, torch.from_numpy(np.asarray(vectors, np.float32)))
