"""Each system: it learns a batch by heart, is saved and served, and resumes to the last bit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from tests.training.runs import read_log
from tests.training.systems import SYSTEMS, save_recipe, write_recipe
from textmol.encoder import Encoder
from textmol.errors import CheckpointError, DataError
from textmol.models.families import find_family
from textmol.training.corpus import Corpus
from textmol.training.loop import Step, Trainer, train
from textmol.training.optimise import set_rates
from textmol.training.recipe import read_recipe

SMILES = ["CCO", "N[C@@H](C)C(=O)O", "N[C@H](C)C(=O)O", "[Xe]", "C/C=C/C(=O)O", "C/C=C\\C(=O)O"]
TEXTS = ["It is an amino acid.", "", "a solvent"]


def _start(recipe: str, prepared: Path) -> Trainer:
    return Trainer(read_recipe(recipe), Corpus.open(prepared), "cpu", 0)


def _whole(corpus: Corpus) -> Step:
    """Return one batch of all descriptions and names: two texts of each molecule."""
    rows = np.flatnonzero(np.isin(corpus.kinds, ["chebi", "title"]))
    molecules, owners = np.unique(corpus.owners[rows], return_inverse=True)
    return Step(rows, molecules, owners, np.zeros(0, np.int64))


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_batch_is_learnt_by_heart(name: str, prepared: Path, tmp_path: Path) -> None:
    trainer = _start(save_recipe(tmp_path, write_recipe(name, 1)), prepared)
    step, rng = _whole(trainer.corpus), np.random.default_rng(0)
    assert len(step.texts) == 2 * len(step.molecules)
    losses = []
    for number in range(150):
        set_rates(trainer.optimisers, trainer.recipe.training, number / 150, number)
        losses.append(trainer._learn(step, rng)["loss"])
    trainer.model.eval()
    with torch.inference_mode():
        texts = trainer.model.text(trainer.inputs.texts(step.texts))
        molecules = trainer.model.molecule(trainer.inputs.molecules(step.molecules))
    assert losses[-1] < 0.5 * losses[0]
    found = step.molecules[(texts @ molecules.T).argmax(1)]
    # Fingerprints say nothing of E and Z, and "L" and "D" are too rare here for the vocabulary.
    flat = name == "lexical"
    for row, one in zip(step.texts, found, strict=True):
        own = trainer.corpus.owners[row]
        assert _name(trainer.corpus, one, flat=flat) == _name(trainer.corpus, own, flat=flat)


def _name(corpus: Corpus, molecule: int, *, flat: bool) -> str:
    """Return the SMILES of a molecule, where ``flat`` without its stereo marks."""
    (smiles,) = corpus.smiles(np.asarray([molecule]))
    return smiles.translate(str.maketrans("", "", "/\\@")) if flat else smiles


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_checkpoint_serves_what_was_trained(name: str, prepared: Path, tmp_path: Path) -> None:
    trainer = _run(name, prepared, tmp_path)
    encoder = Encoder.open(tmp_path / "checkpoint")
    corpus = trainer.corpus
    rows = np.flatnonzero(corpus.kinds == "chebi")
    molecules = corpus.owners[rows]
    trainer.model.eval()
    with torch.inference_mode():
        texts = trainer.model.text(trainer.inputs.texts(rows)).numpy()
        structures = trainer.model.molecule(trainer.inputs.molecules(molecules)).numpy()
    # Stored in half precision, tables in eight bits.
    served = encoder.encode_descriptions(corpus.strings(rows))
    assert ((served * texts).sum(1) > 0.998).all()
    served = encoder.encode_molecules(corpus.smiles(molecules))
    assert ((served * structures).sum(1) > 0.998).all()
    for vectors in (encoder.encode_descriptions(TEXTS), encoder.encode_molecules(SMILES)):
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def _run(name: str, prepared: Path, out: Path) -> Trainer:
    """Train two epochs, write the checkpoint and return the trainer with what it has learnt."""
    from textmol.training.results import write_result

    trainer = _start(save_recipe(out, write_recipe(name, 2)), prepared)
    for epoch in range(2):
        trainer.run_epoch(epoch)
    write_result(out, trainer, {**trainer.measure(), "epoch": 2, "seconds": 1.0})
    return trainer


def test_stereo_twins_are_told_apart(prepared: Path, tmp_path: Path) -> None:
    for name in ("aman", "cmtmr"):
        _run(name, prepared, tmp_path)
        vectors = Encoder.open(tmp_path / "checkpoint").encode_molecules(SMILES)
        assert np.abs(vectors[1] - vectors[2]).max() > 1e-4
        assert np.abs(vectors[4] - vectors[5]).max() > 1e-4


@pytest.mark.parametrize("name", SYSTEMS)
def test_resuming_gives_the_same_bits(name: str, prepared: Path, tmp_path: Path) -> None:
    recipe = save_recipe(tmp_path, write_recipe(name, 3))
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    train(recipe, prepared, whole, device="cpu")
    train(recipe, prepared, parts, device="cpu", time_limit=1e-9)
    train(recipe, prepared, parts, device="cpu", resume=parts)
    for path in sorted([*whole.glob("state/*.safetensors"), *whole.glob("checkpoint/*.safe*")]):
        assert (parts / path.relative_to(whole)).read_bytes() == path.read_bytes(), path.name
    assert read_log(whole) == read_log(parts)


def test_systems_start_from_the_same_text_encoder(prepared: Path, tmp_path: Path) -> None:
    starts = []
    for name in ("aman", "cmtmr"):
        trainer = _start(save_recipe(tmp_path, write_recipe(name, 1)), prepared)
        starts.append(trainer.model.text.transformer.state_dict())
    for key, value in starts[0].items():
        assert torch.equal(value, starts[1][key])


def test_what_towers_share_is_one_module_and_saved_once(prepared: Path, tmp_path: Path) -> None:
    trainer = _run("cmtmr", prepared, tmp_path)
    assert trainer.model.text.projector is trainer.model.molecule.projector
    encoder = Encoder.open(tmp_path / "checkpoint")
    encoder.warm()
    text: Any = encoder.text_tower
    molecule: Any = encoder._open_molecule_tower()
    one, other = text.projector.memory.weight, molecule.projector.memory.weight
    assert one.data_ptr() == other.data_ptr()
    card = encoder.checkpoint.card
    tensors = [*text.state_dict().values(), *molecule.state_dict().values()]
    assert card["parameters"] == sum({t.data_ptr(): t.numel() for t in tensors}.values())


@pytest.fixture
def hub(prepared: Path, tmp_path: Path) -> Path:
    """A tiny BERT as a hub would give it, with a tokeniser of its own."""
    folder = tmp_path / "tiny-bert"
    torch.manual_seed(5)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(prepared / "pieces.json"), pad_token="[PAD]", unk_token="[UNK]"
    )
    tokenizer.save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=24,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
    )
    BertModel(config).save_pretrained(folder)
    return folder


@pytest.mark.parametrize("name", ["aman", "cmtmr"])
def test_a_published_encoder_can_be_started_from(
    name: str, hub: Path, prepared: Path, tmp_path: Path
) -> None:
    text = write_recipe(name, 1)
    shape = text[text.index("width = 32") : text.index("longest")]
    text = text.replace(shape, f'start = "{hub}"\n')
    text = text.replace("[training]", "[training]\nstart_learning_rate = 1e-5")
    recipe = save_recipe(tmp_path, text)
    trainer = _start(recipe, prepared)
    loaded = trainer.model.text.transformer.model.state_dict()
    for key, value in BertModel.from_pretrained(hub).state_dict().items():
        assert key.startswith("pooler") or torch.equal(loaded[key], value)
    groups = trainer.optimisers[0].param_groups
    assert [group["rate"] for group in groups] == [3e-3, 1e-5]
    train(recipe, prepared, tmp_path, device="cpu")
    (hub / "config.json").unlink()  # serving does not look for it
    encoder = Encoder.open(tmp_path / "checkpoint")
    assert encoder.encode_descriptions(TEXTS).shape == (3, 32)
    assert (tmp_path / "checkpoint" / "pieces.json").exists()


def test_unusable_recipes_are_told(prepared: Path, tmp_path: Path) -> None:
    good = write_recipe("cmtmr", 1)
    for wrong, told in (
        (good.replace('"cmtmr"', '"nonsense"'), "nonsense"),
        (good.replace('"paper"', '"other"'), "second_order"),
        (good.replace("margin = 0.3", ""), "margin"),
        (good.replace("memory_rows = 5", ""), "memory_rows"),
        (good.replace("width = 32", f'start = "{tmp_path}"'), "cannot be read"),
    ):
        with pytest.raises(DataError, match=told):
            _start(save_recipe(tmp_path, wrong), prepared)
    with pytest.raises(CheckpointError, match="nonsense"):
        find_family("nonsense")


def test_the_released_reading_can_be_chosen(prepared: Path, tmp_path: Path) -> None:
    text = write_recipe("cmtmr", 1).replace('"paper"', '"released"')
    trainer = _start(save_recipe(tmp_path, text), prepared)
    losses = trainer.run_epoch(0)
    assert set(losses) == {
        "loss", "triplet", "critic", "adversarial", "uni_to_uni", "uni_to_cross"
    }  # fmt: skip
    assert all(np.isfinite(list(losses.values())))
