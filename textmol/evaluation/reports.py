"""The measured tables of the README, written from the JSON of the measures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from textmol.errors import DataError

CAPTION_FIGURES = ("bleu2", "bleu4", "rouge1", "rouge2", "rougeL", "meteor")
MOLECULE_FIGURES = ("validity", "exact", "morgan", "maccs", "rdk", "fcd")
NOT_MEASURED = "not measured"


def format_measured(report: dict[str, Any]) -> str:
    """Return the Markdown tables of what ``run_benchmark`` returned."""
    entries, tasks = report["measured"], report["tasks"]
    checkpoint = entries[-1]["checkpoint"]
    lines = [
        f"Text: {report['text']}. Checkpoint `{checkpoint}`, encoded on {report['device']}. Each "
        "cell: Hits@1 with its 95 % bootstrap interval by molecule / Hits@10 / MRR, in per cent; "
        "the best Hits@1 in bold. Ties count against the model.",
        "",
        *_write_table(
            ["recipe", *(task["title"][0].lower() + task["title"][1:] for task in tasks)],
            [
                [entry["name"], *(_write_cell(entries, entry, task["name"]) for task in tasks)]
                for entry in entries
            ],
        ),
        "",
        *_write_table(
            ["recipe", "parameters", "training", "texts/s", "molecules/s"],
            [[entry["name"], *_write_cost(entry)] for entry in entries],
        ),
        "",
        "Short queries as people type them, ten kinds, judged by rules that can be checked:",
        "",
        *_write_table(
            ["search", "precision@10", "nDCG@10", "queries"],
            [
                [name, f"{macro['precision@10']:.2f}", f"{macro['ndcg@10']:.2f}", macro["queries"]]
                for name, macro in _list_searches(report)
            ],
        ),
    ]
    return "\n".join(lines)


def _list_searches(report: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return the searches that were measured: those of the app, then each recipe's vectors."""
    vectors = {
        f"{entry['name']}, vectors alone": entry["queries"]
        for entry in report["measured"]
        if "queries" in entry
    }
    found = {**report["searches"], **vectors}
    return [(name, result["macro"]) for name, result in found.items()]


def _write_cell(entries: Sequence[dict[str, Any]], entry: dict[str, Any], task: str) -> str:
    figures = entry["retrieval"].get(task)
    if figures is None:
        return NOT_MEASURED
    best = max(one["retrieval"][task]["hits@1"] for one in entries if task in one["retrieval"])
    low, high = figures["interval95"]["hits@1"]
    first = f"{figures['hits@1']:.1f}"
    if len(entries) > 1 and figures["hits@1"] == best:
        first = f"**{first}**"
    return f"{first} ({low:.1f} to {high:.1f}) / {figures['hits@10']:.1f} / {figures['mrr']:.1f}"


def _write_cost(entry: dict[str, Any]) -> list[str]:
    training, speed = entry["training"], entry.get("speed")
    parameters = entry["parameters"]
    cost = [
        f"{parameters / 1e6:.1f} M" if parameters else "not known",
        f"{training['seconds']:,.0f} s, {training['device']}"
        if training["seconds"]
        else "not known",
    ]
    if speed is None:
        return [*cost, NOT_MEASURED, NOT_MEASURED]
    return [*cost, f"{speed['texts_per_second']:,.0f}", f"{speed['molecules_per_second']:,.0f}"]


def _write_table(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    lines = [list(header), ["---"] * len(header), *rows]
    return [f"| {' | '.join(str(cell) for cell in line)} |" for line in lines]


def format_captioning(report: dict[str, Any]) -> str:
    """Return the Markdown table of what ``evaluate_captioning`` returned."""
    rows = [("captioner", report)]
    rows += [("copying the nearest molecule's", report["copying"])] if "copying" in report else []
    return "\n".join(
        [
            f"{_tell_rows(report)} METEOR: {report['meteor_variant']}. Copying takes the "
            "description of the nearest training molecule, which the captioner has not at hand.",
            "",
            *_write_table(
                [
                    "captions",
                    *CAPTION_FIGURES,
                    "statements true",
                    "names true",
                    "percentile when searched",
                ],
                [
                    [
                        name,
                        *(f"{found[figure]:.3f}" for figure in CAPTION_FIGURES),
                        f"{found['factuality']['share_true']:.3f}",
                        _tell_share(found["factuality"]["names_true"]),
                        f"{found['round_trip']['mean_percentile']:.2f}",
                    ]
                    for name, found in rows
                ],
            ),
        ]
    )


def _tell_share(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


def format_generation(report: dict[str, Any]) -> str:
    """Return the Markdown table of what ``evaluate_generation`` returned."""
    rows = [("generator", report)]
    rows += [("copying a training molecule", report["copying"])] if "copying" in report else []
    return "\n".join(
        [
            f"{_tell_rows(report)} Similarities are Tanimoto coefficients over all rows, an "
            "invalid structure counting 0.",
            "",
            *_write_table(
                ["first molecule", *MOLECULE_FIGURES],
                [
                    [name, *(f"{found[figure]:.3f}" for figure in MOLECULE_FIGURES)]
                    for name, found in rows
                ],
            ),
        ]
    )


def _tell_rows(report: dict[str, Any]) -> str:
    drawn = "all" if report["limit"] is None else f"drawn with seed {report['seed']}"
    return (
        f"{report['rows']} descriptions of dev, {drawn}; nameless ChEBI-20 text (MolT5's version). "
        f"Checkpoint `{report['checkpoint']}`."
    )


def update_readme(path: Path, block: str, text: str) -> None:
    """Replace a block of a README; raises DataError where it has none.

    Args:
        path: the README.
        block: name of the block, which stands between ``<!-- name -->`` and ``<!-- /name -->``.
        text: the Markdown that is put there.
    """
    start, end = f"<!-- {block} -->", f"<!-- /{block} -->"
    content = path.read_text(encoding="utf-8")
    if start not in content or end not in content:
        raise DataError(
            f"{path.name} has no block to fill.", f"Mark it with {start} and {end} on own lines."
        )
    before, rest = content.split(start, 1)
    after = rest.split(end, 1)[1]
    path.write_text(f"{before}{start}\n{text}\n{end}{after}", encoding="utf-8")
