"""What a run leaves in its folder, as tests read it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from tests.training.corpora import DEV, MOLECULES
from textmol.encoder import Encoder


def read_log(run: Path) -> list[dict[str, Any]]:
    """Return the lines of the log, one for each epoch, without what differs between machines."""
    lines = map(json.loads, (run / "log.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        {
            name: value
            for name, value in line.items()
            if name not in ("seconds", "share_of_plain_products") and "per_second" not in name
        }
        for line in lines
    ]


def find_trained(run: Path) -> float:
    """Return the share of molecules trained on that their description finds before all others."""
    encoder = Encoder.open(run / "checkpoint")
    known = [row for row in MOLECULES if row[1] not in DEV]
    texts = encoder.encode_descriptions([row[3] for row in known])
    molecules = encoder.encode_molecules([row[0] for row in known])
    assert texts.shape == molecules.shape == (len(known), 32)
    return float(((texts @ molecules.T).argmax(1) == np.arange(len(known))).mean())
