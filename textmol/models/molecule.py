"""The molecule tower."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch_geometric.nn import GINEConv
from torch_geometric.utils import scatter, softmax

from textmol.models.bag import WeightedBag
from textmol.models.batches import MoleculeBatch
from textmol.models.config import CountingConfig, GraphConfig, MoleculeConfig
from textmol.models.counting import CountingMolecule, join_member
from textmol.models.heads import build_head


class MoleculeEncoder(nn.Module):
    """Molecules to unit vectors.

    Count fingerprints (Morgan, atom pairs, paths) and whole-molecule counts add up with a graph
    network over atoms and bonds with their stereo labels, before the head.
    """

    def __init__(
        self,
        config: MoleculeConfig,
        dim: int,
        members: int = 1,
        counting: CountingConfig | None = None,
    ) -> None:
        super().__init__()
        self.config = config
        width = members * config.hidden
        self.fingerprint = WeightedBag(
            config.fingerprint,
            config.rank or width,
            spread=config.hidden**-0.5,
            drop=config.drop_entries,
        )
        self.widen = nn.Linear(config.rank, width, bias=False) if config.rank else nn.Identity()
        if config.descriptors:
            self.descriptors = nn.Linear(config.descriptors, width)
        else:
            self.bias = nn.Parameter(torch.zeros(width))
        self.head = build_head(config.hidden, dim, config.dropout, members)
        if config.layers:
            self.graph = GraphNetwork(config, width)
        self.weight = counting.weight if counting else 0.0  # of the counting member
        self.counting = CountingMolecule(counting) if counting else None

    def forward(self, batch: MoleculeBatch) -> Tensor:
        """Return unit vectors: (n, dim), longer by those of the counting member if there is one."""
        vectors = self.encode_base(batch)
        if self.counting is None:
            return vectors
        return join_member(vectors, self.counting(batch.descriptors), self.weight)

    def encode_base(self, batch: MoleculeBatch) -> Tensor:
        """Return (n, dim) unit vectors of all members but the counting one."""
        hidden = self.widen(self.fingerprint(batch.columns, batch.offsets, batch.weights))
        if self.config.descriptors:
            hidden = hidden + self.descriptors(batch.descriptors)
        else:
            hidden = hidden + self.bias
        if self.config.layers:
            hidden = hidden + self.graph(batch)
        return self.head(hidden)


class AtomNetwork(nn.Module):
    """Message passing over atoms and bonds.

    Layers are GINE (Hu et al. 2020, "Strategies for pre-training graph neural networks",
    equation 4.1 with edge features) with residual connections.
    """

    def __init__(self, config: MoleculeConfig | GraphConfig) -> None:
        super().__init__()
        width = config.width
        self.atoms = Categories(config.atom_values, width)
        self.bonds = nn.ModuleList(
            Categories(config.bond_values, width) for _ in range(config.layers)
        )
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(config.layers))
        self.layers = nn.ModuleList(
            GINEConv(
                nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width)),
                train_eps=True,
            )
            for _ in range(config.layers)
        )
        self.dropout = nn.Dropout(config.dropout)
        self.norm = nn.LayerNorm(width)

    def embed_atoms(self, batch: MoleculeBatch) -> Tensor:
        """Return the (a, width) state of every atom."""
        states = self.atoms(batch.atoms)
        for norm, layer, bonds in zip(self.norms, self.layers, self.bonds, strict=True):
            change = layer(norm(states), batch.edges, bonds(batch.bonds))
            states = states + self.dropout(change)
        return self.norm(states)


class GraphNetwork(AtomNetwork):
    """Message passing with bond features, pooled by sum and by learned attention."""

    def __init__(self, config: MoleculeConfig, out: int) -> None:
        super().__init__(config)
        width = config.width
        self.attend = nn.Linear(width, 1)
        self.leave = nn.Linear(2 * width, out)

    def forward(self, batch: MoleculeBatch) -> Tensor:
        """Return (n, out) pooled atom states."""
        states = self.embed_atoms(batch)  # (a, width)
        share = softmax(self.attend(states).float(), batch.owners, num_nodes=len(batch))
        pooled = scatter(share * states, batch.owners, dim_size=len(batch), reduce="sum")
        # Sums grow with the molecule; the square root keeps large ones from drowning the rest.
        size = torch.bincount(batch.owners, minlength=len(batch)).clamp(min=1).unsqueeze(1)
        total = scatter(states, batch.owners, dim_size=len(batch), reduce="sum") / size.sqrt()
        return self.leave(torch.cat([pooled, total], 1))


class Categories(nn.Module):
    """Sum of one embedding for each categorical feature.

    Written as a product with one-hot rows: the tables are tiny, and the gradient of a lookup
    of thousands of atoms in them is many times slower on a CPU than that of a product.
    """

    starts: Tensor

    def __init__(self, values: Sequence[int], width: int) -> None:
        super().__init__()
        starts = torch.tensor([0, *values[:-1]]).cumsum(0)
        self.register_buffer("starts", starts, persistent=False)
        self.table = nn.Linear(sum(values), width, bias=False)

    def forward(self, features: Tensor) -> Tensor:
        """Return (n, width) sums for (n, f) int64 features."""
        rows = features.new_zeros(len(features), self.table.in_features, dtype=torch.float32)
        rows.scatter_(1, features + self.starts, 1.0)
        return self.table(rows)
