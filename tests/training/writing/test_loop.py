"""Training of writers: what is prepared, resumed runs, the checkpoint that serves."""

from __future__ import annotations

import gzip
import json
import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.training.corpora import DEV, MOLECULES
from textmol.checkpoints import load_checkpoint
from textmol.encoder import Encoder
from textmol.engine import CHECKPOINT, LIBRARY
from textmol.errors import CheckpointError, DataError
from textmol.library import Library
from textmol.molecules import parse_molecule
from textmol.training.writing.corpus import WritingCorpus
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
agreement = 0.5
clip = 1.0
near = 2
drop_near = 0.2
drop_terms = 0.1
drop_vector = 0.1
vector_noise = 0.01
random_smiles = 0.5
[repeats]
chebi = 1
title = 0.5
facts = 0.5
"""


UNPAIRED = "OC1CCCCC1"  # of the library alone


@pytest.fixture(scope="module")
def prepared(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    own, out = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("prepared")
    shutil.copytree(data, own, dirs_exist_ok=True)
    key = parse_molecule(UNPAIRED).inchikey
    with gzip.open(own / "library.tsv.gz", "at", encoding="utf-8") as file:
        file.write(f"99\t{key}\t{UNPAIRED}\t0\n")
    prepare_writing(own, out, CHECKPOINT, LIBRARY, workers=1)
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


def test_a_structure_without_words_teaches_by_what_it_says_itself(prepared: Path) -> None:
    molecules = json.loads((prepared / FOLDER / "molecules.json").read_text("utf-8"))
    texts = json.loads((prepared / FOLDER / "texts.json").read_text("utf-8"))
    (own,) = (row for row, molecule in enumerate(molecules) if molecule["smiles"] == UNPAIRED)
    (text,) = (text for text in texts if text["molecule"] == own)
    assert (text["style"], text["split"]) == ("facts", "train")
    assert "hydroxy" in text["text"] or "alcohol" in text["text"]


def test_prompts_write_a_molecule_from_other_atoms_in_training_alone(
    prepared: Path, recipe: Recipe
) -> None:
    corpus = WritingCorpus(prepared, recipe)
    some = [one for one in corpus.train if corpus.molecules[one.molecule]["spellings"]][:8]
    assert torch.equal(corpus.make_batch(some).prompts, corpus.make_batch(some).prompts)
    if recipe.task == "caption":
        structures = {
            corpus.tokens.write_structure(prompt[prompt > 0].tolist()[-4:])
            for seed in range(8)
            for prompt in corpus.make_batch(some, np.random.default_rng(seed)).prompts
        }
        assert len(structures) > len(some)


def test_a_writer_goes_on_from_a_checkpoint(prepared: Path, recipe: Recipe, tmp_path: Path) -> None:
    train_writer(recipe, prepared, tmp_path / "first", device="cpu")
    start = tmp_path / "first" / "checkpoint"
    train_writer(recipe, prepared, tmp_path / "second", device="cpu", start=start)
    first, second = (
        [json.loads(line) for line in (tmp_path / name / "log.jsonl").read_text().splitlines()]
        for name in ("first", "second")
    )
    assert second[0]["loss"] < first[0]["loss"]
    card = json.loads((tmp_path / "second" / "checkpoint" / "card.json").read_text("utf-8"))
    assert card["started_from"] == load_checkpoint(start).identity
    larger = replace(recipe, model=recipe.model | {"decoder_layers": 2, "width": 64})
    with pytest.raises(DataError, match="other sizes"):
        train_writer(larger, prepared, tmp_path / "third", device="cpu", start=start)


def test_what_is_prepared_is_what_serving_reads(prepared: Path) -> None:
    folder = prepared / FOLDER
    molecules = json.loads((folder / "molecules.json").read_text("utf-8"))
    descriptors = np.load(folder / "descriptors.npy")
    batch = Encoder.open(CHECKPOINT).read_molecules([parse_molecule(molecules[0]["smiles"])])
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
    assert list_recipes() == ["caption", "caption-on", "generate", "generate-on"]
    tasks = [read_recipe(name).task for name in list_recipes()]
    assert tasks == ["caption", "caption", "generate", "generate"]
    assert read_recipe("caption", epochs=1).training.epochs == 1


def test_unusable_data_is_told(recipe: Recipe, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="prepare"):
        train_writer(recipe, tmp_path, tmp_path / "out", device="cpu")


def test_the_references_of_a_checkpoint_are_those_of_the_library(prepared: Path) -> None:
    references = json.loads((prepared / FOLDER / "references.json").read_text("utf-8"))
    library = Library.open(LIBRARY)
    assert {row[1] for row in references} <= set(library.read_smiles())
