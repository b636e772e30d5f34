"""Recipes of counting members: every constant of a run, read from TOML."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textmol.errors import DataError
from textmol.training.recipe import Training

FOLDER = Path(__file__).parent / "recipes"
TASK = "counting"


@dataclass(frozen=True)
class Ranges:
    """Which ranges of a count get an embedding; see the comments in ``recipes/counting.toml``."""

    exact: int
    more: int
    least: int


@dataclass(frozen=True)
class Negatives:
    """Wrong molecules that are put into a batch."""

    kinds: list[str]
    found: int
    draw_found: int
    near: int
    draw_near: int


@dataclass(frozen=True)
class Recipe:
    """A named training run of a counting member."""

    name: str
    member: dict[str, Any]  # sizes, see ``textmol.models.config.CountingConfig``
    least_texts: int
    ranges: Ranges
    training: Training
    temperature: float
    repeats: dict[str, float]
    negatives: Negatives
    weights: list[float]  # that dev chooses from
    most_weight: float  # that may be chosen
    text: str  # the TOML as written, kept in the checkpoint's card


def is_counting(name: str) -> bool:
    """Return whether a recipe, by name or as a TOML file, is one of a counting member."""
    path = Path(name)
    if path.suffix != ".toml":
        return name == TASK
    return path.exists() and f'task = "{TASK}"' in path.read_text("utf-8")


def read_recipe(name: str, *, epochs: int | None = None) -> Recipe:
    """Read a recipe by name, or a TOML file by path; raises DataError.

    Args:
        name: of a recipe that comes with TextMol, or the path of a file ending in .toml.
        epochs: train so many instead of the recipe's.
    """
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
        training = data["training"] | ({} if epochs is None else {"epochs": epochs})
        return Recipe(
            name=path.stem,
            member=data["member"],
            least_texts=data["pieces"]["least"],
            ranges=Ranges(**data["ranges"]),
            training=Training(**training, keep_sentences=1.0, precision="fp32"),
            temperature=data["objective"]["temperature"],
            repeats=data["repeats"],
            negatives=Negatives(**data["negatives"]),
            weights=data["weight"]["tried"],
            most_weight=data["weight"]["most"],
            text=text,
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise DataError(
            f"The recipe {path.name} cannot be read: {error}.", "Compare it with counting.toml."
        ) from error
