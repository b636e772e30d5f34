"""What differs between molecules that stand side by side, in words and signs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.wording import format_charge, format_number

if TYPE_CHECKING:
    from textmol.molecules.properties import Properties

SAME, DIFFERS = "= same", "≠ differs"


def show_properties(titles: Sequence[str], values: Sequence[Properties]) -> None:
    """Show the properties side by side, one column for each title."""
    rows = compare_properties(values)
    st.markdown("**Properties**, with the difference from the first molecule")
    st.table(
        [
            {"Property": name, "": verdict, **dict(zip(titles, cells, strict=True))}
            for name, verdict, cells in rows
        ],
        alt="Properties of the compared molecules",
    )


def compare_properties(values: Sequence[Properties]) -> list[tuple[str, str, list[str]]]:
    """Return for each property its name, whether it differs, and a cell for each molecule."""
    from textmol.molecules.properties import format_formula

    formulas = [format_formula(one.formula) for one in values]
    rows = [("Formula", _judge(formulas), formulas)]
    for label, name, digits in (
        ("MW (Da)", "mw", 2),
        ("cLogP", "clogp", 2),
        ("TPSA (Å²)", "tpsa", 1),
        ("H-bond donors", "hbd", 0),
        ("H-bond acceptors", "hba", 0),
        ("Rotatable bonds", "rotatable_bonds", 0),
        ("Rings", "rings", 0),
        ("Charge", "charge", 0),
        ("Heavy atoms", "heavy_atoms", 0),
    ):
        numbers = [round(getattr(one, name), digits) for one in values]
        plain = [
            format_charge(number) if name == "charge" else format_number(number, digits)
            for number in numbers
        ]
        cells = [
            text if number == numbers[0] else f"{text} ({_sign(number - numbers[0], digits)})"
            for text, number in zip(plain, numbers, strict=True)
        ]
        rows.append((label, _judge(plain), cells))
    return rows


def _judge(cells: list[str]) -> str:
    return SAME if len(set(cells)) == 1 else DIFFERS


def _sign(difference: float, digits: int) -> str:
    text = format_number(difference, digits)
    return f"+{text}" if difference > 0 else text


def show_groups(titles: Sequence[str], smiles: Sequence[str]) -> None:
    """Show which named groups differ, one column for each title."""
    from textmol.molecules.compare import compare_groups

    rows = compare_groups(smiles)
    if not rows:
        st.caption("All named groups occur equally often in each.")
        return
    with st.expander(f"Groups that differ ({len(rows)})"):
        st.table(
            [
                {
                    "Group": name,
                    **dict(zip(titles, (str(count or "—") for count in row), strict=True)),
                }
                for name, row in rows.items()
            ],
            alt="How often each compared molecule has the groups that differ",
        )
