"""What the tests of training share: a small data folder, what is prepared of it, a tiny run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.training.corpora import write_data
from tests.training.systems import save_recipe
from textmol.training.loop import train
from textmol.training.prepare import prepare


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the raw data folder. Do not change it."""
    return write_data(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="session")
def prepared(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the prepared folder. Do not change it."""
    out = tmp_path_factory.mktemp("prepared")
    prepare(data, out, workers=1)
    return out


@pytest.fixture(scope="module")
def recipe(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the path of the recipe that a module of tests has as ``TINY``."""
    return save_recipe(tmp_path_factory.mktemp("recipe"), request.module.TINY)


@pytest.fixture(scope="module")
def trained(prepared: Path, recipe: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run of the module's recipe. Do not change it."""
    out = tmp_path_factory.mktemp("run")
    train(recipe, prepared, out, device="cpu")
    return out
