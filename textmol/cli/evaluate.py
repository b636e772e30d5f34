"""``evaluate``: measure a checkpoint on pairs of molecules and texts."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
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
    _add_pairs(retrieval)
    retrieval.add_argument(
        "--pool",
        type=file_to_read,
        metavar="F.tsv",
        help="candidate molecules, header with smiles (default: the molecules of the pairs)",
    )
    add_checkpoint(retrieval)
    retrieval.add_argument("--out", type=file_to_write, required=True, metavar="metrics.json")
    retrieval.set_defaults(run=run, measure=_measure_retrieval, tell=_tell_retrieval)
    _add_captioning(parts)
    _add_generation(parts)
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
    benchmark.set_defaults(run=run, measure=_measure_benchmark, tell=_tell_benchmark)


def _add_captioning(parts: Any) -> None:
    parser: argparse.ArgumentParser = parts.add_parser(
        "captioning",
        help="compare captions with descriptions, check what they state, and search with them",
        description="The first caption of every molecule: BLEU, ROUGE and METEOR, the share "
        "of its statements that RDKit verifies, and where the molecule comes back when the "
        "library is searched with it. All rows count.",
    )
    _add_pairs(parser)
    parser.add_argument(
        "--vocab",
        type=file_to_read,
        metavar="FILE",
        help="SciBERT's word-pieces, one a line (default: those in the local Hugging Face cache)",
    )
    _add_writer(parser, "captioner", "captions")
    parser.set_defaults(run=run, measure=_measure_captioning, tell=_tell_captioning)


def _add_generation(parts: Any) -> None:
    parser: argparse.ArgumentParser = parts.add_parser(
        "generation",
        help="compare the first molecule generated for a description with the right one",
        description="BLEU, exact matches, Levenshtein distance, fingerprint similarities, FCD and "
        "validity over all rows; a structure that cannot be read is like nothing.",
    )
    _add_pairs(parser)
    _add_writer(parser, "generator", "molecules")
    parser.set_defaults(run=run, measure=_measure_generation, tell=_tell_generation)


def _add_pairs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--pairs",
        type=file_to_read,
        required=True,
        metavar="F.tsv",
        help="header with smiles and text; .gz is accepted",
    )


def _add_writer(parser: argparse.ArgumentParser, name: str, what: str) -> None:
    parser.add_argument(
        "--checkpoint",
        type=folder_to_read,
        metavar="DIR",
        help=f"folder of a {name} (default: the bundled one)",
    )
    parser.add_argument(
        "--copy-from",
        type=file_to_read,
        metavar="F.tsv",
        help=f"also measure copying the {what} of these pairs; molecules that are measured are "
        "left out of them",
    )
    _add_limit(parser)
    parser.add_argument("--out", type=file_to_write, required=True, metavar="metrics.json")
    _add_readme(parser)


def _add_readme(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--readme", type=file_to_read, metavar="FILE", help="also write the figures into this file"
    )


def _add_limit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--limit", type=count, metavar="N", help="measure N pairs, drawn at random (default: all)"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of what is drawn")


def _add_grounding(parts: Any) -> None:
    parser: argparse.ArgumentParser = parts.add_parser(
        "grounding",
        help="measure whether the map points at the atoms that a phrase names",
        description="Pointing game, AUROC, average precision and IoU over classes, baselines, and "
        "what happens to the score when the atoms are taken away. All pairs are read; baselines "
        "that need a model are measured on 300 of them and deletion on 100.",
    )
    _add_pairs(parser)
    parser.add_argument(
        "--classes",
        type=file_to_read,
        metavar="F.json",
        help="phrases and SMARTS of classes (default: those that come with TextMol)",
    )
    add_checkpoint(parser)
    _add_limit(parser)
    parser.add_argument("--out", type=file_to_write, required=True, metavar="metrics.json")
    parser.set_defaults(run=run, measure=_measure_grounding, tell=_tell_grounding)


def run(args: argparse.Namespace) -> int:
    """Measure what the arguments say, write and tell the metrics, and return the exit status.

    Raises:
        TextMolError: where a file, the checkpoint or the library cannot be used.
    """
    # A path that cannot be used should fail before the work.
    args.out.parent.mkdir(parents=True, exist_ok=True)
    metrics = args.measure(args)
    written = json.dumps(metrics, indent=2, ensure_ascii=False) + "\n"
    args.out.write_text(written, encoding="utf-8")
    args.tell(metrics, args)
    return 0


def _measure_retrieval(args: argparse.Namespace) -> dict[str, Any]:
    from textmol.evaluation.retrieval import evaluate_retrieval

    return evaluate_retrieval(
        pairs=args.pairs, pool=args.pool, checkpoint=args.checkpoint, progress=make_progress()
    )


def _measure_captioning(args: argparse.Namespace) -> dict[str, Any]:
    from textmol.evaluation.captioning import evaluate_captioning

    return evaluate_captioning(
        args.pairs, args.vocab, args.checkpoint, examples=args.copy_from, **_name_drawn(args)
    )


def _measure_generation(args: argparse.Namespace) -> dict[str, Any]:
    from textmol.evaluation.generation import evaluate_generation

    return evaluate_generation(
        args.pairs, args.checkpoint, examples=args.copy_from, **_name_drawn(args)
    )


def _measure_grounding(args: argparse.Namespace) -> dict[str, Any]:
    from textmol.evaluation.grounding import evaluate_grounding

    return evaluate_grounding(args.pairs, args.classes, args.checkpoint, **_name_drawn(args))


def _name_drawn(args: argparse.Namespace) -> dict[str, Any]:
    return {"limit": args.limit, "seed": args.seed, "progress": make_progress()}


def _measure_benchmark(args: argparse.Namespace) -> dict[str, Any]:
    from textmol.engine import TextMol
    from textmol.evaluation import benchmark
    from textmol.training.structures import PreparedStructures

    benchmark.find_runs(args.runs)  # a missing one should be told before anything is opened
    return benchmark.run_benchmark(
        args.prepared,
        args.queries,
        TextMol.open(checkpoint=args.checkpoint, library=args.library),
        args.runs,
        args.ablations,
        structures=PreparedStructures(args.prepared),
        progress=make_progress(),
    )


def _tell_captioning(metrics: dict[str, Any], args: argparse.Namespace) -> None:
    from textmol.evaluation.reports import CAPTION_FIGURES, format_captioning, update_readme

    if args.readme:
        update_readme(args.readme, "captioning", format_captioning(metrics))
    _print_rows(metrics, CAPTION_FIGURES)


def _tell_generation(metrics: dict[str, Any], args: argparse.Namespace) -> None:
    from textmol.evaluation.reports import format_generation, update_readme

    if args.readme:
        update_readme(args.readme, "generation", format_generation(metrics))
    names = ("bleu", "exact", "levenshtein", "maccs", "rdk", "morgan", "fcd", "validity")
    _print_rows(metrics, names)


def _tell_benchmark(metrics: dict[str, Any], args: argparse.Namespace) -> None:
    from textmol.evaluation.reports import format_measured, update_readme

    text = format_measured(metrics)
    if args.readme:
        update_readme(args.readme, "measured", text)
    print(text)


def _tell_retrieval(metrics: dict[str, Any], _: argparse.Namespace) -> None:
    for direction in ("text_to_molecule", "molecule_to_text"):
        figures = metrics[direction]
        print(
            f"{direction.replace('_', ' ')}: Hits@1 {figures['hits@1']:.2f}, "
            f"Hits@10 {figures['hits@10']:.2f}, MRR {figures['mrr']:.2f}, "
            f"mean rank {figures['mean_rank']:.1f} "
            f"({figures['queries']:,} queries, pool of {figures['pool']:,})"
        )


def _print_rows(metrics: dict[str, Any], names: Sequence[str]) -> None:
    """Print the figures of the checkpoint and of copying."""
    for title, figures in (("written", metrics), ("copied", metrics.get("copying"))):
        if figures is None:
            continue
        shown = [f"{name} {figures[name]}" for name in names]
        if "factuality" in figures:
            shown.append(f"statements that hold {figures['factuality']['share_true']}")
            shown.append(f"round trip {figures['round_trip']['mean_percentile']}")
        print(f"{title}: {', '.join(shown)} ({metrics['rows']:,} rows)")


def _tell_grounding(metrics: dict[str, Any], _: argparse.Namespace) -> None:
    rows = {"map": metrics, **metrics["baselines"]}
    for name, figures in rows.items():
        if "macro" in figures:
            macro = figures["macro"]
            print(
                f"{name}: pointing game {macro['pointing_game']:.3f}, AUROC {macro['auroc']:.3f} "
                f"({macro['maps']:,} maps, {macro['classes']} classes)"
            )
