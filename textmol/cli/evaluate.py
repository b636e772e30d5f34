"""``evaluate``: measure a checkpoint on pairs of molecules and texts."""

from __future__ import annotations

import argparse
import json
from typing import Any

from textmol.cli.arguments import add_checkpoint, file_to_read, file_to_write
from textmol.cli.progress import make_progress


def add_parser(commands: Any) -> None:
    """Add the sub-command to the parser's commands."""
    parser: argparse.ArgumentParser = commands.add_parser("evaluate", help="measure a checkpoint")
    parts = parser.add_subparsers(title="measures", metavar="MEASURE", required=True)
    retrieval = parts.add_parser(
        "retrieval",
        help="rank molecules for texts and texts for molecules",
        description="Percentages run from 0 to 100; ties count against the model.",
    )
    retrieval.add_argument(
        "--pairs",
        type=file_to_read,
        required=True,
        metavar="F.tsv",
        help="header with smiles and text; .gz is accepted",
    )
    retrieval.add_argument(
        "--pool",
        type=file_to_read,
        metavar="F.tsv",
        help="candidate molecules, header with smiles (default: the molecules of the pairs)",
    )
    add_checkpoint(retrieval)
    retrieval.add_argument("--out", type=file_to_write, required=True, metavar="metrics.json")
    retrieval.set_defaults(run=run_retrieval)


def run_retrieval(args: argparse.Namespace) -> int:
    """Measure retrieval, write the metrics, and return the exit status.

    Raises:
        TextMolError: where the pairs, the pool or the checkpoint cannot be used.
    """
    # An unusable path should fail before minutes of work, not after.
    args.out.parent.mkdir(parents=True, exist_ok=True)

    from textmol.evaluation.retrieval import evaluate_retrieval

    metrics = evaluate_retrieval(
        pairs=args.pairs, pool=args.pool, checkpoint=args.checkpoint, progress=make_progress()
    )
    args.out.write_text(json.dumps(metrics, indent=2) + "\n", encoding="utf-8")
    for direction in ("text_to_molecule", "molecule_to_text"):
        figures = metrics[direction]
        print(
            f"{direction.replace('_', ' ')}: Hits@1 {figures['hits@1']:.2f}, "
            f"Hits@10 {figures['hits@10']:.2f}, MRR {figures['mrr']:.2f}, "
            f"mean rank {figures['mean_rank']:.1f} "
            f"({figures['queries']:,} queries, pool of {figures['pool']:,})"
        )
    return 0
