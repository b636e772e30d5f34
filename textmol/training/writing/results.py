"""The checkpoint that a writer's run leaves behind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from textmol.checkpoints import save_checkpoint
from textmol.models.writer import Writer, list_weights
from textmol.training.origin import LICENCE, SPLIT, name_device, read_commit
from textmol.training.precision import choose_kind, name_kind
from textmol.training.writing.corpus import WritingCorpus
from textmol.writing.folder import REFERENCES, TERM_PREFIX, TERMS, TOKENS, WORDS

PRECISION = {f"{TERM_PREFIX}fingerprint.weight": "int8"}
DOES = {
    "caption": "Writes descriptions of a molecule in the manner of ChEBI.",
    "generate": "Writes SMILES of molecules that may fit a description.",
}
LIMITS = {
    "caption": [
        "Roles, sources and names of parents are guesses where no known relative has them.",
        "Locants and stereochemistry are often wrong in large molecules.",
        "Knows what its training texts say; few of them are of salts, metals or polymers.",
    ],
    "generate": [
        "Stereochemistry, positions on rings and lengths of chains are often wrong.",
        "Nothing is known of whether a molecule is stable, safe or can be made.",
        "Reads English; other languages give chance results.",
    ],
}


def write_result(
    out: Path,
    model: Writer,
    corpus: WritingCorpus,
    measured: dict[str, Any],
    device: str,
    seed: int,
    start: str | None = None,
) -> None:
    """Write the checkpoint folder ``out/checkpoint`` with its card.

    ``start`` is the identity of the checkpoint that the run began with.
    """
    recipe = corpus.recipe
    weights = list_weights(model)
    styles = {style: sum(one.style == style for one in corpus.train) for style in recipe.repeats}
    card = {
        "name": recipe.task,
        "does": DOES[recipe.task],
        "trained_on": {
            "sha256": corpus.facts["sha256"],
            "licence": LICENCE,
            "split": SPLIT,
            "molecules": len({one.molecule for one in corpus.train}),
            "texts": len(corpus.train),
            "kinds": styles,
            "vectors": corpus.facts["checkpoint"],
            "names": corpus.facts["library"],
        },
        "recipe": recipe.text,
        "seed": seed,
        **({"started_from": start} if start else {}),
        "device": name_device(device),
        "products": name_kind(choose_kind(recipe.training.precision, device)),
        "commit": read_commit(),
        "measured": {
            "in training: dev, nameless ChEBI-20 text": {
                "nats a token": measured["dev_loss"],
                "texts": len(corpus.dev),
            }
        },
        "epochs": measured["epoch"],
        "seconds": measured["seconds"],
        "limits": LIMITS[recipe.task],
        "parameters": sum(value.numel() for value in weights.values()),
    }
    if corpus.captions:
        card["terms"] = corpus.facts["terms"]
        weights |= {f"{TERM_PREFIX}{name}": value for name, value in corpus.term_weights.items()}
    config = {"task": recipe.task, "near": recipe.training.near, "model": model.config.to_dict()}
    references = [row[0] for row in corpus.references]
    files = {
        TOKENS: corpus.tokens.to_json().encode(),
        REFERENCES: json.dumps(references).encode(),
    }
    if corpus.captions:
        files[TERMS] = json.dumps(corpus.terms).encode()
        files[WORDS] = json.dumps(corpus.list_words(), ensure_ascii=False).encode()
    save_checkpoint(out / "checkpoint", config, weights, card, files, precision=PRECISION)
