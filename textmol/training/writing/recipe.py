"""Recipes of writers: every constant of a run, read from TOML."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textmol.errors import DataError

FOLDER = Path(__file__).parent / "recipes"
CAPTION, GENERATE = "caption", "generate"


@dataclass(frozen=True)
class Training:
    """How a writer learns; see the comments in ``recipes/caption.toml``."""

    epochs: int
    batch: int
    learning_rate: float
    weight_decay: float
    warmup: int
    last_rate: float
    smoothing: float
    precision: str
    agreement: float
    clip: float
    near: int
    drop_near: float
    drop_terms: float
    drop_vector: float
    vector_noise: float
    random_smiles: float


@dataclass(frozen=True)
class Recipe:
    """A named training run of a writer."""

    name: str
    task: str  # "caption" or "generate"
    model: dict[str, Any]  # sizes, see ``textmol.models.writer.size_writer``
    training: Training
    repeats: dict[str, float]  # how often each style of text is read in an epoch
    text: str  # the TOML as written, kept in the checkpoint's card


def list_recipes() -> list[str]:
    """Return the names of the recipes that come with TextMol."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def is_writer(name: str) -> bool:
    """Return whether a recipe, by name or as a TOML file, is one of a writer."""
    if name in list_recipes():
        return True
    path = Path(name)
    return path.suffix == ".toml" and path.exists() and "task = " in path.read_text("utf-8")


def read_recipe(name: str, *, epochs: int | None = None) -> Recipe:
    """Read a recipe by name, or a TOML file by path; raises DataError.

    Args:
        name: of a recipe that comes with TextMol, or the path of a file ending in .toml.
        epochs: train so many instead of the recipe's.
    """
    path = FOLDER / f"{name}.toml" if name in list_recipes() else Path(name)
    text = path.read_text(encoding="utf-8")
    try:
        data = tomllib.loads(text)
        training = data["training"] | ({} if epochs is None else {"epochs": epochs})
        recipe = Recipe(
            path.stem, data["task"], data["model"], Training(**training), data["repeats"], text
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise DataError(
            f"The recipe {path.name} cannot be read: {error}.", "Compare it with caption.toml."
        ) from error
    if recipe.task not in (CAPTION, GENERATE):
        raise DataError(
            f'The recipe {path.name} has the task "{recipe.task}".',
            f'Use "{CAPTION}" or "{GENERATE}".',
        )
    return recipe
