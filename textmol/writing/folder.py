"""The folder of a writer's checkpoint, opened."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor

from textmol.checkpoints import Checkpoint, load_checkpoint, load_weights
from textmol.errors import CheckpointError
from textmol.models.terms import TermSizes, open_terms
from textmol.models.writer import Writer, WriterConfig, open_writer
from textmol.writing.terms import Terms
from textmol.writing.tokens import Tokens

TOKENS, REFERENCES, TERMS = "tokens.json", "references.json", "terms.json"  # of a checkpoint
WORDS = "words.json"  # of texts like those that are written, of a captioner
TERM_PREFIX = "terms."  # of the weights of the model that tells terms


@dataclass(frozen=True)
class Opened:
    """A writer with all that it reads and writes with.

    Attributes:
        checkpoint: the verified folder.
        model: in evaluation mode.
        tokens: the numbering.
        references: InChIKeys of the molecules that may be copied from.
        near: how many of them a prompt holds.
        terms: what tells the terms of a molecule, None where the task needs none.
        words: that a caption may hold beside names; none where the task needs none.
    """

    checkpoint: Checkpoint
    model: Writer
    tokens: Tokens
    references: frozenset[str]
    near: int
    terms: Terms | None
    words: tuple[str, ...]


def open_folder(folder: Path, task: str) -> Opened:
    """Open a writer for ``task``; raises CheckpointError."""
    checkpoint = load_checkpoint(folder)
    config = checkpoint.config
    if config.get("task") != task:
        raise CheckpointError(
            f"{folder} is no checkpoint that can {task}.",
            "`python -m textmol models` lists the checkpoints that are here.",
        )
    weights = load_weights(checkpoint)
    return Opened(
        checkpoint,
        open_writer(WriterConfig.from_dict(config["model"]), weights),
        Tokens.from_json((checkpoint.folder / TOKENS).read_text("utf-8")),
        frozenset(json.loads((checkpoint.folder / REFERENCES).read_text("utf-8"))),
        int(config["near"]),
        _open_terms(checkpoint.folder, weights),
        _open_words(checkpoint.folder),
    )


def _open_terms(folder: Path, weights: dict[str, Tensor]) -> Terms | None:
    path = folder / TERMS
    if not path.exists():
        return None
    content = json.loads(path.read_text("utf-8"))
    own = {
        name.removeprefix(TERM_PREFIX): value
        for name, value in weights.items()
        if name.startswith(TERM_PREFIX)
    }
    return Terms(open_terms(TermSizes(**content["sizes"]), own), content["words"])


def _open_words(folder: Path) -> tuple[str, ...]:
    path = folder / WORDS
    return tuple(json.loads(path.read_text("utf-8"))) if path.exists() else ()
