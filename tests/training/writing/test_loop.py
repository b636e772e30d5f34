"""Training of writers: what is prepared, resumed runs, the checkpoint that serves."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from tests.training.corpora import DEV, MOLECULES
from textmol.encoder import Encoder
from textmol.engine import CHECKPOINT, LIBRARY
from textmol.errors import CheckpointError, DataError
from textmol.library import Library
from textmol.molecules import parse_molecule
from textmol.training.writing.loop import train_writer
from textmol.training.writing.prepare import FOLDER, prepare_writing
from textmol.training.writing.recipe import Recipe, list_recipes, read_recipe
from textmol.writing.decode import write_beams, write_samples
from textmol.writing.folder import open_folder
from textmol.writing.prompts import PLAIN, begin

SMALL = """
task = "{task}"
[model]
width = 32
encoder_layers = 1
decoder_layers = 1
heads = 2
dropout = 0.1
longest_prompt = 64
longest_output = 48
vector_tokens = 2
[training]
epochs = 2
batch = 8
learning_rate = 3e-3
weight_decay = 0.0
warmup = 2
last_rate = 0.1
smoothing = 0.05
precision = "fp32"
clip = 1.0
near = 2
drop_near = 0.2
drop_terms = 0.1
drop_vector = 0.1
vector_noise = 0.01
[repeats]
chebi = 1
title = 0.5
facts = 0.5
"""


@pytest.fixture(scope="module")
def prepared(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("prepared")
    prepare_writing(data, out, CHECKPOINT, LIBRARY, workers=1)
    return out


@pytest.fixture(params=["caption", "generate"])
def recipe(request: pytest.FixtureRequest, tmp_path: Path) -> Recipe:
    path = tmp_path / "small.toml"
    path.write_text(SMALL.format(task=request.param), encoding="utf-8")
    return read_recipe(str(path))


def test_dev_molecules_are_no_references_and_do_not_train(prepared: Path) -> None:
    keys = {parse_molecule(smiles).inchikey for smiles, name, _, _ in MOLECULES if name in DEV}
    folder = prepared / FOLDER
    references = json.loads((folder / "references.json").read_text("utf-8"))
    assert references
    assert keys.isdisjoint(row[0] for row in references)
    molecules = json.loads((folder / "molecules.json").read_text("utf-8"))
    texts = json.loads((folder / "texts.json").read_text("utf-8"))
    own = {molecules[text["molecule"]]["key"] for text in texts if text["split"] == "dev"}
    assert own == keys
    trained = {molecules[text["molecule"]]["key"] for text in texts if text["split"] == "train"}
    assert keys.isdisjoint(trained)


def test_what_is_prepared_is_what_serving_reads(prepared: Path) -> None:
    folder = prepared / FOLDER
    molecules = json.loads((folder / "molecules.json").read_text("utf-8"))
    descriptors = np.load(folder / "descriptors.npy")
    batch = Encoder.open(CHECKPOINT).read_molecules([molecules[0]["smiles"]])
    served = batch.descriptors[0].numpy()
    np.testing.assert_allclose(descriptors[0].astype(np.float32), served, atol=2e-3)
    near = np.load(folder / "near.npy")
    references = json.loads((folder / "references.json").read_text("utf-8"))
    names = [references[row][0] for row in near[0] if row >= 0]
    assert molecules[0]["key"] not in names


def test_a_resumed_run_ends_like_an_unbroken_one(
    prepared: Path, recipe: Recipe, tmp_path: Path
) -> None:
    train_writer(recipe, prepared, tmp_path / "whole", device="cpu")
    train_writer(recipe, prepared, tmp_path / "parts", device="cpu", time_limit=1e-9)
    log = (tmp_path / "parts" / "log.jsonl").read_text("utf-8").splitlines()
    assert len(log) == 1
    train_writer(recipe, prepared, tmp_path / "parts", device="cpu", resume=tmp_path / "parts")
    whole, parts = (
        [json.loads(line) for line in (tmp_path / name / "log.jsonl").read_text().splitlines()]
        for name in ("whole", "parts")
    )
    for first, second in zip(whole, parts, strict=True):
        assert first["loss"] == second["loss"]
        assert first["dev_loss"] == second["dev_loss"]


def test_the_checkpoint_serves(prepared: Path, recipe: Recipe, tmp_path: Path) -> None:
    train_writer(recipe, prepared, tmp_path, device="cpu")
    opened = open_folder(tmp_path / "checkpoint", recipe.task)
    other = "generate" if recipe.task == "caption" else "caption"
    with pytest.raises(CheckpointError, match=other):
        open_folder(tmp_path / "checkpoint", other)
    style = PLAIN if recipe.task == "caption" else None
    first = begin(opened.tokens, style)
    vectors = np.zeros((2, opened.model.config.vector_dim), np.float32)
    beams = write_beams(opened, [[5], [6, 7]], vectors, first, beams=3, count=2, longest=8)
    assert [len(one) for one in beams] == [2, 2]
    assert all(one[0].score >= one[1].score for one in beams)
    draw = partial(write_samples, opened, [5], vectors[0], first, count=3, longest=8)
    samples = draw(temperature=1.0, top_p=0.9, seed=0)
    assert samples == draw(temperature=1.0, top_p=0.9, seed=0)
    low, high = opened.tokens.word_range if style else opened.tokens.structure_range
    assert all(low <= token < high for one in samples for token in one.tokens)


def test_recipes_are_complete() -> None:
    assert list_recipes() == ["caption", "generate"]
    assert [read_recipe(name).task for name in list_recipes()] == ["caption", "generate"]
    assert read_recipe("caption", epochs=1).training.epochs == 1


def test_unusable_data_is_told(recipe: Recipe, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="prepare"):
        train_writer(recipe, tmp_path, tmp_path / "out", device="cpu")


def test_the_references_of_a_checkpoint_are_those_of_the_library(prepared: Path) -> None:
    references = json.loads((prepared / FOLDER / "references.json").read_text("utf-8"))
    library = Library.open(LIBRARY)
    assert {row[1] for row in references} <= set(library.read_smiles())
