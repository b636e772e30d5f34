"""The encoder-decoder that writes captions and structures.

A transformer (Vaswani et al. 2017; mBART's layers, normalised before each block) reads the prompt
and a vector, that of the retrieval tower, and writes token by token. It may take a token from the
vocabulary or point at one of the prompt (pointer-generator: See et al. 2017, eq. 8 to 9): names of
relatives and parts of known structures are copied rather than learned.
"""

from __future__ import annotations

import math
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import MBartConfig, MBartForConditionalGeneration
from transformers.modeling_outputs import BaseModelOutput

from textmol.models.chosen import score_chosen

PAD, START, END = 0, 1, 2


class WriterConfig(MBartConfig):
    """mBART's sizes, and those of what a writer has beside them.

    Attributes:
        output_range: the first token that an output may hold beside the end, and one after the
            last.
        vector_dim: length of the dense features.
        vector_tokens: places of the prompt that the dense features become.
        longest_prompt: tokens of a prompt, those of the features included.
        longest_output: tokens of an output.
    """

    model_type = "textmol_writer"

    def __init__(
        self,
        output_range: tuple[int, int] = (0, 0),
        vector_dim: int = 0,
        vector_tokens: int = 0,
        longest_prompt: int = 0,
        longest_output: int = 0,
        **sizes: Any,
    ) -> None:
        super().__init__(**sizes)
        self.output_range = tuple(output_range)
        self.vector_dim, self.vector_tokens = vector_dim, vector_tokens
        self.longest_prompt, self.longest_output = longest_prompt, longest_output


def size_writer(
    sizes: dict[str, Any], tokens: int, outputs: tuple[int, int], dim: int
) -> WriterConfig:
    """Return the configuration of a recipe's sizes.

    Args:
        sizes: "width", "encoder_layers", "decoder_layers", "heads", "dropout", "longest_prompt",
            "longest_output" and "vector_tokens".
        tokens: size of the vocabulary.
        outputs: the first token that an output may hold beside the end, and one after the last.
        dim: length of the dense features.

    Raises KeyError for a size that is missing.
    """
    width = sizes["width"]
    return WriterConfig(
        vocab_size=tokens,
        d_model=width,
        encoder_layers=sizes["encoder_layers"],
        decoder_layers=sizes["decoder_layers"],
        encoder_attention_heads=sizes["heads"],
        decoder_attention_heads=sizes["heads"],
        encoder_ffn_dim=4 * width,
        decoder_ffn_dim=4 * width,
        dropout=sizes["dropout"],
        attention_dropout=0.0,
        activation_dropout=0.0,
        max_position_embeddings=max(sizes["longest_prompt"], sizes["longest_output"]),
        scale_embedding=True,
        init_std=width**-0.5,
        pad_token_id=PAD,
        bos_token_id=START,
        eos_token_id=END,
        decoder_start_token_id=START,
        forced_eos_token_id=None,
        output_range=outputs,
        vector_dim=dim,
        vector_tokens=sizes["vector_tokens"],
        longest_prompt=sizes["longest_prompt"],
        longest_output=sizes["longest_output"],
    )


class Writer(MBartForConditionalGeneration):
    """Reads prompts and tells what to write: ``stepping`` and ``textmol.writing`` do."""

    config: WriterConfig
    written: Tensor
    places: Tensor

    def __init__(self, config: WriterConfig) -> None:
        # Attention as plain products: on a CPU those run in bfloat16, the fused kernel does not.
        config._attn_implementation = "eager"
        super().__init__(config)
        width = config.d_model
        first, last = config.output_range
        written = torch.tensor([END, *range(first, last)])
        places = torch.zeros(config.vocab_size, dtype=torch.long)
        places[written] = torch.arange(len(written))
        self.register_buffer("written", written, persistent=False)
        self.register_buffer("places", places, persistent=False)
        self.vector = nn.Linear(config.vector_dim, config.vector_tokens * width)
        self.ask = nn.Linear(width, width, bias=False)
        self.gate = nn.Linear(width, 1)
        nn.init.normal_(self.vector.weight, 0, config.vector_dim**-0.5)
        nn.init.zeros_(self.vector.bias)
        nn.init.normal_(self.ask.weight, 0, width**-0.5)
        nn.init.constant_(self.gate.bias, -1.0)

    def read(self, prompts: Tensor, vectors: Tensor) -> dict[str, Any]:
        """Return what the decoder looks at beside the tokens written so far.

        Args:
            prompts: (n, l) tokens, zero beyond a prompt's end.
            vectors: (n, dim) dense features, such as the vector of the retrieval tower; zeros
                where there are none.
        """
        extra = self.config.vector_tokens
        leading = self.vector(vectors).view(len(vectors), extra, -1)
        embedded = self.model.encoder.embed_tokens(prompts)
        states = torch.cat([leading.to(embedded.dtype), embedded], 1)
        mask = F.pad(prompts != PAD, (extra, 0), value=True)
        known = (vectors != 0).any(1)
        mask[:, :extra] = known[:, None]
        # A prompt that is empty must not leave the attention without a place to look at.
        mask[:, 0] |= ~mask.any(1)
        encoded = self.model.encoder(inputs_embeds=states, attention_mask=mask.long())
        return {
            "encoder_outputs": BaseModelOutput(last_hidden_state=encoded.last_hidden_state),
            "attention_mask": mask.long(),
            "sources": F.pad(prompts, (extra, 0), value=PAD),
        }

    def states(self, written: Tensor, read: dict[str, Any]) -> Tensor:
        """Return (n, t, width) states of the decoder after each of the (n, t) tokens."""
        return self.model.decoder(
            input_ids=written,
            encoder_hidden_states=read["encoder_outputs"].last_hidden_state,
            encoder_attention_mask=read["attention_mask"],
            use_cache=False,
        ).last_hidden_state

    def tabulate(self) -> Tensor:
        """Return the (w, width) rows of the tokens in ``written``."""
        first, last = self.config.output_range
        table = self.lm_head.weight
        # Slices: the gradient of an indexed table takes as long as a layer.
        return torch.cat([table[END : END + 1], table[first:last]])

    def point(self, states: Tensor, encoded: Tensor, sources: Tensor) -> tuple[Tensor, Tensor]:
        """Return (n, t, s) shares of the places of the prompt, and (n, t, 1) logit of copying."""
        scores = self.ask(states) @ encoded.transpose(1, 2) / math.sqrt(encoded.shape[-1])
        scores = scores.float().masked_fill((sources == PAD)[:, None], -1e4)
        return scores.softmax(-1), self.gate(states).float()

    def loss(self, written: Tensor, read: dict[str, Any], smoothing: float) -> Tensor:
        """Return the mean negative log-likelihood of the tokens, in nats.

        Args:
            written: (n, t) tokens with start and end, zero beyond the end.
            read: as ``read`` returned it.
            smoothing: share of the target that is spread over the vocabulary.
        """
        target = written[:, 1:]
        states = self.states(written[:, :-1], read)
        shares, gate = self.point(
            states, read["encoder_outputs"].last_hidden_state, read["sources"]
        )
        copied = ((read["sources"][:, None] == target[:, :, None]) * shares).sum(-1)
        chosen, mean = self._score(states.flatten(0, 1), self.places[target].flatten())
        gate = gate.flatten()
        both = torch.logaddexp(
            F.logsigmoid(-gate) + chosen,
            F.logsigmoid(gate) + copied.flatten().clamp(min=1e-9).log(),
        )
        # Padding is read and left out last: a batch then has one of few shapes.
        inside = target.flatten() != PAD
        losses = -(1 - smoothing) * both - smoothing * mean
        return losses.masked_fill(~inside, 0).sum() / inside.sum()

    def _score(self, states: Tensor, chosen: Tensor) -> tuple[Tensor, Tensor]:
        """Return ``score_chosen`` over the tokens that an output may hold."""
        table = self.tabulate()
        if torch.is_autocast_enabled(states.device.type):
            half = torch.get_autocast_dtype(states.device.type)
            states, table = states.to(half), table.to(half)
        with torch.autocast(states.device.type, enabled=False):
            return score_chosen(states, table, chosen)

    def tell(self, states: Tensor, encoded: Tensor, sources: Tensor, table: Tensor) -> Tensor:
        """Return (n, t, w) probabilities of the tokens in ``written`` to follow.

        What points at a token that may not be written is lost.

        Args:
            states: (n, t, width) of the decoder.
            encoded: (n, s, width) prompts as they were read.
            sources: (n, s) their tokens.
            table: as ``tabulate`` returned it.
        """
        shares, gate = self.point(states, encoded, sources)
        drawn = F.linear(states, table).float().softmax(-1).mul_((-gate).sigmoid())
        shares = (shares * gate.sigmoid()).masked_fill(~self._may_write(sources)[:, None], 0)
        places = self.places[sources][:, None].expand_as(shares)
        return drawn.scatter_add_(2, places, shares)

    def _may_write(self, tokens: Tensor) -> Tensor:
        first, last = self.config.output_range
        return ((tokens >= first) & (tokens < last)) | (tokens == END)


def list_weights(model: Writer) -> dict[str, Tensor]:
    """Return the weights by name; the table that input and output share stands there once."""
    shared = "model.shared.weight"
    tied = model.state_dict()[shared].data_ptr()
    return {
        name: value
        for name, value in model.state_dict().items()
        if name == shared or value.data_ptr() != tied
    }


def open_writer(config: WriterConfig, weights: dict[str, Tensor]) -> Writer:
    """Return a writer with the weights that ``list_weights`` returned, ready to serve."""
    model = Writer(config)
    model.load_state_dict(weights, strict=False)
    model.tie_weights()
    return model.eval()
