"""Both towers, together for training and apart for serving."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from textmol.models.batches import MoleculeBatch, TextBatch
from textmol.models.config import TwoTowerConfig
from textmol.models.text import TextEncoder


class TwoTower(nn.Module):
    """A text tower and a molecule tower that meet in one space of unit vectors.

    Weights are named ``text.*`` and ``molecule.*``, so that either tower can be loaded alone.
    """

    def __init__(self, config: TwoTowerConfig) -> None:
        super().__init__()
        # torch-geometric takes seconds to import and a text search does not need it.
        from textmol.models.molecule import MoleculeEncoder

        self.config = config
        self.text = TextEncoder(config.text, config.dim, config.members)
        self.molecule = MoleculeEncoder(config.molecule, config.dim, config.members)
        self.text.pieces.reset_parameters(config.text.hidden**-0.5)
        self.molecule.fingerprint.reset_parameters(config.molecule.hidden**-0.5)
        self.log_scale = nn.Parameter(torch.full((config.members,), math.log(20.0)))

    def forward(self, texts: TextBatch, molecules: MoleculeBatch) -> tuple[Tensor, Tensor]:
        """Return (n, dim) and (m, dim) unit vectors."""
        return self.text(texts), self.molecule(molecules)
