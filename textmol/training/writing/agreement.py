"""The retrieval objective beside the writing: what is read agrees with what is to be written."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from textmol.training.losses import contrastive_loss
from textmol.training.objectives.contrastive import FIRST_SCALE, LARGEST_SCALE

DIM = 128  # of the space where both meet


class Agreement(nn.Module):
    """Symmetric InfoNCE between encoded prompts and dense features of their outputs.

    As in Atomas (Zhang et al. 2024, arXiv 2404.16880), the encoder that generation reads is
    trained by alignment and by language modelling at once. It serves training alone.
    """

    def __init__(self, width: int, dim: int, *, captions: bool) -> None:
        """Take the width of the writer and the length of the features.

        With ``captions`` prompts are molecules and features those of texts, else the other way.
        """
        super().__init__()
        self.captions = captions
        self.ours, self.theirs = nn.Linear(width, DIM), nn.Linear(dim, DIM)
        self.log_scale = nn.Parameter(torch.tensor(math.log(FIRST_SCALE)))

    def forward(self, encoded: Tensor, mask: Tensor, features: Tensor, molecules: Tensor) -> Tensor:
        """Return the loss of a batch, a scalar.

        Args:
            encoded: (n, s, width) states of the prompts.
            mask: (n, s) 1 where a prompt is.
            features: (n, dim) of the outputs.
            molecules: (n,) number of each molecule; several texts may be of one.
        """
        shares = mask.float() / mask.sum(1, keepdim=True)
        prompts = F.normalize(self.ours((shares[:, :, None] * encoded).sum(1)).float(), dim=1)
        outputs = F.normalize(self.theirs(features).float(), dim=1)
        texts, structures = (outputs, prompts) if self.captions else (prompts, outputs)
        distinct, owners = molecules.unique(return_inverse=True)
        first = torch.full_like(distinct, len(molecules))
        places = torch.arange(len(molecules), device=molecules.device)
        first = first.scatter_reduce(0, owners, places, "amin")
        scale = self.log_scale.exp().clamp(max=LARGEST_SCALE)
        return contrastive_loss(texts, structures[first], owners, scale)
