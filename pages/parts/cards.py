"""What a checkpoint and a library say about themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts.wording import escape

if TYPE_CHECKING:
    from textmol.checkpoints import Checkpoint
    from textmol.library import Library


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
