"""The two directions of writing that are measured, and the figures of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """One direction of writing.

    Attributes:
        name: of its file in ``assets/benchmarks``.
        title: heading of its section.
        told: what the figures are.
        figures: title and decimals of each figure, by its key.
        lower: figures of which less is better.
    """

    name: str
    title: str
    told: str
    figures: dict[str, tuple[str, int]]
    lower: frozenset[str] = frozenset()


CAPTIONING = Task(
    "captioning",
    "Captions for molecules",
    "The first caption of each molecule against its description, from 0 to 1: BLEU and METEOR on "
    "SciBERT’s word-pieces, ROUGE on the strings, as MolT5 measures.",
    {
        "bleu2": ("BLEU-2", 3),
        "bleu4": ("BLEU-4", 3),
        "rouge1": ("ROUGE-1", 3),
        "rouge2": ("ROUGE-2", 3),
        "rougeL": ("ROUGE-L", 3),
        "meteor": ("METEOR", 3),
    },
)
GENERATION = Task(
    "generation",
    "Molecules for descriptions",
    "The first molecule for each description against the right one. MACCS, RDK and Morgan are "
    "Tanimoto similarities and, like Exact and Validity, run from 0 to 1; Levenshtein counts "
    "characters, FCD is a distance of the two sets. All rows count: a structure that cannot be "
    "read is like nothing, where the row does not say otherwise.",
    {
        "exact": ("Exact", 3),
        "morgan": ("Morgan", 3),
        "maccs": ("MACCS", 3),
        "rdk": ("RDK", 3),
        "bleu": ("BLEU", 3),
        "levenshtein": ("Levenshtein", 1),
        "fcd": ("FCD", 2),
        "validity": ("Validity", 3),
    },
    frozenset({"levenshtein", "fcd"}),
)
