"""What people and files bring, as the batches that towers take: one way for every family."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from textmol.models.batches import MoleculeBatch, PieceBatch, molecule_batch, text_batch
from textmol.text.pieces import Pieces
from textmol.text.vocabulary import Vocabulary, collate

if TYPE_CHECKING:
    from textmol.molecules import Molecule

BAG, PIECES = "tokenizer.json", "pieces.json"  # files of a checkpoint


def piece_batch(pieces: Pieces, texts: Sequence[str]) -> PieceBatch:
    """Return the texts as a batch."""
    return PieceBatch(*(torch.from_numpy(array) for array in pieces.read(texts)))


@dataclass(frozen=True)
class Opened:
    """What a reader may need of a checkpoint: its folder, architecture and counted groups."""

    folder: Path
    config: Any
    groups: tuple[str, ...]


Read = Callable[[Sequence[str]], Any]
ReadMolecules = Callable[["Sequence[Molecule]"], Any]


def read_bags(opened: Opened) -> Read:
    """Return what turns descriptions into ``TextBatch``."""
    vocabulary = Vocabulary.from_json((opened.folder / BAG).read_text(encoding="utf-8"))
    return lambda texts: text_batch(collate([vocabulary.read(text) for text in texts]))


def read_pieces(opened: Opened) -> Read:
    """Return what turns descriptions into ``PieceBatch``."""
    text = (opened.folder / PIECES).read_text(encoding="utf-8")
    pieces = Pieces(text, opened.config.text.longest)
    return lambda texts: piece_batch(pieces, texts)


def read_graphs(opened: Opened) -> ReadMolecules:
    """Return what turns molecules into ``MoleculeBatch``."""
    return lambda molecules: featurise_molecules(molecules, opened.groups)


def read_smiles(opened: Opened) -> ReadMolecules:
    """Return what turns molecules into ``PieceBatch`` of their canonical SMILES."""
    text = (opened.folder / PIECES).read_text(encoding="utf-8")
    pieces = Pieces(text, opened.config.molecule.longest, structures=True)
    return lambda molecules: piece_batch(pieces, [one.smiles for one in molecules])


def featurise_molecules(molecules: Sequence[Molecule], groups: Sequence[str]) -> MoleculeBatch:
    """Return the batch of featurised molecules."""
    from textmol.molecules.features import featurise

    features = [featurise(molecule.mol, groups) for molecule in molecules]
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
