"""The other side of writing: transformers' own beam search that keeps nothing of the prompt."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

import torch
from torch import Tensor
from transformers import MBartConfig, MBartForConditionalGeneration
from transformers.modeling_outputs import BaseModelOutput, Seq2SeqLMOutput

from textmol.models.stepping import Steps
from textmol.models.writer import START, Writer
from textmol.writing import decode

MOST_STEPS = 20


@dataclass(frozen=True)
class Call:
    """One generation: rows of prompts, tokens of a prompt, beams, and steps that it took."""

    rows: int
    prompt: int
    beams: int
    steps: int


class Rereading(MBartForConditionalGeneration):
    """An encoder-decoder with random weights that reads its prompt at every step.

    What the decoder keeps of its own steps is kept, as in ``transformers``.
    """

    def forward(
        self,
        decoder_input_ids: Tensor,
        prompts: Tensor,
        encoder_outputs: BaseModelOutput | None = None,
        past_key_values: Any = None,
        use_cache: bool | None = None,
        **_: Any,
    ) -> Seq2SeqLMOutput:
        """Return logits of the next token after (n, t) tokens, for (n, l) tokens of prompts.

        ``encoder_outputs``, which ``generate`` insists on, is left aside.
        """
        found = self.model.decoder(
            input_ids=decoder_input_ids,
            encoder_hidden_states=self.model.encoder(input_ids=prompts).last_hidden_state,
            past_key_values=past_key_values,
            use_cache=use_cache,
        )
        logits = self.lm_head(found.last_hidden_state[:, -1:])
        return Seq2SeqLMOutput(logits=logits, past_key_values=found.past_key_values)


@contextmanager
def watch_calls() -> Iterator[list[Call]]:
    """Note every search and every drawing of TextMol's writers."""
    calls: list[Call] = []
    lock = threading.Lock()

    class Watched(Steps):
        """Steps that count themselves; those of what an output begins with are none."""

        def __init__(self, model: Writer, read: dict[str, Any], lanes: int, *_: Any, **__: Any):
            super().__init__(model, read, lanes, *_, **__)
            rows, prompt = read["sources"].shape
            self._own = Call(rows, prompt, lanes, -1)
            with lock:  # searches run side by side
                self._place = len(calls)
                calls.append(self._own)

        def step(self, tokens: Tensor) -> Tensor:
            self._own = calls[self._place] = replace(self._own, steps=self._own.steps + 1)
            return super().step(tokens)

    with patch.object(decode, "Steps", Watched):
        yield calls


def make_rereading(sizes: dict[str, Any]) -> Rereading:
    """Return a model of the sizes of a checkpoint."""
    return Rereading(MBartConfig.from_dict(sizes)).eval()


def time_rereading(model: Rereading, call: Call) -> float:
    """Return the seconds that the model takes for a call.

    Only the first 20 steps are run and the others reckoned as long as these: later ones have more
    to look back at, so that this is rather too little.
    """
    steps = min(call.steps, MOST_STEPS)
    prompts = torch.randint(3, model.config.vocab_size, (call.rows, call.prompt))
    began = time.perf_counter()
    with torch.inference_mode():
        generator: Any = model
        generator.generate(
            encoder_outputs=BaseModelOutput(model.model.encoder(prompts).last_hidden_state),
            decoder_input_ids=torch.full((call.rows, 1), START),
            prompts=prompts,
            num_beams=call.beams,
            num_return_sequences=call.beams,
            do_sample=False,
            early_stopping=True,
            min_new_tokens=steps,
            max_new_tokens=steps,
        )
    return (time.perf_counter() - began) * call.steps / steps
