"""A published text encoder to start from: the only step of training that may use a network."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from torch import Tensor, nn

from textmol.errors import DataError
from textmol.models.transformer import Transformer


@dataclass(frozen=True)
class Start:
    """A published encoder.

    Attributes:
        architecture: its settings, ``model_type`` among them.
        pieces: JSON of its tokeniser.
        weights: its tensors by name.
    """

    architecture: dict[str, Any]
    pieces: str
    weights: dict[str, Tensor]


def read_start(name: str) -> Start:
    """Read an encoder by hub name or from a folder; raises DataError where it cannot be had."""
    from transformers import AutoModel, AutoTokenizer

    try:
        model = AutoModel.from_pretrained(name)
        tokenizer = AutoTokenizer.from_pretrained(name)
    except (OSError, ValueError) as error:
        raise DataError(
            f"The text encoder {name} cannot be read: {str(error).splitlines()[0]}",
            "Check its name and the network, or give the path of a folder that holds it.",
        ) from error
    if not hasattr(tokenizer, "backend_tokenizer"):
        raise DataError(
            f"The text encoder {name} has no tokenizer.json.", "Choose one with a fast tokeniser."
        )
    architecture = json.loads(model.config.to_json_string(use_diff=True))
    return Start(architecture, tokenizer.backend_tokenizer.to_str(), model.state_dict())


def apply_start(model: nn.Module, start: Start) -> None:
    """Give the weights of ``start`` to every transformer in ``model``."""
    for part in model.modules():
        if isinstance(part, Transformer):
            own = part.model.state_dict()
            part.model.load_state_dict({name: start.weights[name] for name in own})
