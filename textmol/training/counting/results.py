"""A checkpoint with a new counting member, and its card."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from textmol.checkpoints import CARD, CONFIG, MANIFEST, Checkpoint, load_weights, save_checkpoint
from textmol.training.origin import SPLIT, name_device, read_commit

if TYPE_CHECKING:
    from textmol.training.counting.loop import CountingTrainer

TABLES = (
    "text.pieces.weight",
    "molecule.fingerprint.weight",
    "text.counting.pieces.weight",
    "molecule.counting.weight",
)
MEASURED = "in training: dev, nameless ChEBI-20 text to molecule, pool of all ChEBI-20"
FIGURES = ("hits@1", "hits@10", "mrr", "mean_rank", "queries", "pool")


def write_member(
    out: Path,
    trainer: CountingTrainer,
    weight: float,
    tried: dict[float, dict[str, Any]],
    seconds: float,
) -> Checkpoint:
    """Write ``out/checkpoint``: the checkpoint that was started from, with the member.

    Args:
        out: folder of the run.
        trainer: with the trained member.
        weight: share of the score that the member gets.
        tried: dev figures by weight, 0 for none.
        seconds: that it took.
    """
    start = trainer.encoder.checkpoint
    old = load_weights(start)
    weights = {name: value for name, value in old.items() if ".counting." not in name}
    for side, module in (("text", trainer.text), ("molecule", trainer.molecule)):
        weights |= {f"{side}.counting.{key}": own for key, own in module.state_dict().items()}
    shape = replace(trainer.encoder.config, counting=replace(trainer.config, weight=weight))
    family = {
        key: start.config["model"][key] for key in ("family",) if key in start.config["model"]
    }
    card = _write_card(trainer, weight, tried, seconds)
    card["parameters"] = sum(value.numel() for value in weights.values())
    own_files = {CONFIG, CARD, MANIFEST}
    files = {
        path.name: path.read_bytes()
        for path in sorted(start.folder.iterdir())
        if path.name not in own_files and path.suffix != ".safetensors"
    }
    config = start.config | {"model": shape.to_dict() | family}
    precision = dict.fromkeys(TABLES, "int8")
    return save_checkpoint(out / "checkpoint", config, weights, card, files, precision=precision)


def _write_card(
    trainer: CountingTrainer, weight: float, tried: dict[float, dict[str, Any]], seconds: float
) -> dict[str, Any]:
    corpus, recipe = trainer.corpus, trainer.recipe
    figures = {
        str(key): {name: found[name] for name in FIGURES} for key, found in sorted(tried.items())
    }
    read = [kind for kind, times in recipe.repeats.items() if times]
    card = dict(trainer.encoder.checkpoint.card)
    card["measured"] = {**card.get("measured", {}), MEASURED: figures[str(weight)]}
    card["counting_member"] = {
        "added_to": trainer.encoder.checkpoint.identity,
        "does": "Reads exact counts of groups, elements, charges, stereo and rings. The other "
        "members stayed as they were.",
        "trained_on": {
            "split": SPLIT,
            "kinds": {kind: int((corpus.kinds == kind).sum()) for kind in read},
            "molecules": len(np.unique(corpus.owners[np.isin(corpus.kinds, read)])),
        },
        "weight": f"{weight:g} of the score, the highest MRR on dev among the weights tried up to "
        f"{recipe.most_weight:g}: gains measured on dev are a little too high",
        "dev_by_weight": figures,
        "recipe": recipe.text,
        "seed": trainer.seed,
        "device": name_device("cpu"),
        "commit": read_commit(),
        "seconds": seconds,
    }
    return card
