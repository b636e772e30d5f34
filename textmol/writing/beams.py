"""Beam search over the steps of a writer, as that of ``transformers`` counts it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from textmol.models.stepping import Steps
from textmol.models.writer import END, PAD
from textmol.writing.rules import Rule

WIDER = 8  # candidates that are looked at for each beam, half of which a rule may refuse
BLOCK = 64  # tokens
LEAST = 1e-30  # chance that has a logarithm yet
Output = tuple[float, tuple[int, ...]]  # score and tokens


@dataclass
class _Beam:
    score: float  # log-probability in nats
    tokens: tuple[int, ...]
    state: Any
    parent: int = 0


@dataclass
class Search:
    """The search for one prompt.

    Attributes:
        beams: hypotheses that are kept.
        length_penalty: power of the length that a score is divided by.
        rule: what may be written.
        running: hypotheses that go on, best first.
        ended: outputs, best first.
    """

    beams: int
    length_penalty: float
    rule: Rule
    running: list[_Beam] = field(default_factory=list)
    ended: list[Output] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.running = [_Beam(0.0, (), self.rule.begin())]

    def advance(self, scores: list[float], places: list[tuple[int, int]], *, last: bool) -> bool:
        """Take the best candidates; return whether the search goes on.

        Args:
            scores: log-probabilities of the candidates, best first.
            places: running hypothesis and token of each.
            last: whether no further token may follow.
        """
        following: list[_Beam] = []
        # Hypotheses that would end and may not, with what is open: they have to close some of it.
        open_yet: dict[int, int] = {}
        taken = 0
        length = len(self.running[0].tokens) + 1
        for score, (parent, token) in zip(scores, places, strict=True):
            if taken == 2 * self.beams or parent >= len(self.running):
                break
            before = self.running[parent]
            state = self._extend(before, token)
            if state is None and token == END:
                open_yet[parent] = self.rule.count_open(before.state)
            if state is None or (
                parent in open_yet and self.rule.count_open(state) >= open_yet[parent]
            ):
                continue
            taken += 1
            ends = token == END
            tokens = before.tokens if ends else (*before.tokens, token)
            if not ends and not last:
                following.append(_Beam(score, tokens, state, parent))
            elif taken <= self.beams and (ends or not self.rule.count_open(state)):
                self.ended.append((score / length**self.length_penalty, tokens))
        self.ended = sorted(self.ended, key=lambda one: -one[0])[: self.beams]
        self.running = following[: self.beams]
        return bool(self.running) and not self._is_done(length)

    def _extend(self, beam: _Beam, token: int) -> Any:
        if token == END:
            return None if self.rule.count_open(beam.state) else beam.state
        return self.rule.extend(beam.state, token)

    def _is_done(self, length: int) -> bool:
        """Return whether there are enough outputs, and none that runs promises a better one."""
        if len(self.ended) < self.beams:
            return False
        promised = self.running[0].score / length**self.length_penalty
        return self.length_penalty <= 1 or promised <= self.ended[-1][0]


def search_beams(
    steps: Steps, written: Tensor, first: Tensor, searches: list[Search], longest: int
) -> None:
    """Run searches side by side until each is done.

    Args:
        steps: for as many prompts as there are searches, with lanes for their beams.
        written: (w,) the tokens that the steps have probabilities for.
        first: (t,) what every output begins with.
        searches: at their beginning.
        longest: tokens of an output at most.
    """
    beams = searches[0].beams
    going = list(searches)
    places = {token: place for place, token in enumerate(written.tolist())}
    for token in first[:-1].tolist():
        steps.step(torch.full((len(going), beams), token))
    tokens = torch.full((len(going), beams), int(first[-1]))
    for done in range(longest):
        scores, parents, chosen = _rank(steps.step(tokens), going, beams, places)
        follow = written[chosen]
        lists = (scores.tolist(), parents.tolist(), follow.tolist())
        on = [
            search.advance(score, list(zip(parent, token, strict=True)), last=done == longest - 1)
            for search, score, parent, token in zip(going, *lists, strict=True)
        ]
        if not all(on):
            rows = torch.tensor([row for row, goes in enumerate(on) if goes], dtype=torch.long)
            going = [going[row] for row in rows.tolist()]
            if not going:
                return
            steps.keep(rows)
        filled = [_fill(search.running, beams) for search in going]
        steps.branch(torch.tensor([[beam.parent for beam in row] for row in filled]))
        tokens = torch.tensor([[beam.tokens[-1] for beam in row] for row in filled])


def _rank(
    chances: Tensor, going: list[Search], beams: int, places: dict[int, int]
) -> tuple[Tensor, Tensor, Tensor]:
    """Return (n, k) scores of the best candidates, their hypotheses and their places.

    ``chances`` (n, beams, w) are probabilities but for a factor of each hypothesis, at the
    ``places`` of tokens.
    """
    so_far = torch.full((len(going), beams), -torch.inf)
    for row, search in enumerate(going):
        so_far[row, : len(search.running)] = torch.tensor([one.score for one in search.running])
    so_far -= chances.sum(2).log()
    _narrow(chances, going, places)
    width = chances.shape[2]
    count = min(WIDER * beams, width)  # at least one hypothesis runs and has as many candidates
    # The k best of all lie in the k blocks with the largest maxima: those alone are sorted.
    blocks = F.pad(chances, (0, -width % BLOCK)).unflatten(2, (-1, BLOCK))
    across = blocks.shape[2]
    most = (_log(blocks.amax(3)) + so_far[:, :, None]).flatten(1)
    block = most.topk(min(count, most.shape[1]), dim=1).indices
    near = blocks.flatten(1, 2).gather(1, block[:, :, None].expand(-1, -1, BLOCK))
    scores = _log(near) + so_far.gather(1, block // across)[:, :, None]
    tokens = (block % across * BLOCK)[:, :, None] + torch.arange(BLOCK)
    scores, best = scores.masked_fill(tokens >= width, -torch.inf).flatten(1).topk(count, dim=1)
    parents = block.gather(1, best // BLOCK) // across
    return scores, parents, tokens.flatten(1).gather(1, best)


def _narrow(chances: Tensor, going: list[Search], places: dict[int, int]) -> None:
    """Take from hypotheses whose rule lists what may follow the chances of all else."""
    narrowed: list[tuple[int, int]] = []
    left: list[tuple[int, int, int]] = []
    for row, search in enumerate(going):
        for lane, beam in enumerate(search.running):
            following = search.rule.list_next(beam.state)
            if following is not None:
                narrowed.append((row, lane))
                left += [(row, lane, places[token]) for token in following]
    if narrowed:
        kept = tuple(torch.tensor(left, dtype=torch.long).view(-1, 3).unbind(1))
        values = chances[kept]
        chances[tuple(torch.tensor(narrowed).unbind(1))] = 0
        chances[kept] = values


def _log(chances: Tensor) -> Tensor:
    return chances.clamp(min=LEAST).log()


def _fill(running: list[_Beam], beams: int) -> list[_Beam]:
    """Return as many hypotheses as there are lanes."""
    return running + [_Beam(-torch.inf, (PAD,), None)] * (beams - len(running))
