"""Decoding: beams and samples of a writer, by the generation of ``transformers``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from textmol.models.writer import END, PAD, START
from textmol.writing.folder import Opened


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
) -> list[list[Written]]:
    """Return the ``count`` best outputs of a beam search for each prompt, best first.

    Args:
        opened: the writer.
        prompts: tokens of each prompt.
        vectors: (n, dim) float32 dense features.
        begin: tokens that every output begins with.
        beams: hypotheses that are kept.
        count: outputs for each prompt, at most ``beams``.
        longest: tokens of an output at most.
        length_penalty: above 1 prefers long outputs.
    """
    return _generate(
        opened,
        prompts,
        vectors,
        begin,
        count,
        num_beams=beams,
        do_sample=False,
        early_stopping=length_penalty <= 1,
        length_penalty=length_penalty,
        max_new_tokens=longest,
    )


def write_samples(
    opened: Opened,
    prompts: Sequence[Sequence[int]],
    vectors: np.ndarray,
    begin: Sequence[int],
    *,
    count: int,
    longest: int,
    temperature: float,
    top_p: float,
    seed: int,
) -> list[list[Written]]:
    """Return ``count`` outputs drawn for each prompt by nucleus sampling (Holtzman et al. 2020)."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return _generate(
            opened,
            prompts,
            vectors,
            begin,
            count,
            num_beams=1,
            do_sample=True,
            temperature=temperature,
            top_p=top_p,
            top_k=0,
            max_new_tokens=longest,
        )


def _generate(
    opened: Opened,
    prompts: Sequence[Sequence[int]],
    vectors: np.ndarray,
    begin: Sequence[int],
    count: int,
    **settings: Any,
) -> list[list[Written]]:
    model = opened.model
    first = torch.tensor([[START, *begin]]).expand(len(prompts), -1)
    most = model.config.longest_prompt - model.config.vector_tokens
    padded = torch.full((len(prompts), max(len(one[:most]) for one in prompts)), PAD)
    for row, prompt in enumerate(prompts):
        padded[row, : len(prompt[:most])] = torch.tensor(list(prompt[:most]))
    with torch.inference_mode():
        read = model.read(padded, torch.from_numpy(np.asarray(vectors, np.float32)))
        found = model.write(
            read,
            first,
            num_return_sequences=count,
            return_dict_in_generate=True,
            output_scores=True,
            **settings,
        )
        scores = _score(model, found)
    rows = [
        Written(_strip(tokens, first.shape[1]), score)
        for tokens, score in zip(found.sequences.tolist(), scores, strict=True)
    ]
    return [rows[start : start + count] for start in range(0, len(rows), count)]


def _score(model: Any, found: Any) -> list[float]:
    """Return the mean log-probability of each output's tokens."""
    beams = getattr(found, "sequences_scores", None)
    if beams is not None:
        return [float(score) for score in beams]
    steps = model.compute_transition_scores(found.sequences, found.scores)
    inside = torch.isfinite(steps) & (found.sequences[:, -steps.shape[1] :] != PAD)
    total = steps.masked_fill(~inside, 0).sum(1) / inside.sum(1).clamp(min=1)
    return [float(score) for score in total]


def _strip(tokens: Sequence[int], begin: int) -> tuple[int, ...]:
    body = list(tokens[begin:])
    end = body.index(END) if END in body else len(body)
    return tuple(token for token in body[:end] if token != PAD)
