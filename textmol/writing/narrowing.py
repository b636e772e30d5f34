"""Which of the generated molecules are looked at: by property, pattern, novelty and alerts."""

from __future__ import annotations

from dataclasses import replace

from textmol.library.filters import RANGES, Filters
from textmol.molecules.alerts import find_alerts
from textmol.molecules.details import compute_details
from textmol.molecules.substructure import read_substructure
from textmol.writing.checks import check_description
from textmol.writing.records import Generated, Generation


def narrow(
    generation: Generation,
    filters: Filters,
    *,
    known: bool | None = None,
    without_alerts: bool = False,
    as_described: bool = False,
) -> Generation:
    """Return a generation with those molecules alone that pass; ranks and counts stay.

    Args:
        generation: what was written.
        filters: ranges of properties and a pattern.
        known: True keeps molecules of the library, False new ones, None both.
        without_alerts: leaves out molecules with a PAINS or Brenk alert.
        as_described: leaves out molecules that miss something of the description that can be
            checked.

    Raises QueryError where the pattern cannot be read.
    """
    pattern = None if filters.smarts is None else read_substructure(filters.smarts)
    kept = [
        one
        for one in generation.molecules
        if (known is None or known == (one.known is not None))
        and _lies_within(one, filters)
        and (pattern is None or pattern.matches(one.smiles))
        and not (without_alerts and find_alerts(one.smiles))
        and (not as_described or meets_all(one, generation))
    ]
    told = [filters.describe(), "" if known is None else "known" if known else "new"]
    told.append("no structural alert" if without_alerts else "")
    told.append("has all that was read" if as_described else "")
    return replace(
        generation, molecules=tuple(kept), filters=", ".join(part for part in told if part)
    )


def meets_all(one: Generated, generation: Generation) -> bool:
    """Return whether a molecule has everything of the description that can be checked."""
    checks = check_description(generation.query, one.smiles)
    return all(check.holds for check in checks)


def _lies_within(one: Generated, filters: Filters) -> bool:
    values = compute_details(one.smiles).properties
    for name in RANGES:
        value, (low, high) = getattr(values, name), filters.limits(name)
        if (low is not None and value < low) or (high is not None and value > high):
            return False
    return True
