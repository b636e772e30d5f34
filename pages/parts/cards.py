"""What a checkpoint and a library say about themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts.frame import ASSETS
from pages.parts.wording import escape

if TYPE_CHECKING:
    from textmol.checkpoints import Checkpoint
    from textmol.library import Library

BENCHMARK = ASSETS / "benchmarks" / "retrieval.json"
_DIRECTIONS = {
    "text_to_molecule": "description to molecule",
    "molecule_to_text": "molecule to description",
}


def show_checkpoint(checkpoint: Checkpoint) -> None:
    """Show what the checkpoint does and was trained on."""
    card = checkpoint.card
    trained = card.get("trained_on", {})
    st.subheader("Checkpoint", anchor=False)
    st.markdown(f"`{checkpoint.identity}`")
    if card.get("does"):
        st.markdown(escape(card["does"]))
    _show_facts(
        {
            "Trained on": _count(trained, "molecules", "texts"),
            "Split": trained.get("split"),
            "Parameters": f"{card['parameters']:,}" if "parameters" in card else None,
            "Trained with": card.get("device"),
            "Licences": trained.get("licence"),
        }
    )


def show_library(library: Library) -> None:
    """Show what the library holds and where it comes from."""
    info = library.info()
    st.subheader("Library", anchor=False)
    st.markdown(f"`{library.identity}`")
    st.markdown("The molecules that can be found. Whatever is not among them, no search finds.")
    licences = {source.get("licence") for source in library.card.get("sources", [])}
    _show_facts(
        {
            "Holds": f"{library.size:,} molecules, {info['with names']:,} of them with names",
            "Names": f"{info['names']:,}",
            "Vectors": info["vectors"],
            "Search": "exhaustive: every molecule is compared",
            "Licences": "; ".join(sorted(licence for licence in licences if licence)),
        }
    )


def show_measured() -> None:
    """Show the bundled benchmark, each row with its pool and text version."""
    if not BENCHMARK.is_file():
        return
    measured = json.loads(BENCHMARK.read_text(encoding="utf-8"))
    st.subheader("Measured", anchor=False)
    st.table(list(_list_retrieval(measured["retrieval"])))
    texts = ", ".join(dict.fromkeys(entry["text"] for entry in measured["retrieval"]))
    st.caption(
        f"Texts: {escape(texts)}. Hits@k: how often the right molecule (or text) is among the "
        "first k of the pool, in per cent. MRR: mean of 100 divided by its rank. Ties count "
        f"against the model. Checkpoint {measured['checkpoint']}."
    )
    st.markdown("**Short queries, as people type them**")
    st.table(list(_list_queries(measured["queries"])))
    st.caption(
        "Share of the first ten hits that are right by a rule that can be checked (a "
        "substructure, a count, a charge, a listed name), mean over ten kinds of query."
    )


def show_limits(checkpoint: Checkpoint) -> None:
    """Show what the checkpoint is not good at."""
    limits = checkpoint.card.get("limits", [])
    if not limits:
        return
    st.subheader("What it is not good at", anchor=False)
    st.markdown("\n".join(f"- {escape(limit)}" for limit in limits))


def _show_facts(facts: dict[str, str | None]) -> None:
    lines = (f":gray[{label}]  \n{escape(value)}" for label, value in facts.items() if value)
    st.markdown("\n\n".join(lines))


def _count(trained: dict[str, Any], *things: str) -> str:
    return ", ".join(f"{trained[thing]:,} {thing}" for thing in things if thing in trained)


def _list_retrieval(entries: list[dict[str, Any]]) -> Iterator[dict[str, str]]:
    # Every pool gives the same molecule to text: the candidates are the texts of the pairs.
    texts = {**entries[0], "pool": "the dev texts"}
    rows = [*(("text_to_molecule", entry) for entry in entries), ("molecule_to_text", texts)]
    for name, entry in rows:
        figures = entry[name]
        yield {
            "Direction": _DIRECTIONS[name],
            "Hits@1": f"{figures['hits@1']:.1f}",
            "Hits@10": f"{figures['hits@10']:.1f}",
            "MRR": f"{figures['mrr']:.1f}",
            "Mean rank": f"{figures['mean_rank']:,.1f}",
            "Queries": f"{figures['queries']:,}",
            "Candidates": f"{figures['pool']:,}",
            "Pool": entry["pool"],
        }


def _list_queries(results: dict[str, Any]) -> Iterator[dict[str, str]]:
    for name, result in results.items():
        macro = result["macro"]
        yield {
            "Search": name,
            "Precision@10": f"{macro['precision@10']:.2f}",
            "nDCG@10": f"{macro['ndcg@10']:.2f}",
            "Queries": f"{macro['queries']:,}",
        }
