"""CMTMR's second-order losses: items should relate alike within and across modalities."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor

from textmol.training.objectives.distances import measure_distances

READINGS = ("paper", "released")


def relate(
    first: Tensor, second: Tensor, reading: str = "paper", temperature: float = 1.0
) -> Tensor:
    """Return the (n, n) log-probabilities with which each of ``first`` picks one of ``second``.

    "paper" makes near likely: the softmax of -distance / temperature. "released" is what the
    published code computes, the softmax of the distance itself, which makes far likely.
    """
    distances = measure_distances(first, second)
    return (distances if reading == "released" else -distances / temperature).log_softmax(1)


def diverge(target: Tensor, prediction: Tensor) -> Tensor:
    """Return the mean over rows of KL(target ‖ prediction) of (n, n) log-probabilities."""
    return F.kl_div(prediction, target, reduction="batchmean", log_target=True)


def second_order_losses(
    texts: Tensor, molecules: Tensor, reading: str, temperature: float
) -> tuple[Tensor, Tensor]:
    """Return the uni-to-uni and the uni-to-cross loss (arXiv 2410.23715, second-order similarity).

    With P the four similarity distributions: KL(P_mm ‖ P_tt) + KL(P_tt ‖ P_mm), and
    KL(P_mm ‖ P_tm) + KL(P_tt ‖ P_mt) in which no gradient runs through the targets.

    Args:
        texts: (n, d) unit vectors.
        molecules: (n, d) unit vectors, row for row of the texts.
        reading: see ``relate``.
        temperature: of the reading "paper".
    """
    tt, mm, tm, mt = (
        relate(first, second, reading, temperature)
        for first, second in (
            (texts, texts), (molecules, molecules), (texts, molecules), (molecules, texts)
        )
    )  # fmt: skip
    uni = diverge(mm, tt) + diverge(tt, mm)
    cross = diverge(mm.detach(), tm) + diverge(tt.detach(), mt)
    return uni, cross
