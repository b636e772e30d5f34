"""Every family of models by name: the one place that knows what each is made of.

A family is a configuration, a tower for texts and one for molecules with what reads their
inputs. Towers whose modules are slow to import are imported where they are built.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from torch import nn

from textmol.errors import CheckpointError
from textmol.models.aman import AmanConfig, AmanMolecule, AmanText
from textmol.models.atomas.config import AtomasConfig
from textmol.models.atomas.tower import SequenceTower
from textmol.models.bag import WeightedBag
from textmol.models.cmtmr import CmtmrConfig, CmtmrMolecule, CmtmrText
from textmol.models.config import TwoTowerConfig
from textmol.models.inputs import (
    Opened,
    Read,
    ReadMolecules,
    read_bags,
    read_graphs,
    read_pieces,
    read_smiles,
)
from textmol.models.text import TextEncoder
from textmol.models.towers import Towers

DEFAULT = "two_tower"  # of checkpoints and recipes that name no family


@dataclass(frozen=True)
class Family:
    """What a checkpoint of one family is made of.

    Attributes:
        config: architecture with ``dim``, ``to_dict``, ``from_dict`` (a checkpoint's "model")
            and ``from_sizes`` (a recipe's "model" and what the data decides).
        text: builds the text tower of a configuration; its call returns (n, dim) unit rows.
        molecule: builds the molecule tower, alike.
        read_texts: opens what turns descriptions into the text tower's batches.
        read_molecules: opens what turns parsed molecules into the molecule tower's batches.
        shared: parts of the molecule tower that are the text tower's own; saved once.
    """

    config: Any
    text: Callable[[Any], nn.Module]
    molecule: Callable[[Any], nn.Module]
    read_texts: Callable[[Opened], Read]
    read_molecules: Callable[[Opened], ReadMolecules]
    shared: tuple[str, ...] = ()

    def build_towers(self, config: Any) -> Towers:
        """Return a new model with ``text`` and ``molecule``; the text tower is drawn first."""
        towers = Towers(self.text(config), self.molecule(config), self.shared)
        for part in towers.modules():
            if isinstance(part, WeightedBag):
                part.reset_parameters()
        return towers


def _lexical_text(config: TwoTowerConfig) -> nn.Module:
    return TextEncoder(config.text, config.dim, config.members, config.counting)


def _lexical_molecule(config: TwoTowerConfig) -> nn.Module:
    from textmol.models.molecule import MoleculeEncoder  # imports torch-geometric: seconds

    return MoleculeEncoder(config.molecule, config.dim, config.members, config.counting)


FAMILIES = {
    DEFAULT: Family(
        config=TwoTowerConfig,
        text=_lexical_text,
        molecule=_lexical_molecule,
        read_texts=read_bags,
        read_molecules=read_graphs,
    ),
    "aman": Family(
        config=AmanConfig,
        text=AmanText,
        molecule=AmanMolecule,
        read_texts=read_pieces,
        read_molecules=read_graphs,
    ),
    "cmtmr": Family(
        config=CmtmrConfig,
        text=CmtmrText,
        molecule=CmtmrMolecule,
        read_texts=read_pieces,
        read_molecules=read_graphs,
        shared=("projector",),
    ),
    "atomas": Family(
        config=AtomasConfig,
        text=lambda config: SequenceTower(config.text),
        molecule=lambda config: SequenceTower(config.molecule),
        read_texts=read_pieces,
        read_molecules=read_smiles,
        shared=("transformer",),
    ),
}


def find_family(name: str) -> Family:
    """Return a family by its name; raises CheckpointError where there is none."""
    try:
        return FAMILIES[name]
    except KeyError:
        raise CheckpointError(
            f"This TextMol knows no models of the family {name!r}.",
            f"It knows {', '.join(FAMILIES)}: use the TextMol that made the checkpoint.",
        ) from None
