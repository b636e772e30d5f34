"""What the hierarchical alignment is trained for: to tell pairs apart, and to point at atoms."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from textmol.models.alignment import (
    HierarchicalAlignment,
    PartBatch,
    Units,
    WordBatch,
    own,
    score_levels,
)
from textmol.models.batches import _Movable
from textmol.training.objectives.base import Batch, Loss, Objective

LARGEST_SCALE = 100.0  # inverse temperature, as in CLIP


@dataclass(frozen=True)
class Pointers(_Movable):
    """Weak truth by rule: phrases whose atoms a table of named structures tells.

    Attributes:
        members: (2, k) int64 pointers and the words, rows of the batch, that each consists of.
        molecules: (p,) int64 molecule of the batch that each pointer is about.
        atoms: (2, r) int64 pointers and their atoms, rows of the batch; each has at least one.
    """

    members: Tensor
    molecules: Tensor
    atoms: Tensor


@dataclass(frozen=True)
class PointedTexts(_Movable):
    """Words of texts with the pointers in them."""

    words: WordBatch
    pointers: Pointers


class Alignment(Objective):
    """Contrastive loss of the late-interaction scores, and cross entropy of the pointers."""

    def __init__(self, *, pointing: float = 1.0) -> None:
        """Set how much pointing counts beside telling pairs apart; 0 leaves it unsupervised."""
        super().__init__()
        self.pointing = pointing

    def encode(
        self, model: HierarchicalAlignment, batch: Batch
    ) -> tuple[tuple[Units, ...], tuple[Units, ...], Tensor]:
        """Return the units of texts and molecules and the inverse temperature."""
        texts: PointedTexts = batch.texts
        molecules: PartBatch = batch.molecules
        scale = model.log_scale.exp().clamp(max=LARGEST_SCALE)
        return model.text(texts.words), model.molecule(molecules), scale

    def forward(
        self, encoded: tuple[tuple[Units, ...], tuple[Units, ...], Tensor], batch: Batch
    ) -> Loss:
        """Return the loss, with both parts for the log."""
        texts, molecules, scale = encoded
        telling = tell_apart(scale * score_levels(texts, molecules), batch.owners, batch.paired)
        pointing = point(texts[0], molecules[0], batch.texts.pointers, scale)
        parts = {"telling": telling.detach(), "pointing": pointing.detach()}
        return Loss(telling + self.pointing * pointing, parts)


def tell_apart(logits: Tensor, owners: Tensor, paired: int) -> Tensor:
    """Return the symmetric InfoNCE of (n, m + k) logits, as ``contrastive_loss`` of vectors.

    Args:
        logits: of every text with ``paired`` = m molecules and k that no text describes.
        owners: (n,) int64 molecule of each text.
        paired: m.
    """
    to_molecule = -logits.log_softmax(1).gather(1, owners[:, None]).mean()
    own_logits = logits[:, :paired]
    to_text = -own_logits.log_softmax(0).gather(1, owners[:, None]).mean()
    return (to_molecule + to_text) / 2


def point(words: Units, atoms: Units, pointers: Pointers, scale: Tensor) -> Tensor:
    """Return the mean cross entropy of each pointer's softmax over the atoms of its molecule.

    The right answer is spread evenly over the pointer's atoms. A pointer's row is the mean of
    its words' rows of the atom matrix, which is how a phrase is read off the map.

    Args:
        words: of the texts.
        atoms: of the molecules.
        pointers: what is to be pointed at; none gives 0.
        scale: inverse temperature.
    """
    number = len(pointers.molecules)
    if not number:
        return scale.new_zeros(())
    which, members = pointers.members
    total = words.vectors.new_zeros(number, words.vectors.shape[1])
    total = total.index_add(0, which, words.vectors[members])
    count = torch.bincount(which, minlength=number).clamp(min=1)
    logits = scale * (total / count[:, None]) @ atoms.vectors.T  # (p, a)
    foreign = own(atoms.sizes)[None] != pointers.molecules[:, None]
    found = logits.masked_fill(foreign, -torch.inf).log_softmax(1)
    rows, right = pointers.atoms
    share = 1 / torch.bincount(rows, minlength=number).clamp(min=1).to(found.dtype)
    return -(found[rows, right] * share[rows]).sum() / number
