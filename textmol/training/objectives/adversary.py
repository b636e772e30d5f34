"""A discriminator that tells texts from molecules, trained as in WGAN-GP."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn

SLOPE = 0.2  # of LeakyReLU below zero


class Adversary(nn.Module):
    """Critic of WGAN-GP (Gulrajani et al. 2017, algorithm 1); texts are real, molecules fake.

    It moves once for each batch. The encoders then lower ``-mean D(molecules)``, so that the two
    clouds of vectors lie on each other.
    """

    def __init__(self, width: int, hidden: Sequence[int], weight: float, rate: float) -> None:
        """Build the critic.

        Args:
            width: of the vectors.
            hidden: widths of the layers between.
            weight: of the gradient penalty.
            rate: learning rate of its Adam.
        """
        super().__init__()
        widths = [width, *hidden]
        layers: list[nn.Module] = []
        for before, after in pairwise(widths):
            layers += [nn.Linear(before, after), nn.LeakyReLU(SLOPE)]
        self.critic = nn.Sequential(*layers, nn.Linear(widths[-1], 1))
        self.weight = weight
        self.optimiser = torch.optim.Adam(self.critic.parameters(), rate)

    def step(self, texts: Tensor, molecules: Tensor) -> Tensor:
        """Move the critic once on (n, width) vectors of pairs; return its loss before."""
        texts, molecules = texts.detach(), molecules.detach()
        share = torch.rand(len(texts), 1, device=texts.device)
        with torch.enable_grad():
            loss = critic_loss(self.critic, texts, molecules, share, self.weight)
            self.optimiser.zero_grad()
            loss.backward()
        self.optimiser.step()
        return loss.detach()

    def forward(self, molecules: Tensor) -> Tensor:
        """Return what the encoders lower, of (n, width) vectors of molecules."""
        return -self.critic(molecules).mean()


def critic_loss(
    critic: nn.Module, real: Tensor, fake: Tensor, share: Tensor, weight: float
) -> Tensor:
    """Return mean D(fake) - mean D(real) + weight * mean (|grad D(between)| - 1)².

    Args:
        critic: D, (n, width) to (n, 1).
        real: (n, width).
        fake: (n, width).
        share: (n, 1) of the real in the points between, 0 to 1.
        weight: of the gradient penalty.
    """
    between = (share * real + (1 - share) * fake).requires_grad_()
    (slope,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    penalty = ((slope.norm(dim=1) - 1) ** 2).mean()
    return critic(fake).mean() - critic(real).mean() + weight * penalty
