"""Tiny recipes of the published systems, and the batch that they learn by heart."""

from __future__ import annotations

from pathlib import Path

TRAINING = """
[training]
epochs = {epochs}
batch = 11
learning_rate = 3e-3
table_learning_rate = 1e-2
weight_decay = 0.0
warmup = 2
last_rate = 0.1
keep_sentences = 1.0
precision = "fp32"
clip = 1.0
"""

REPEATS = """
[repeats]
chebi = 1
title = 1
"""

TEXT = """
[model.text]
width = 32
layers = 1
heads = 2
dropout = 0.0
longest = 32
"""

ADVERSARY = """
margin = 0.3
adversarial = 2e-4
critic_hidden = [16]
critic_rate = 1e-3
gradient_penalty = 10.0
"""

AMAN = f"""
[model]
family = "aman"
dim = 32
{TEXT}pool = "mean"
[model.molecule]
layers = 2
width = 16
heads = 2
dropout = 0.0
[objective]
kind = "aman"
mining = "all"
{ADVERSARY}"""

CMTMR = f"""
[model]
family = "cmtmr"
dim = 32
memory_rows = 5
memory_heads = 2
{TEXT}
[model.molecule]
layers = 2
width = 16
dropout = 0.0
[objective]
kind = "cmtmr"
{ADVERSARY}
uni_to_uni = 1.0
uni_to_cross = 1.0
second_order = "paper"
temperature = 0.1
"""

LEXICAL = """
[model]
family = "two_tower"
dim = 32
[model.text]
hidden = 48
dropout = 0.0
[model.molecule]
descriptors = false
hidden = 48
layers = 0
dropout = 0.0
[objective]
kind = "contrastive"
"""

SYSTEMS = {"aman": AMAN, "cmtmr": CMTMR, "lexical": LEXICAL}


def write_recipe(name: str, epochs: int) -> str:
    """Return the TOML of a tiny recipe."""
    return SYSTEMS[name] + TRAINING.format(epochs=epochs) + REPEATS


def save_recipe(folder: Path, text: str) -> str:
    """Write a recipe and return its path, as ``train`` takes it."""
    path = folder / "tiny.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)
