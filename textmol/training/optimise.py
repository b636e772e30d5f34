"""Optimisers: AdamW for what is dense, and Adam for tables of which a batch touches few rows."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn

from textmol.models.bag import WeightedBag
from textmol.models.transformer import Transformer
from textmol.training.objectives.base import Objective
from textmol.training.recipe import Training

Optimisers = list[torch.optim.Optimizer]


def build_optimisers(
    model: nn.Module, objective: Objective, constants: Training, device: str
) -> Optimisers:
    """Return AdamW over dense weights and, where there are embedding tables, one over those.

    The text transformer is a group of its own where a recipe gives it a learning rate. What the
    objective holds in optimisers of its own is left to it.
    """
    tables = [part.weight for part in model.modules() if isinstance(part, WeightedBag)]
    apart = [p for item in objective.optimisers() for g in item.param_groups for p in g["params"]]
    taken = {id(parameter) for parameter in (*tables, *apart)}
    groups: dict[float, list[nn.Parameter]] = {constants.learning_rate: []}
    started = _find_started(model)
    start_rate = constants.start_learning_rate or constants.learning_rate
    for parameter in (*model.parameters(), *objective.parameters()):
        if id(parameter) not in taken and parameter.requires_grad:
            rate = start_rate if id(parameter) in started else constants.learning_rate
            groups.setdefault(rate, []).append(parameter)
    optimisers: Optimisers = [
        torch.optim.AdamW(
            [{"params": params, "lr": rate, "rate": rate} for rate, params in groups.items()],
            weight_decay=constants.weight_decay,
        )
    ]
    if tables:
        rate = constants.table_learning_rate
        group = [{"params": tables, "lr": rate, "rate": rate}]
        optimisers.append(RowAdam(group) if device == "cpu" else torch.optim.Adam(group))
    return optimisers


def _find_started(model: nn.Module) -> set[int]:
    """Return the identities of the weights of every text transformer."""
    parts = (part for part in model.modules() if isinstance(part, Transformer))
    return {id(parameter) for part in parts for parameter in part.parameters()}


def set_rates(optimisers: Optimisers, constants: Training, epochs: float, steps: int) -> None:
    """Set the learning rates: linear warm-up, then a cosine over all epochs.

    Args:
        optimisers: each group's "rate" is the rate that it is a share of.
        constants: of the recipe.
        epochs: that are done, with the share of the present one.
        steps: that are done.
    """
    cosine = 0.5 * (1 + math.cos(math.pi * epochs / constants.epochs))
    share = constants.last_rate + (1 - constants.last_rate) * cosine
    share *= min(1.0, (steps + 1) / max(constants.warmup, 1))
    for optimiser in optimisers:
        for group in optimiser.param_groups:
            group["lr"] = group["rate"] * share


class RowAdam(torch.optim.Optimizer):
    """Adam (Kingma and Ba 2015, algorithm 1) on the rows that a sparse gradient names.

    The gradient must name each row once, as ``WeightedBag`` leaves it: nothing is sorted or
    joined, which makes a step several times faster than ``torch.optim.SparseAdam``.
    """

    def __init__(
        self,
        params: Iterable[Tensor] | Iterable[dict[str, Any]],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
    ) -> None:
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps})

    @torch.no_grad()
    def step(self, closure=None) -> None:  # type: ignore[no-untyped-def, override]
        """Move the rows that have a gradient."""
        for group in self.param_groups:
            for table in group["params"]:
                if table.grad is not None:
                    self._move(table, group)

    def _move(self, table: Tensor, group: dict) -> None:
        state = self.state[table]
        if not state:
            state["step"] = 0
            state["mean"] = torch.zeros_like(table)
            state["square"] = torch.zeros_like(table)
        state["step"] = step = int(state["step"]) + 1  # a tensor once loaded from a file
        first, second = group["betas"]
        rows, gradient = table.grad._indices()[0], table.grad._values()  # type: ignore[union-attr]
        mean = state["mean"][rows].lerp_(gradient, 1 - first)
        square = state["square"][rows].mul_(second).addcmul_(gradient, gradient, value=1 - second)
        state["mean"][rows] = mean
        state["square"][rows] = square
        size = group["lr"] * math.sqrt(1 - second**step) / (1 - first**step)
        table.index_add_(0, rows, mean.div_(square.sqrt_().add_(group["eps"])), alpha=-size)
