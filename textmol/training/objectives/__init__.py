"""What towers are trained for, by the name that a recipe gives."""

from __future__ import annotations

from typing import Any

from textmol.training.objectives.aman import Aman
from textmol.training.objectives.atomas import Atomas
from textmol.training.objectives.base import Objective
from textmol.training.objectives.cmtmr import Cmtmr
from textmol.training.objectives.contrastive import Contrastive

DEFAULT = "contrastive"  # of recipes that name no objective
OBJECTIVES: dict[str, type[Any]] = {
    DEFAULT: Contrastive,
    "aman": Aman,
    "cmtmr": Cmtmr,
    "atomas": Atomas,
}


def build_objective(kind: str, model: Any, constants: dict[str, Any]) -> Objective:
    """Return a new objective for a model; raises TypeError for constants it does not have."""
    objective: Objective = OBJECTIVES[kind](model, **constants)
    return objective
