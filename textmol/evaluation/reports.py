"""The measured tables of the README, written from the benchmark's JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textmol.errors import DataError

START, END = "<!-- measured -->", "<!-- /measured -->"
TO_MOLECULE = ("text_to_molecule", "text to molecule")
TO_TEXT = ("molecule_to_text", "molecule to text")


def format_measured(measured: dict[str, Any]) -> str:
    """Return the Markdown tables of what ``run_benchmark`` returned."""
    lines = [
        f"Text: {measured['retrieval'][0]['text']}. Checkpoint `{measured['checkpoint']}`, "
        f"{measured['device']}. In brackets: 95 % bootstrap interval by molecule.",
        "",
        "| direction | pool | candidates | Hits@1 | Hits@10 | MRR | mean rank |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [_write_row(entry, *TO_MOLECULE) for entry in measured["retrieval"]]
    # Every pool gives the same: the candidates are the texts of the pairs.
    texts = {**measured["retrieval"][0], "pool": "the dev texts"}
    lines.append(_write_row(texts, *TO_TEXT))
    lines += [
        "",
        "Short queries as people type them, ten kinds, judged by rules that can be checked:",
        "",
        "| search | precision@10 | nDCG@10 | queries |",
        "|---|---|---|---|",
    ]
    for name, result in measured["queries"].items():
        macro = result["macro"]
        figures = f"{macro['precision@10']:.2f} | {macro['ndcg@10']:.2f} | {macro['queries']}"
        lines.append(f"| {name} | {figures} |")
    return "\n".join(lines)


def _write_row(entry: dict[str, Any], name: str, label: str) -> str:
    figures = entry[name]
    low, high = figures["interval95"]["hits@1"]
    return (
        f"| {label} | {entry['pool']} | {figures['pool']:,} "
        f"| {figures['hits@1']:.1f} ({low:.1f} to {high:.1f}) | {figures['hits@10']:.1f} "
        f"| {figures['mrr']:.1f} | {figures['mean_rank']:.1f} |"
    )


def update_readme(path: Path, measured: dict[str, Any]) -> None:
    """Replace the measured block of a README; raises DataError where it has none."""
    text = path.read_text(encoding="utf-8")
    if START not in text or END not in text:
        raise DataError(
            f"{path.name} has no block to fill.", f"Mark it with {START} and {END} on own lines."
        )
    before, rest = text.split(START, 1)
    after = rest.split(END, 1)[1]
    block = f"{START}\n{format_measured(measured)}\n{END}"
    path.write_text(before + block + after, encoding="utf-8")
