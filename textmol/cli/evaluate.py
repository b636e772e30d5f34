"""``evaluate``: measure a checkpoint on pairs of molecules and texts."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from textmol.cli.arguments import (
    add_checkpoint,
    add_library,
    count,
    file_to_read,
    file_to_write,
    folder_to_read,
)
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
    _add_grounding(parts)
    benchmark = parts.add_parser(
        "benchmark",
        help="every figure that the README and the app show",
        description="Measure all recipes side by side: retrieval on the dev texts in both "
        "directions, and short queries. The recipe textmol is the one of --checkpoint.",
    )
    benchmark.add_argument(
        "--prepared",
        type=folder_to_read,
        required=True,
        metavar="DIR",
        help="folder that prepare wrote, with dev.tsv and the pools",
    )
    benchmark.add_argument(
        "--runs",
        type=folder_to_read,
        required=True,
        metavar="DIR",
        help="output folders of train: lexical, aman, cmtmr and atomas",
    )
    benchmark.add_argument(
        "--ablations",
        type=folder_to_read,
        metavar="DIR",
        help="output folders of train: full, and one for each part left out",
    )
    benchmark.add_argument(
        "--queries",
        type=file_to_read,
        required=True,
        metavar="F.json",
        help="short queries with definitions of what is relevant",
    )
    add_checkpoint(benchmark)
    add_library(benchmark)
    benchmark.add_argument("--out", type=file_to_write, required=True, metavar="metrics.json")
    benchmark.add_argument(
        "--readme",
        type=file_to_read,
        metavar="README.md",
        help="a Markdown file whose measured block is written anew",
    )
    benchmark.set_defaults(run=run_benchmark)


def _add_grounding(parts: Any) -> None:
    parser: argparse.ArgumentParser = parts.add_parser(
        "grounding",
        help="measure whether the map points at the atoms that a phrase names",
        description="Pointing game, AUROC, average precision and IoU over classes, baselines, and "
        "what happens to the score when the atoms are taken away. All pairs are read; baselines "
        "that need a model are measured on 300 of them and deletion on 100.",
    )
    parser.add_argument(
        "--pairs",
        type=file_to_read,
        required=True,
        metavar="F.tsv",
        help="header with smiles and text; .gz is accepted",
    )
    parser.add_argument(
        "--classes",
        type=file_to_read,
        metavar="F.json",
        help="phrases and SMARTS of classes (default: those that come with TextMol)",
    )
    add_checkpoint(parser)
    parser.add_argument(
        "--limit", type=count, metavar="N", help="measure N pairs, drawn at random (default: all)"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of what is drawn")
    parser.add_argument("--out", type=file_to_write, required=True, metavar="metrics.json")
    parser.set_defaults(run=run_grounding)


def run_retrieval(args: argparse.Namespace) -> int:
    """Measure retrieval, write the metrics, and return the exit status.

    Raises:
        TextMolError: where the pairs, the pool or the checkpoint cannot be used.
    """
    _make_room(args.out)
    from textmol.evaluation.retrieval import evaluate_retrieval

    metrics = evaluate_retrieval(
        pairs=args.pairs, pool=args.pool, checkpoint=args.checkpoint, progress=make_progress()
    )
    _write(metrics, args.out)
    _print_retrieval(metrics)
    return 0


def run_grounding(args: argparse.Namespace) -> int:
    """Measure the alignment, write the metrics, and return the exit status.

    Raises:
        TextMolError: where the pairs, the classes or the checkpoint cannot be used.
    """
    _make_room(args.out)
    from textmol.evaluation.grounding import evaluate_grounding

    metrics = evaluate_grounding(
        args.pairs,
        args.classes,
        args.checkpoint,
        limit=args.limit,
        seed=args.seed,
        progress=make_progress(),
    )
    _write(metrics, args.out)
    _print_grounding(metrics)
    return 0


def run_benchmark(args: argparse.Namespace) -> int:
    """Measure the benchmark, write the figures, and return the exit status.

    Raises:
        TextMolError: where a file, the checkpoint or the library cannot be used.
    """
    _make_room(args.out)
    from textmol.engine import TextMol
    from textmol.evaluation import benchmark
    from textmol.evaluation.reports import format_measured, update_readme
    from textmol.training.structures import PreparedStructures

    benchmark.find_runs(args.runs)  # a missing one should be told before anything is opened
    engine = TextMol.open(checkpoint=args.checkpoint, library=args.library)
    report = benchmark.run_benchmark(
        args.prepared,
        args.queries,
        engine,
        args.runs,
        args.ablations,
        structures=PreparedStructures(args.prepared),
        progress=make_progress(),
    )
    _write(report, args.out)
    if args.readme:
        update_readme(args.readme, report)
    print(format_measured(report))
    return 0


def _make_room(path: Path) -> None:
    """Make the folder of the result: a path that cannot be used should fail before the work."""
    path.parent.mkdir(parents=True, exist_ok=True)


def _write(metrics: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(metrics, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _print_retrieval(metrics: dict[str, Any]) -> None:
    for direction in ("text_to_molecule", "molecule_to_text"):
        figures = metrics[direction]
        print(
            f"{direction.replace('_', ' ')}: Hits@1 {figures['hits@1']:.2f}, "
            f"Hits@10 {figures['hits@10']:.2f}, MRR {figures['mrr']:.2f}, "
            f"mean rank {figures['mean_rank']:.1f} "
            f"({figures['queries']:,} queries, pool of {figures['pool']:,})"
        )


def _print_grounding(metrics: dict[str, Any]) -> None:
    rows = {"map": metrics, **metrics["baselines"]}
    for name, figures in rows.items():
        if "macro" in figures:
            macro = figures["macro"]
            print(
                f"{name}: pointing game {macro['pointing_game']:.3f}, AUROC {macro['auroc']:.3f} "
                f"({macro['maps']:,} maps, {macro['classes']} classes)"
            )
