"""The text transformer that several families start from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from textmol.models.batches import PieceBatch

CHUNKS = 8  # of a batch sorted by length: short names are not padded to long descriptions


@dataclass(frozen=True)
class TransformerConfig:
    """A transformer over word pieces.

    Attributes:
        architecture: settings of a ``transformers`` model, ``model_type`` among them.
        longest: pieces that are read of a text.
    """

    architecture: dict[str, Any] = field(default_factory=dict)
    longest: int = 128

    @property
    def width(self) -> int:
        """Return the width of a state."""
        return int(self.architecture["hidden_size"])


def size_transformer(sizes: dict[str, Any], pieces: int, start: dict[str, Any] | None) -> Any:
    """Return the configuration of a recipe's sizes, or of the published encoder ``start``.

    Args:
        sizes: "longest" and, without ``start``, "width", "layers", "heads" and "dropout".
        pieces: number of pieces of the tokeniser.
        start: architecture of a published encoder that is started from.

    Raises KeyError for a size that is missing.
    """
    if start is not None:
        return TransformerConfig(start, sizes["longest"])
    architecture = {
        "model_type": "bert",
        "vocab_size": pieces,
        "hidden_size": sizes["width"],
        "num_hidden_layers": sizes["layers"],
        "num_attention_heads": sizes["heads"],
        "intermediate_size": 4 * sizes["width"],
        "max_position_embeddings": sizes["longest"],
        "type_vocab_size": 1,
        "hidden_dropout_prob": sizes["dropout"],
        "attention_probs_dropout_prob": 0.0,  # as much work as all the rest on a CPU
        "pad_token_id": 0,
    }
    return TransformerConfig(architecture, sizes["longest"])


class Transformer(nn.Module):
    """Word pieces to states: a ``transformers`` encoder with whatever weights it is given."""

    def __init__(self, config: TransformerConfig) -> None:
        super().__init__()
        # Seconds to import, and the bag of words does without.
        from transformers import AutoConfig, AutoModel

        architecture = dict(config.architecture)
        settings = AutoConfig.for_model(architecture.pop("model_type"), **architecture)
        self.config = config
        # On a CPU the gradient of plain attention takes half the time of the fused one.
        self.model = AutoModel.from_config(settings, attn_implementation="eager")
        if hasattr(self.model, "pooler"):
            self.model.pooler = None  # made for another task, and every tower pools by itself

    def forward(self, batch: PieceBatch) -> Tensor:
        """Return the (n, l, width) states; those beyond a text's end are zero."""
        order = torch.argsort(batch.sizes, stable=True)
        parts = []
        for rows in order.tensor_split(min(CHUNKS, len(order))):
            longest = int(batch.sizes[rows].max())
            states = self._read(batch.pieces[rows, :longest], batch.mask[rows, :longest])
            parts.append(F.pad(states, (0, 0, 0, batch.pieces.shape[1] - longest)))
        return torch.cat(parts)[torch.argsort(order)]

    def _read(self, pieces: Tensor, mask: Tensor) -> Tensor:
        states = self.model(input_ids=pieces, attention_mask=mask.long()).last_hidden_state
        return states * mask[:, :, None]


def pool_states(states: Tensor, batch: PieceBatch, pool: str) -> Tensor:
    """Return one (n, width) vector of each text: the "mean" of its states, or the "first"."""
    if pool == "first":
        return states[:, 0]
    return states.sum(1) / batch.sizes[:, None]
