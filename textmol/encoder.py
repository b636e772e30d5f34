"""A checkpoint at work: descriptions and structures to vectors."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from torch import nn

from textmol.checkpoints import Checkpoint, load_checkpoint, load_weights
from textmol.models.batches import MoleculeBatch, molecule_batch, text_batch
from textmol.models.config import TwoTowerConfig
from textmol.models.text import TextEncoder
from textmol.text.vocabulary import Vocabulary, collate

BATCH = 256
Tower = TypeVar("Tower", bound=nn.Module)


class Encoder:
    """Text tower at once, molecule tower when the first structure comes."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.checkpoint = checkpoint
        self.config = TwoTowerConfig.from_dict(checkpoint.config["model"])
        self.vocabulary = Vocabulary.from_json(
            (checkpoint.folder / "tokenizer.json").read_text(encoding="utf-8")
        )
        self.groups: tuple[str, ...] = tuple(checkpoint.config["groups"])
        self._weights = load_weights(checkpoint)
        self._molecule_tower: nn.Module | None = None
        self._lock = threading.Lock()
        self.text_tower = self._build("text.", lambda: TextEncoder(self.config.text, self.dim))

    @classmethod
    def open(cls, folder: Path) -> Encoder:
        """Open a checkpoint folder; raises CheckpointError."""
        return cls(load_checkpoint(folder))

    @property
    def dim(self) -> int:
        """Length of the vectors."""
        return self.config.dim

    def encode_descriptions(self, texts: Sequence[str]) -> np.ndarray:
        """Return (n, dim) float32 unit rows, one for each text."""
        parts = []
        for chunk in _chunks(texts):
            features = [self.vocabulary.read(text) for text in chunk]
            batch = text_batch(collate(features))
            with torch.inference_mode():
                parts.append(self.text_tower(batch).numpy())
        return np.concatenate(parts) if parts else np.zeros((0, self.dim), np.float32)

    def encode_molecules(self, smiles: Sequence[str]) -> np.ndarray:
        """Return (n, dim) float32 unit rows, one for each SMILES; raises MoleculeError."""
        tower = self._open_molecule_tower()
        parts = []
        for chunk in _chunks(smiles):
            with torch.inference_mode():
                parts.append(tower(featurise_batch(chunk, self.groups)).numpy())
        return np.concatenate(parts) if parts else np.zeros((0, self.dim), np.float32)

    def warm(self) -> None:
        """Load the molecule tower, so that the first structure does not have to wait."""
        self._open_molecule_tower()

    def _open_molecule_tower(self) -> nn.Module:
        from textmol.models.molecule import MoleculeEncoder  # imports torch-geometric: seconds

        with self._lock:
            if self._molecule_tower is None:
                self._molecule_tower = self._build(
                    "molecule.", lambda: MoleculeEncoder(self.config.molecule, self.dim)
                )
        return self._molecule_tower

    def _build(self, prefix: str, make: Callable[[], Tower]) -> Tower:
        """Return a tower that takes over the weights under ``prefix``, without copying them."""
        names = [name for name in self._weights if name.startswith(prefix)]
        own = {name.removeprefix(prefix): self._weights.pop(name) for name in names}
        tower = make()
        tower.load_state_dict(own, assign=True)
        return tower.eval()


def featurise_batch(smiles: Sequence[str], groups: Sequence[str]) -> MoleculeBatch:
    """Return the batch of parsed and featurised molecules; raises MoleculeError."""
    from textmol.molecules import parse_molecule
    from textmol.molecules.features import featurise

    features = [featurise(parse_molecule(text).mol, groups) for text in smiles]
    return molecule_batch(
        columns=np.concatenate([item.bits for item in features]),
        sizes=np.asarray([len(item.bits) for item in features]),
        counts=np.concatenate([item.counts for item in features]),
        descriptors=np.stack([item.descriptors for item in features]),
        atoms=np.concatenate([item.atoms for item in features]),
        atom_sizes=np.asarray([len(item.atoms) for item in features]),
        ends=np.concatenate([item.bonds for item in features]),
        bonds=np.concatenate([item.bond_features for item in features]),
        bond_sizes=np.asarray([len(item.bonds) for item in features]),
    )


def _chunks(items: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]
