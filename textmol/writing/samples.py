"""Nucleus sampling (Holtzman et al. 2020) over the steps of a writer."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from textmol.models.stepping import Steps
from textmol.models.writer import END
from textmol.writing.rules import Rule

MOST_TRIES = 48
# Steps go on for so many times those that half of the samples took, and some more: what takes
# longer has lost its way.
PATIENCE, LEAST_STEPS = 2, 8


@dataclass
class Sample:
    """One output while it is drawn."""

    state: Any
    tokens: list[int] = field(default_factory=list)
    score: float = 0.0  # log-probability in nats

    def advance(self, order: list[int], chances: list[float], rule: Rule) -> bool:
        """Take the first token of ``order`` that may follow; return whether more may.

        One that would end and may not goes on with what brings it nearer to its end: else it
        would add what the model holds for harmless, over and over. After a number of tokens that
        may not follow it is given up: what is likely was among them.
        """
        most, tried = math.inf, 0
        for token, chance in zip(order, chances, strict=True):
            if token == END:
                most = rule.count_open(self.state)
                if most == 0:
                    self.score += chance
                    return False
                continue
            if most < math.inf and not rule.may_close(self.state, token):
                continue
            if tried == MOST_TRIES:
                return False
            tried += 1
            state = rule.extend(self.state, token)
            if state is not None and (most == math.inf or rule.count_open(state) < most):
                self.score += chance
                self.state = state
                self.tokens.append(token)
                return True
        return False


def draw_samples(
    steps: Steps,
    written: Tensor,
    first: Tensor,
    samples: list[Sample],
    rule: Rule,
    *,
    longest: int,
    temperature: float,
    top_p: float,
    generator: torch.Generator,
) -> None:
    """Draw samples side by side until each has ended, or takes far longer than half of them.

    Args:
        steps: for one prompt, with a lane for each sample.
        written: (w,) the tokens that the steps have probabilities for.
        first: (t,) what every output begins with.
        samples: empty ones.
        rule: what may be written.
        longest: tokens of an output at most.
        temperature: that logits are divided by.
        top_p: share of the probability that is drawn from.
        generator: of the chance.
    """
    going, half = samples, longest
    for token in first[:-1].tolist():
        steps.step(torch.full((1, len(going)), token))
    tokens = torch.full((1, len(going)), int(first[-1]))
    for done in range(longest):
        if done > PATIENCE * half + LEAST_STEPS:
            return
        chances = steps.step(tokens)[0]
        order = _shuffle(chances ** (1 / temperature), top_p, generator)
        logs = chances.gather(1, order).clamp(min=1e-12).log()
        on = [
            sample.advance(row, values, rule)
            for sample, row, values in zip(
                going, written[order].tolist(), logs.tolist(), strict=True
            )
        ]
        if not all(on):
            rows = torch.tensor([row for row, goes in enumerate(on) if goes], dtype=torch.long)
            going = [going[row] for row in rows.tolist()]
            if not going:
                return
            steps.keep(rows)
            half = min(half, done) if 2 * len(going) <= len(samples) else half
        tokens = torch.tensor([[sample.tokens[-1] for sample in going]])


def _shuffle(chances: Tensor, top_p: float, generator: torch.Generator) -> Tensor:
    """Return (n, w) places in a random order, as drawn one after the other by their chances.

    Those outside the nucleus stand behind it, likeliest first. The order of chances over
    exponential variates is such a draw (Efraimidis and Spirakis 2006).
    """
    ranked, places = chances.sort(dim=1, descending=True)
    before = ranked.cumsum(1) - ranked
    inside = before < top_p * ranked.sum(1, keepdim=True)
    widest = int(inside.sum(1).max())
    head, inside = ranked[:, :widest], inside[:, :widest]
    noise = torch.empty_like(head).exponential_(generator=generator)
    keys = torch.where(inside, 1 + head / noise, head / ranked.sum(1, keepdim=True))
    order = keys.argsort(dim=1, descending=True)
    return torch.cat([places.gather(1, order), places[:, widest:]], 1)
