"""A checkpoint at work: descriptions and structures to vectors."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import torch
from torch import nn

from textmol.checkpoints import Checkpoint, load_checkpoint, load_weights
from textmol.models.config import CountingConfig
from textmol.models.families import DEFAULT, find_family
from textmol.models.inputs import Opened

if TYPE_CHECKING:
    from textmol.molecules import Molecule

BATCH = 256

Item = TypeVar("Item")


class Encoder:
    """Text tower at once, molecule tower when the first structure comes."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.checkpoint = checkpoint
        model = checkpoint.config["model"]
        self.family = find_family(model.get("family", DEFAULT))
        self.config = self.family.config.from_dict(model)
        self.groups: tuple[str, ...] = tuple(checkpoint.config["groups"])
        opened = Opened(checkpoint.folder, self.config, self.groups)
        self.read_texts = self.family.read_texts(opened)
        self.read_molecules = self.family.read_molecules(opened)
        self._weights = load_weights(checkpoint)
        for name in [name for name in self._weights if self._is_shared(name)]:
            own = f"molecule.{name.removeprefix('text.')}"
            self._weights[own] = self._weights[name]
        self._molecule_tower: nn.Module | None = None
        self._lock = threading.Lock()
        self.text_tower = self._build("text.", self.family.text)

    @classmethod
    def open(cls, folder: Path) -> Encoder:
        """Open a checkpoint folder; raises CheckpointError."""
        return cls(load_checkpoint(folder))

    @property
    def dim(self) -> int:
        """Length of the vectors."""
        return int(self.config.dim) + (self._counting.dim if self._counting else 0)

    @property
    def contradiction(self) -> float:
        """What a contradicted statement of a description takes from the cosine."""
        return getattr(self.config, "contradiction", 0.0)  # other families rank by cosine alone

    @property
    def _counting(self) -> CountingConfig | None:
        return getattr(self.config, "counting", None)  # other families have no such member

    def take_base(self, vectors: np.ndarray) -> np.ndarray:
        """Return (n, d) unit rows of all members but the counting one, from (n, dim) unit rows."""
        if self._counting is None:
            return vectors
        base = vectors[:, : self.config.dim]
        return np.asarray(base / np.float32(1 - self._counting.weight) ** 0.5, np.float32)

    def encode_descriptions(self, texts: Sequence[str]) -> np.ndarray:
        """Return (n, dim) float32 unit rows, one for each text."""
        parts = []
        for chunk in _chunks(texts):
            batch = self.read_texts(chunk)
            with torch.inference_mode():
                parts.append(self.text_tower(batch).numpy())
        return np.concatenate(parts) if parts else np.zeros((0, self.dim), np.float32)

    def encode_molecules(self, molecules: Sequence[str | Molecule]) -> np.ndarray:
        """Return (n, dim) float32 unit rows, one for each SMILES or parsed molecule.

        Raises MoleculeError for a SMILES that cannot be read.
        """
        from textmol.molecules import parse_molecule

        parts = []
        for chunk in _chunks(molecules):
            parsed = [parse_molecule(one) if isinstance(one, str) else one for one in chunk]
            parts.append(self.encode_batch(self.read_molecules(parsed)))
        return np.concatenate(parts) if parts else np.zeros((0, self.dim), np.float32)

    def encode_batch(self, batch: Any) -> np.ndarray:
        """Return (n, dim) float32 unit rows of molecules as the family's tower takes them."""
        tower = self._open_molecule_tower()
        with torch.inference_mode():
            vectors: np.ndarray = tower(batch).numpy()
        return vectors

    def warm(self) -> None:
        """Load the molecule tower, so that the first structure does not have to wait."""
        self._open_molecule_tower()

    def _open_molecule_tower(self) -> nn.Module:
        with self._lock:
            if self._molecule_tower is None:
                self._molecule_tower = self._build("molecule.", self.family.molecule)
        return self._molecule_tower

    def _is_shared(self, name: str) -> bool:
        return any(name.startswith(f"text.{part}.") for part in self.family.shared)

    def _build(self, prefix: str, make: Callable[[Any], nn.Module]) -> nn.Module:
        """Return a tower that takes over the weights under ``prefix``, without copying them."""
        names = [name for name in self._weights if name.startswith(prefix)]
        own = {name.removeprefix(prefix): self._weights.pop(name) for name in names}
        tower = make(self.config)
        tower.load_state_dict(own, assign=True)
        return tower.eval()


def _chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
