"""Graph transformers over atoms and bonds."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor, nn
from torch_geometric.nn import TransformerConv

from textmol.models.batches import MoleculeBatch
from textmol.models.config import GraphConfig
from textmol.models.molecule import Categories


class GraphTransformer(nn.Module):
    """TransformerConv layers (Shi et al. 2021, equations 1 to 4) with bond features on the edges.

    Heads of all layers but the last are concatenated, those of the last are averaged.
    """

    def __init__(self, config: GraphConfig) -> None:
        super().__init__()
        width, last = config.width, config.layers - 1
        self.atoms = Categories(config.atom_values, width)
        self.bonds = Categories(config.bond_values, width)
        self.layers = nn.ModuleList(
            TransformerConv(
                width,
                width if layer == last else width // config.heads,
                heads=config.heads,
                concat=layer != last,
                edge_dim=width,
                dropout=config.dropout,
            )
            for layer in range(config.layers)
        )

    def forward(self, batch: MoleculeBatch) -> Tensor:
        """Return the (a, width) state of every atom."""
        states, bonds = self.atoms(batch.atoms), self.bonds(batch.bonds)
        for place, layer in enumerate(self.layers):
            states = layer(states, batch.edges, bonds)
            if place < len(self.layers) - 1:
                states = F.relu(states)
        return states
