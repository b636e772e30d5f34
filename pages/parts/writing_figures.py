"""The sections of the Models page on writing and on pointing: measured, and apart, published."""

from __future__ import annotations

import streamlit as st

from pages.parts import align_trust, benchmark_writing
from pages.parts.align_question import PAGE as ALIGN_PAGE
from pages.parts.benchmark_writing import Report
from pages.parts.wording import escape
from pages.parts.writing_tasks import CAPTIONING, GENERATION, Task


def show_writing() -> None:
    """Show what was measured of captions and of generated molecules, where it was."""
    for task in (CAPTIONING, GENERATION):
        report = benchmark_writing.read_writing(task)
        if report is None:
            continue
        st.subheader(task.title, anchor=False)
        st.table(list(benchmark_writing.list_measured(task, report)), alt=f"{task.title}: measured")
        st.caption(f"{task.told} {benchmark_writing.describe_measured(report)}")
        if "factuality" in report:
            _show_statements(report)
        if "written" in report:
            _show_written(report)
        _show_published(task, report)


def show_grounding() -> None:
    """Show how well the maps of the alignment page point, where that was measured."""
    report = align_trust.read_measured(align_trust.MEASURED)
    if report is None:
        return
    st.subheader("Which atoms answer to which words", anchor=False)
    st.table(align_trust.list_figures(report), alt="Grounding: this map and its baselines")
    st.caption(
        f"{report.get('pairs', 0):,} descriptions; checkpoint "
        f"`{report.get('checkpoint', 'unnamed')}`. Means over the groups, 95 % intervals in "
        "brackets."
    )
    st.page_link(ALIGN_PAGE, label="The maps themselves", icon=":material/ink_highlighter:")


def _show_statements(report: Report) -> None:
    st.markdown("**What the captions say, and where they lead**")
    st.table(benchmark_writing.list_statements(report), alt="How true captions are")
    st.caption(
        "Statements that RDKit can check: classes, groups, counts, charges, stereo labels. Comes "
        "back above: the share of the library that scores lower than the molecule when the "
        "library is searched with its caption."
    )


def _show_written(report: Report) -> None:
    written = report["written"]
    st.caption(
        f"{written['drawn']:,} structures were written for them: {written['invalid']:,} invalid, "
        f"{written['empty']:,} empty, {written['repeated']:,} repeated."
    )


def _show_published(task: Task, report: Report) -> None:
    rows = benchmark_writing.list_published(task, report)
    if not rows:
        return
    with st.expander(f"Published by others ({len(rows)})"):
        st.markdown(
            "These figures were **not measured here** and do not compare with those above: other "
            "test rows, the whole public training split, and mostly much larger models. "
            + (
                "Similarities are means over the valid structures alone, which flatters a method "
                "of low validity."
                if task is GENERATION
                else ""
            )
        )
        st.table(rows, alt=f"{escape(task.title)}: published, with pool, text and source")
