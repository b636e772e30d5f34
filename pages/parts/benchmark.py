"""The bundled benchmark: what was measured, in which tasks, and of which recipes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pages.parts.frame import ASSETS

BENCHMARK = ASSETS / "benchmarks" / "retrieval.json"
FORMAT = 2

Entry = dict[str, Any]

# What each recipe is, for people who have not read the papers.
SYSTEMS = {
    "lexical": "Two small networks, one over word and character n-grams of the description, one "
    "over count fingerprints of the molecule. It reads no structure beyond the fingerprints and "
    "is the baseline that the others have to beat.",
    "aman": "A text transformer and a graph transformer over atoms and bonds, after Zhao and "
    "others (IEEE TAI 2023). A discriminator that tries to tell texts from molecules pushes the "
    "two kinds of vectors together, and a triplet loss pairs them.",
    "cmtmr": "Texts and molecules pass one shared memory of learned queries, after the Better "
    "Modality Alignment paper (arXiv 2410.23715). Besides the pairs it matches how similar texts "
    "are among themselves with how similar their molecules are.",
    "atomas": "One sequence encoder reads SMILES and text, after Atomas (ICLR 2025). Tokens are "
    "merged step by step into fragments and a whole, and texts are aligned at each of the three "
    "levels.",
    "textmol": "The checkpoint that answers in this app: words, their n-grams and word pairs "
    "against fingerprints, counted groups and a graph, as an ensemble of three in one model. It "
    "was trained against look-alikes, with names, labels and texts written from structures. What "
    "a description states of the structure is checked, and what contradicts it falls behind.",
}


@dataclass(frozen=True)
class Benchmark:
    """What ``evaluate benchmark`` wrote."""

    report: dict[str, Any]

    @property
    def tasks(self) -> dict[str, str]:
        """Titles of the tasks, by name."""
        return {task["name"]: task["title"] for task in self.report["tasks"]}

    @property
    def entries(self) -> list[Entry]:
        """The measured recipes, in the order of tables."""
        return list(self.report["measured"])

    @property
    def uses_public_split(self) -> bool:
        """Whether any recipe was trained with the public training split of ChEBI-20."""
        return any(entry["training"]["with_public_chebi20_split"] for entry in self.entries)

    @property
    def minutes(self) -> str:
        """How long recipes were trained, from the shortest to the longest: "11 to 39 minutes"."""
        seconds = [entry["training"]["seconds"] or 0 for entry in self.entries]
        return f"{min(seconds) / 60:.0f} to {max(seconds) / 60:.0f} minutes"

    def describe_task(self, name: str) -> str:
        """Return how many queries a task asks, and among which candidates."""
        task = next(task for task in self.report["tasks"] if task["name"] == name)
        measured = (entry["retrieval"].get(name) for entry in self.entries)
        figures = next((found for found in measured if found), None)
        if figures is None:
            return f"Candidates: {task['candidates']}."
        return (
            f"{figures['queries']:,} queries, {figures['pool']:,} candidates: {task['candidates']}."
        )


def read_benchmark(path: Path | None = None) -> Benchmark | None:
    """Return the bundled benchmark, or that of a file; None where there is none of this layout."""
    try:
        report = json.loads((path or BENCHMARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    fits = isinstance(report, dict) and report.get("format") == FORMAT
    return Benchmark(report) if fits and report.get("measured") else None
