"""Recipes: every constant of a training run, read from TOML."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textmol.errors import DataError

FOLDER = Path(__file__).parent / "recipes"


@dataclass(frozen=True)
class Training:
    """How the optimiser moves; see the comments in ``recipes/base.toml``."""

    epochs: int
    batch: int
    learning_rate: float
    table_learning_rate: float
    weight_decay: float
    warmup: int
    last_rate: float
    keep_sentences: float
    precision: str
    clip: float


@dataclass(frozen=True)
class Negatives:
    """Where the hard wrong answers of a batch come from."""

    kinds: list[str]
    group: int
    neighbours: int
    first_epoch: int
    unpaired: int


@dataclass(frozen=True)
class Recipe:
    """A named training run."""

    name: str
    model: dict[str, Any]
    training: Training
    repeats: dict[str, float]
    negatives: Negatives
    text_rank: int  # width of the text table as shipped; 0 ships it as trained
    text: str  # the TOML as written, kept in the checkpoint's card


def list_recipes() -> list[str]:
    """Return the names of the recipes that come with TextMol."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def read_recipe(name: str) -> Recipe:
    """Read a recipe by name, or a TOML file by path; raises DataError."""
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    if not path.exists():
        raise DataError(
            f"There is no recipe {name}.", f"Known recipes: {', '.join(list_recipes())}."
        )
    text = path.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
        return Recipe(
            name=path.stem,
            model=data["model"],
            training=Training(**data["training"]),
            repeats=data["repeats"],
            negatives=Negatives(**data["negatives"]),
            text_rank=data["shipping"]["text_rank"],
            text=text,
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise DataError(
            f"The recipe {path.name} cannot be read: {error}.", "Compare it with base.toml."
        ) from error
