"""The sections of the Models page."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.parts.benchmark import SYSTEMS, Benchmark
from pages.parts.benchmark_rows import (
    FIGURES,
    Row,
    list_ablations,
    list_costs,
    list_published,
    list_queries,
    list_recipes,
)
from pages.parts.frame import is_dark

PLOTTED = ("hits@1", "hits@10")


def show_comparison(benchmark: Benchmark) -> None:
    """Show all recipes in the task that the person picks, as a table and as dots."""
    st.subheader("Side by side", anchor=False)
    titles = benchmark.tasks
    task = st.radio("Task", list(titles), format_func=lambda name: titles[name], key="task")
    title = titles[task]
    st.table(list(list_recipes(benchmark, task)), alt=f"{title}: figures of each recipe")
    st.caption(
        f"{benchmark.describe_task(task)} Texts: {benchmark.report['text']}. In per cent, with "
        "95 % bootstrap intervals drawn by molecule. Hits@k: how often the right answer is among "
        "the first k. MRR: mean of 100 divided by its rank. Ties count against the model."
    )
    measured = [entry for entry in benchmark.entries if task in entry["retrieval"]]
    if measured:
        _plot(measured, task, title)


def _plot(entries: list[dict[str, Any]], task: str, title: str) -> None:
    from textmol.figures import Estimate, plot_intervals  # plotly: the tables stand before it

    def estimate(entry: dict[str, Any], key: str) -> Estimate:
        figures = entry["retrieval"][task]
        return Estimate(figures[key], *figures["interval95"][key])

    figure = plot_intervals(
        [entry["name"] for entry in entries],
        {FIGURES[key]: [estimate(entry, key) for entry in entries] for key in PLOTTED},
        dark=is_dark(),
    )
    st.plotly_chart(
        figure,
        key="intervals",
        config={"displayModeBar": False, "scrollZoom": False},
        alt=f"{title}: Hits@1 and Hits@10 of each recipe with 95 % intervals, as in the table",
    )


def show_costs(benchmark: Benchmark) -> None:
    """Show what each recipe costs to train and to use."""
    st.subheader("Size and speed", anchor=False)
    st.table(list(list_costs(benchmark)), alt="Parameters, training and speed of each recipe")
    without = "" if benchmark.uses_public_split else " No recipe saw ChEBI-20's training split."
    st.caption(
        f"Encoding was timed on {benchmark.report['device']}, from text or SMILES to vectors."
        f"{without}"
    )


def show_queries(benchmark: Benchmark) -> None:
    """Show how short queries are answered, by kind."""
    _show_measured(
        "Short queries, as people type them",
        list(list_queries(benchmark)),
        "Precision at 10 of each search by kind of query",
        "Precision@10, but for the second row: the share of the first ten hits that are right by "
        "a rule that can be checked (a substructure, a count, a charge, a listed name). Searched "
        f"in `{benchmark.report['library']}`.",
    )


def show_ablations(benchmark: Benchmark) -> None:
    """Show textmol without each of its parts."""
    _show_measured(
        "textmol without each of its parts",
        list(list_ablations(benchmark)),
        "Text to molecule over the pool of 33,010, without each part",
        "Text to molecule over the pool of 33,010. All rows of this table were trained with one "
        "and the same budget, which may differ from that of the bundled checkpoint.",
    )


def _show_measured(title: str, rows: list[Row], alt: str, told: str) -> None:
    st.subheader(title, anchor=False)
    if not rows:
        st.caption("Not measured yet.")
        return
    st.table(rows, alt=alt)
    st.caption(told)


def show_published(benchmark: Benchmark) -> None:
    """Show what others published, apart from what was measured here."""
    st.subheader("Published by others", anchor=False)
    st.markdown(
        "These figures were **not measured here** and do not compare with those above: their "
        "texts name the compound or come from elsewhere, their training data is larger, and not "
        "every source says among how many candidates it ranks."
    )
    for direction in dict.fromkeys(entry["direction"] for entry in benchmark.report["published"]):
        st.markdown(f"**{direction[0].upper()}{direction[1:]}**")
        st.table(
            list(list_published(benchmark, direction)),
            alt=f"Published figures, {direction}, with their pools, texts and sources",
        )


def show_systems(benchmark: Benchmark) -> None:
    """Show what each measured recipe is."""
    st.subheader("What the recipes are", anchor=False)
    names = [entry["name"] for entry in benchmark.entries]
    st.markdown("\n".join(f"- **{name}**: {SYSTEMS[name]}" for name in names if name in SYSTEMS))
