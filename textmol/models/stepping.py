"""A writer's decoder one token at a time.

What it has read of a prompt is projected once and shared by all that is written for it. Keys and
values of earlier steps stay where they were put, and where outputs branch (beams) a mask tells
each which of them are its own: nothing is copied at a step. Beams soon have all but their last
tokens in common, so that what none of them goes on from is dropped now and then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from textmol.models.writer import Writer

_SLACK = 8  # steps for which slots are kept that no output may need


@dataclass
class _Layer:
    """One layer: its projections of a token joined in one, keys and values of prompt and steps.

    ``read`` has (n, heads, s, d) keys and values of the prompts, ``kept`` (g, heads, slots, d) of
    the steps.
    """

    weights: Any
    joined: tuple[Tensor, Tensor]
    read: tuple[Tensor, Tensor]
    kept: tuple[Tensor, Tensor]


class Steps:
    """Outputs for n prompts, as many for each, that are written side by side."""

    def __init__(
        self, model: Writer, read: dict[str, Any], lanes: int, longest: int, *, branching: bool
    ) -> None:
        """Take what ``Writer.read`` returned.

        Args:
            model: in evaluation mode.
            read: of n prompts.
            lanes: outputs for each prompt.
            longest: tokens of an output at most, those it begins with included.
            branching: whether an output may go on from another one's tokens.
        """
        self._model, self._lanes = model, lanes
        self._heads = model.config.decoder_attention_heads
        self._encoded = read["encoder_outputs"].last_hidden_state
        self._sources = read["sources"]
        self._shown = (read["attention_mask"] != 0)[:, None, None]
        # Outputs of a group see one store of keys; without branching each is its own group.
        self._width, self._branching = lanes if branching else 1, branching
        self._done = self._filled = 0  # steps, and slots that they take
        self._most = _SLACK * self._width  # slots filled at which some are dropped
        count = len(self._encoded)
        self._table = model.tabulate()
        self._layers = [
            self._open_layer(layer, count * lanes // self._width, longest)
            for layer in model.model.decoder.layers
        ]
        slots = longest * self._width
        self._seen = torch.zeros(count * lanes // self._width, self._width, slots).bool()

    def _open_layer(self, layer: Any, groups: int, longest: int) -> _Layer:
        own, other = layer.self_attn, layer.encoder_attn
        parts = (own.q_proj, own.k_proj, own.v_proj)
        slots = (groups, self._heads, longest * self._width, own.head_dim)
        return _Layer(
            layer,
            (torch.cat([one.weight for one in parts]), torch.cat([one.bias for one in parts])),
            (self._split(other.k_proj(self._encoded)), self._split(other.v_proj(self._encoded))),
            (torch.empty(slots), torch.empty(slots)),
        )

    def _split(self, values: Tensor) -> Tensor:
        """Return (n, heads, l, d) of (n, l, width)."""
        count, length, width = values.shape
        apart = values.view(count, length, self._heads, width // self._heads)
        return apart.transpose(1, 2).contiguous()

    def step(self, tokens: Tensor) -> Tensor:
        """Return (n, lanes, w) probabilities of what follows, over ``Writer.written``.

        ``tokens`` (n, lanes) are the last of each output.
        """
        decoder = self._model.model.decoder
        place = torch.tensor([[self._done]])
        states = decoder.embed_tokens(tokens.flatten())
        states = states + decoder.embed_positions(tokens[:1], 0, position_ids=place[0])[0]
        states = decoder.layernorm_embedding(states)
        self._see_own()
        for layer in self._layers:
            weights = layer.weights
            states = states + self._look_back(layer, weights.self_attn_layer_norm(states))
            states = states + self._look_over(layer, weights.encoder_attn_layer_norm(states))
            inner = weights.fc1(weights.final_layer_norm(states))
            states = states + weights.fc2(weights.activation_fn(inner))
        self._done += 1
        states = decoder.layer_norm(states).view(*tokens.shape, -1)
        return self._model.tell(states, self._encoded, self._sources, self._table)

    def branch(self, parents: Tensor) -> None:
        """Go on with the outputs ``parents`` (n, lanes) of each prompt in their places."""
        index = parents[:, :, None].expand(-1, -1, self._seen.shape[2])
        self._seen = self._seen.gather(1, index)
        if self._filled >= self._most:
            self._forget()

    def keep(self, rows: Tensor) -> None:
        """Go on with some of the prompts, or with some of the outputs of the only one."""
        if self._branching:
            self._encoded, self._sources = self._encoded[rows], self._sources[rows]
            self._shown = self._shown[rows]
            for layer in self._layers:
                layer.read = (layer.read[0][rows], layer.read[1][rows])
        else:
            self._lanes = len(rows)
        self._seen = self._seen[rows]
        for layer in self._layers:
            layer.kept = (self._take(layer.kept[0], rows), self._take(layer.kept[1], rows))

    def _take(self, store: Tensor, rows: Tensor) -> Tensor:
        """Return a store of some of the groups."""
        taken = store.new_empty((len(rows), *store.shape[1:]))
        taken[:, :, : self._filled] = store[rows, :, : self._filled]
        return taken

    def _forget(self) -> None:
        """Drop the slots that no output of a group sees."""
        seen = self._seen[:, :, : self._filled]
        needed = seen.any(1)
        left = int(needed.sum(1).max())
        # Where a group has fewer, some that are unseen stay; those have to have been written too.
        slots = needed.byte().argsort(dim=1, descending=True, stable=True)[:, :left]
        self._seen[:, :, :left] = seen.gather(2, slots[:, None].expand(-1, self._width, -1))
        self._seen[:, :, left:] = False
        for store in (one for layer in self._layers for one in layer.kept):
            index = slots[:, None, :, None].expand(-1, self._heads, -1, store.shape[3])
            store[:, :, :left] = store[:, :, : self._filled].gather(2, index)
        self._filled, self._most = left, left + _SLACK * self._width

    def _see_own(self) -> None:
        """Let each output see the slot that its last token takes."""
        own = torch.arange(self._width)
        self._seen[:, own, self._filled + own] = True
        self._filled += self._width

    def _look_back(self, layer: _Layer, states: Tensor) -> Tensor:
        """Return what the outputs see of themselves, (lanes, width)."""
        groups, width = len(self._seen), self._width
        asked = F.linear(states, *layer.joined).view(groups, width, 3, self._heads, -1)
        query, key, value = asked.permute(2, 0, 3, 1, 4)
        end = self._filled
        keys, values = layer.kept
        keys[:, :, end - width : end], values[:, :, end - width : end] = key, value
        keys, values = keys[:, :, :end], values[:, :, :end]
        seen = self._seen[:, None, :, :end] if width > 1 else None
        return layer.weights.self_attn.out_proj(_attend(query, keys, values, seen))

    def _look_over(self, layer: _Layer, states: Tensor) -> Tensor:
        """Return what the outputs see of their prompts, (lanes, width)."""
        asked = layer.weights.encoder_attn.q_proj(states)
        query = self._split(asked.view(len(self._encoded), -1, asked.shape[1]))
        return layer.weights.encoder_attn.out_proj(_attend(query, *layer.read, self._shown))


def _attend(query: Tensor, keys: Tensor, values: Tensor, seen: Tensor | None) -> Tensor:
    """Return (n · q, width) from (n, heads, q, d) queries: attention (Vaswani et al. 2017)."""
    found = F.scaled_dot_product_attention(query, keys, values, seen)
    return found.transpose(1, 2).flatten(2).flatten(0, 1)
