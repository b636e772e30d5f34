"""Slow copies of modules, and queues of what they saw (He et al. 2020, MoCo)."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Self

import torch
from torch import Tensor, nn


class MomentumCopy(nn.Module):
    """A module that follows another: ``copy = momentum * copy + (1 - momentum) * original``."""

    def __init__(self, original: nn.Module, momentum: float) -> None:
        super().__init__()
        self.momentum = momentum
        self.module = deepcopy(original).requires_grad_(False).eval()

    def train(self, mode: bool = True) -> Self:
        """Set the mode, but never drop out parts of the copy: what it gives are targets."""
        super().train(mode)
        self.module.eval()
        return self

    def forward(self, *args: Any) -> Any:
        """Return what the copy makes of the arguments."""
        return self.module(*args)

    @torch.no_grad()
    def follow(self, original: nn.Module) -> None:
        """Move the copy's parameters a step towards the original's, and take over its buffers."""
        for slow, quick in zip(self.module.parameters(), original.parameters(), strict=True):
            slow.lerp_(quick, 1 - self.momentum)
        for own, other in zip(self.module.buffers(), original.buffers(), strict=True):
            own.copy_(other)


class Queue(nn.Module):
    """The latest vectors and the molecules they belong to, in buffers: state to resume from."""

    vectors: Tensor
    molecules: Tensor
    count: Tensor

    def __init__(self, size: int, width: int) -> None:
        super().__init__()
        self.register_buffer("vectors", torch.zeros(size, width))
        self.register_buffer("molecules", torch.zeros(size, dtype=torch.int64))
        self.register_buffer("count", torch.zeros((), dtype=torch.int64))

    @torch.no_grad()
    def push(self, vectors: Tensor, molecules: Tensor) -> None:
        """Take in (n, d) vectors with their (n,) molecules; the oldest make room."""
        size = len(self.vectors)
        vectors, molecules = vectors[-size:], molecules[-size:]
        places = (self.count + torch.arange(len(vectors), device=vectors.device)) % size
        self.vectors[places] = vectors.to(self.vectors.dtype)
        self.molecules[places] = molecules
        self.count += len(vectors)

    def held(self) -> tuple[Tensor, Tensor]:
        """Return copies of the (k, d) vectors and (k,) molecules that are in the queue."""
        number = min(int(self.count), len(self.vectors))
        return self.vectors[:number].clone(), self.molecules[:number].clone()
