"""Recipes: every constant of a training run, read from TOML."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textmol.errors import DataError
from textmol.models.families import DEFAULT as DEFAULT_FAMILY
from textmol.models.families import FAMILIES
from textmol.training.objectives import DEFAULT as DEFAULT_OBJECTIVE
from textmol.training.objectives import OBJECTIVES

FOLDER = Path(__file__).parent / "recipes"


@dataclass(frozen=True)
class Training:
    """How the optimiser moves; see the comments in ``recipes/textmol.toml``."""

    epochs: int
    batch: int
    learning_rate: float
    weight_decay: float
    warmup: int
    last_rate: float
    keep_sentences: float
    precision: str
    clip: float
    table_learning_rate: float = 0.0  # of a model with embedding tables
    start_learning_rate: float | None = None  # of a text transformer; as all others where None


@dataclass(frozen=True)
class Negatives:
    """Where the hard wrong answers of a batch come from."""

    kinds: list[str]
    group: int
    neighbours: int
    first_epoch: int
    unpaired: int


@dataclass(frozen=True)
class Shipping:
    """Widths that the embedding tables are cut to as shipped; 0 ships them as trained."""

    text_rank: int = 0
    fingerprint_rank: int = 0


@dataclass(frozen=True)
class Recipe:
    """A named training run."""

    name: str
    family: str  # of models, see ``textmol.models.families``
    model: dict[str, Any]  # sizes
    objective: str  # see ``textmol.training.objectives``
    constants: dict[str, Any]  # of the objective
    training: Training
    repeats: dict[str, float]
    negatives: Negatives | None  # None leaves batches random
    start: str | None  # hub name or folder of a published text encoder
    shipping: Shipping
    text: str  # the TOML as written, kept in the checkpoint's card
    changes: dict[str, Any]  # what this run does otherwise: "without", "epochs", "share"


def list_recipes() -> list[str]:
    """Return the names of the recipes that come with TextMol."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def read_recipe(
    name: str,
    *,
    without: str | None = None,
    epochs: int | None = None,
    share: float | None = None,
) -> Recipe:
    """Read a recipe by name, or a TOML file by path; raises DataError.

    Args:
        name: of a recipe that comes with TextMol, or the path of a file ending in .toml.
        without: a part to leave out, one of the recipe's [without] tables: an ablation.
        epochs: train so many instead of the recipe's.
        share: of the texts of an epoch that is read; comparisons need not read them all.
    """
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    if not path.exists():
        raise DataError(
            f"There is no recipe {name}.", f"Known recipes: {', '.join(list_recipes())}."
        )
    text = path.read_text(encoding="utf-8")
    try:
        return _parse(path.stem, text, without, epochs, share)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise DataError(
            f"The recipe {path.name} cannot be read: {error}.", "Compare it with textmol.toml."
        ) from error


def _parse(
    name: str, text: str, without: str | None, epochs: int | None, share: float | None
) -> Recipe:
    data = tomllib.loads(text)
    parts = data.pop("without", {})
    if without is not None:
        if without not in parts:
            known = ", ".join(parts) or "nothing"
            raise DataError(f"{name} cannot do without {without}.", f"It can without: {known}.")
        data = _merge(data, parts[without])
    if epochs is not None:
        data = _merge(data, {"training": {"epochs": epochs}})
    if share is not None:
        data["repeats"] = {kind: share * times for kind, times in data["repeats"].items()}
    changes = {"without": without, "epochs": epochs, "share": share}
    if any(value is not None for value in changes.values()):
        # Tables of a short run are mostly their random start, which the best low rank drops.
        data.pop("shipping", None)
    model = dict(data["model"])
    sizes = dict(model["text"])
    start = sizes.pop("start", None)
    constants = dict(data.get("objective", {}))
    recipe = Recipe(
        name=name,
        family=model.pop("family", DEFAULT_FAMILY),
        model={**model, "text": sizes},
        objective=constants.pop("kind", DEFAULT_OBJECTIVE),
        constants=constants,
        training=Training(**data["training"]),
        repeats=data["repeats"],
        negatives=Negatives(**data["negatives"]) if "negatives" in data else None,
        start=start,
        shipping=Shipping(**data.get("shipping", {})),
        text=text,
        changes={key: value for key, value in changes.items() if value is not None},
    )
    for kind, names in ((recipe.family, FAMILIES), (recipe.objective, OBJECTIVES)):
        if kind not in names:
            raise KeyError(f"{kind} is none of {', '.join(names)}")
    if not any(recipe.repeats.values()):
        raise DataError(f"{name} would read no text.", "Take a share above 0 of its texts.")
    return recipe


def _merge(data: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Return nested tables with some values changed."""
    return data | {
        key: _merge(data.get(key, {}), value) if isinstance(value, dict) else value
        for key, value in changes.items()
    }
