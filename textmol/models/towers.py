"""Two towers of any family, together for training."""

from __future__ import annotations

from typing import Any

from torch import Tensor, nn


class Towers(nn.Module):
    """A text tower and a molecule tower that meet in one space of unit vectors.

    Weights are named ``text.*`` and ``molecule.*``, so that either tower can be loaded alone;
    parts that both ``share`` are one module under both names.

    Attributes:
        text: a module of the family's own, from descriptions to (n, dim) unit vectors.
        molecule: the same for molecules.
    """

    text: Any
    molecule: Any

    def __init__(self, text: nn.Module, molecule: nn.Module, shared: tuple[str, ...] = ()) -> None:
        super().__init__()
        for name in shared:
            setattr(molecule, name, getattr(text, name))
        self.text = text
        self.molecule = molecule

    def forward(self, texts: Any, molecules: Any) -> tuple[Tensor, Tensor]:
        """Return (n, dim) and (m, dim) unit vectors."""
        return self.text(texts), self.molecule(molecules)
