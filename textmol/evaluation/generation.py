"""How good generated molecules are: figures against the right ones, beside copying."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from textmol.evaluation.copying import copy_molecules, read_examples
from textmol.evaluation.generation_metrics import PACKAGES, measure_molecules
from textmol.evaluation.needed import check_packages
from textmol.evaluation.pairs import describe_pairs, open_unnamed, read_pairs
from textmol.evaluation.published import read_published
from textmol.evaluation.round_trip import encode_known
from textmol.evaluation.rounding import round_figures
from textmol.writing.generator import Generator

Progress = Callable[[str, int, int | None], None]


def evaluate_generation(
    pairs: Path,
    checkpoint: Path | None = None,
    *,
    examples: Path | None = None,
    limit: int | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Return the figures of a generator and of copying, ready for JSON.

    Args:
        pairs: tab-separated file with the columns smiles and text.
        checkpoint: folder of a generator; None takes the bundled one.
        examples: tab-separated file with smiles and text to copy molecules from; None leaves the
            copying baseline out.
        limit: the most pairs to measure, drawn at random; None measures all of them.
        seed: of what is drawn.
        progress: called with the step, how many are done, and how many there are.

    Returns:
        The figures of the first molecule over all rows, none counting as an empty SMILES;
        "origins", how it came up; "written", what became of all outputs; the same figures of
        "copying"; and what was measured with what, beside what others "published".

    Raises:
        DataError: where a file cannot be used or what measuring needs is not installed.
        CheckpointError: where the checkpoint cannot be used.
    """
    began = time.perf_counter()
    report = progress or (lambda *_: None)
    check_packages(PACKAGES)
    rows = read_pairs(pairs, limit, seed)
    known = read_examples(examples, rows.smiles) if examples else None
    engine = open_unnamed(rows)
    generator = (
        Generator(checkpoint, engine.encoder, engine.library) if checkpoint else engine.generator
    )
    molecules, origins, written = _write_molecules(generator, rows.texts, report)
    found: dict[str, Any] = round_figures(measure_molecules(rows.smiles, molecules))
    found["rows"], found["failed"] = len(rows.smiles), molecules.count("")
    found["written"], found["origins"] = written, origins
    if known is not None:
        report("Molecules copied", 0, None)
        vectors, _ = encode_known(engine, known.smiles)
        copied = copy_molecules(known, vectors, engine.encode_descriptions(rows.texts))
        found["copying"] = {
            "from": f"the first of {len(known.smiles)} described molecules by retrieval score",
            **round_figures(measure_molecules(rows.smiles, copied)),
        }
    return {
        **found,
        **describe_pairs(pairs, rows, limit, seed),
        "checkpoint": generator.checkpoint.identity,
        "retrieval_checkpoint": engine.checkpoint.identity,
        "library": engine.library.identity,
        "published": read_published("generation"),
        "seconds": round(time.perf_counter() - began, 2),
    }


def _write_molecules(
    generator: Generator, texts: Sequence[str], report: Progress
) -> tuple[list[str], dict[str, int], dict[str, int]]:
    """Return the first molecule of each text, "" where there is none; how they and all came up."""
    molecules, origins, written = [], Counter[str](), Counter[str]()
    for done, text in enumerate(texts, 1):
        generation = generator.generate(text, count=1)
        molecules.append(generation.molecules[0].smiles if generation.molecules else "")
        origins.update(one.origin for one in generation.molecules[:1])
        for name in ("drawn", "empty", "invalid", "repeated", "derived", "shown", "changed"):
            written[name] += getattr(generation, name)
        report("Texts answered", done, len(texts))
    return molecules, dict(origins), dict(written)
