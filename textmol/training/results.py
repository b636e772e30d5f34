"""What a training run leaves behind: a state to resume from and a checkpoint to serve."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from textmol.checkpoints import save_checkpoint
from textmol.errors import DataError
from textmol.training.compress import compress
from textmol.training.origin import LICENCE, SPLIT, name_device, read_commit
from textmol.training.precision import name_kind

if TYPE_CHECKING:
    from textmol.training.loop import Trainer


def write_state(out: Path, trainer: Trainer, epoch: int, seconds: float) -> None:
    """Write weights and optimiser moments after ``epoch`` epochs, all of it safetensors."""
    folder = out / "state"
    folder.mkdir(parents=True, exist_ok=True)
    # Copies: safetensors refuses two names of one tensor.
    for name, module in _stateful(trainer).items():
        tensors = {k: v.clone().contiguous() for k, v in module.state_dict().items()}
        save_file(tensors, folder / f"{name}.tmp")
    for number, optimiser in enumerate(_all_optimisers(trainer)):
        save_file(_flatten(optimiser), folder / f"optimiser{number}.tmp")
    for path in folder.glob("*.tmp"):
        path.replace(path.with_suffix(".safetensors"))
    facts = {"epoch": epoch, "seconds": seconds}
    (folder / "state.json").write_text(json.dumps(facts), encoding="utf-8")


def read_state(folder: Path, trainer: Trainer) -> tuple[int, float]:
    """Load what ``write_state`` wrote; return the epochs done and the seconds spent."""
    state = folder / "state"
    if not (state / "state.json").exists():
        raise DataError(f"{folder} holds no state to resume from.", "Start without --resume.")
    for name, module in _stateful(trainer).items():
        module.load_state_dict(load_file(state / f"{name}.safetensors"))
    for number, optimiser in enumerate(_all_optimisers(trainer)):
        _unflatten(optimiser, load_file(state / f"optimiser{number}.safetensors"))
    facts = json.loads((state / "state.json").read_text(encoding="utf-8"))
    return facts["epoch"], facts["seconds"]


def _stateful(trainer: Trainer) -> dict[str, nn.Module]:
    modules = {"model": trainer.model, "objective": trainer.objective}
    return {name: module for name, module in modules.items() if module.state_dict()}


def _all_optimisers(trainer: Trainer) -> list[torch.optim.Optimizer]:
    return [*trainer.optimisers, *trainer.objective.optimisers()]


def _flatten(optimiser: torch.optim.Optimizer) -> dict[str, Tensor]:
    state = optimiser.state_dict()["state"]
    return {
        f"{parameter}.{name}": torch.as_tensor(value, dtype=torch.float32).contiguous()
        for parameter, values in state.items()
        for name, value in values.items()
    }


def _unflatten(optimiser: torch.optim.Optimizer, tensors: dict[str, Tensor]) -> None:
    state: dict[int, dict[str, Any]] = {}
    for key, value in tensors.items():
        parameter, name = key.split(".")
        state.setdefault(int(parameter), {})[name] = value
    optimiser.load_state_dict({**optimiser.state_dict(), "state": state})


def write_result(out: Path, trainer: Trainer, measured: dict[str, Any]) -> None:
    """Write the checkpoint folder ``out/checkpoint`` with its card."""
    corpus, recipe = trainer.corpus, trainer.recipe
    shape, weights = compress(trainer.config, _list_weights(trainer), **asdict(recipe.shipping))
    card = _write_card(trainer, measured)
    card["parameters"] = sum(value.numel() for value in weights.values())
    config = {
        "model": shape.to_dict(),
        "groups": list(corpus.facts["groups"]),
        "groups_sha256": corpus.facts["groups_sha256"],
    }
    files = trainer.inputs.files
    precision = {"text.pieces.weight": "int8", "molecule.fingerprint.weight": "int8"}
    save_checkpoint(out / "checkpoint", config, weights, card, files, precision=precision)


def _write_card(trainer: Trainer, measured: dict[str, Any]) -> dict[str, Any]:
    corpus, recipe = trainer.corpus, trainer.recipe
    read = [kind for kind, times in recipe.repeats.items() if times]
    return {
        "name": recipe.name,
        "does": "Ranks molecules by a description in English, and descriptions by a molecule.",
        "trained_on": {
            "sha256": corpus.facts["sha256"],
            "licence": LICENCE,
            "split": SPLIT,
            "molecules": len(trainer.trained),
            "texts": int(np.isin(corpus.kinds, read).sum()),
            "kinds": {kind: int((corpus.kinds == kind).sum()) for kind in read},
        },
        "recipe": recipe.text,
        **({"changes": recipe.changes} if recipe.changes else {}),
        "seed": trainer.seed,
        "device": name_device(trainer.device),
        "products": name_kind(trainer.products),
        "commit": read_commit(),
        "measured": {
            "in training: dev, nameless ChEBI-20 text to molecule, pool of all ChEBI-20": {
                key: measured[key]
                for key in ("hits@1", "hits@10", "mrr", "mean_rank", "queries", "pool")
            }
        },
        "epochs": measured["epoch"],
        "seconds": measured["seconds"],
        "limits": _list_limits(read),
    }


def _list_limits(kinds: Sequence[str]) -> list[str]:
    limits = [
        "Reads English; other languages give chance results.",
        "Does not understand negations and counts reliably. The app reads those of short queries "
        "into filters that it shows.",
        "A score ranks molecules for one description; it is no probability, and scores of "
        "different descriptions do not compare.",
        "Knows what its training texts say: few odours, and no advice on safety.",
    ]
    if "short" in kinds:
        limits.append(
            "Short training texts were written from structures by textbook convention: what they "
            "say of odour, taste, colour, use, origin and role holds for a class of structures "
            "and was not measured for each molecule."
        )
    return limits


def _list_weights(trainer: Trainer) -> dict[str, Tensor]:
    """Return the weights to serve; parts that both towers share are listed once."""
    twice = tuple(f"molecule.{part}." for part in trainer.family.shared)
    weights = trainer.model.state_dict()
    return {name: value for name, value in weights.items() if not name.startswith(twice)}
