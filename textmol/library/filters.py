"""Filters that narrow a search: ranges of properties and a SMARTS pattern."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields

from textmol.errors import QueryError

# The property of each range, how a person calls it, and its unit.
RANGES = {
    "mw": ("MW", " Da"),
    "clogp": ("cLogP", ""),
    "charge": ("charge", ""),
    "rings": ("rings", ""),
    "tpsa": ("TPSA", " Å²"),
    "hbd": ("H-bond donors", ""),
    "hba": ("H-bond acceptors", ""),
    "rotatable_bonds": ("rotatable bonds", ""),
}
_WHOLE = ("charge", "rings", "hbd", "hba", "rotatable_bonds")
# Lipinski et al. (2001), doi:10.1016/S0169-409X(00)00129-0, without the one violation that the
# rule allows; Veber et al. (2002), doi:10.1021/jm020017n; lead-like as ZINC (Irwin and Shoichet,
# 2005, doi:10.1021/ci049714+) has come to cut it.
PRESETS: dict[str, dict[str, float]] = {
    "Lipinski": {"mw_max": 500, "clogp_max": 5, "hbd_max": 5, "hba_max": 10},
    "Veber": {"rotatable_bonds_max": 10, "tpsa_max": 140},
    "Lead-like": {"mw_min": 250, "mw_max": 350, "clogp_max": 3.5, "rotatable_bonds_max": 7},
}


@dataclass(frozen=True)
class Filters:
    """What a hit has to satisfy; None leaves that side open. Both ends of a range belong to it.

    Attributes:
        mw_min: least molecular weight in Da.
        mw_max: most molecular weight in Da.
        clogp_min: least Crippen logP.
        clogp_max: most Crippen logP.
        charge_min: least formal charge.
        charge_max: most formal charge.
        rings_min: least number of rings.
        rings_max: most number of rings.
        tpsa_min: least topological polar surface area in Å².
        tpsa_max: most topological polar surface area in Å².
        hbd_min: least number of hydrogen-bond donors.
        hbd_max: most number of hydrogen-bond donors.
        hba_min: least number of hydrogen-bond acceptors.
        hba_max: most number of hydrogen-bond acceptors.
        rotatable_bonds_min: least number of rotatable bonds.
        rotatable_bonds_max: most number of rotatable bonds.
        smarts: a SMARTS pattern the molecule has to contain; blank is None.

    Raises:
        QueryError: where a limit is no finite number, a charge or a number is not whole, or a
            minimum is above its maximum. A SMARTS pattern is read when it is searched with.
    """

    mw_min: float | None = None
    mw_max: float | None = None
    clogp_min: float | None = None
    clogp_max: float | None = None
    charge_min: int | None = None
    charge_max: int | None = None
    rings_min: int | None = None
    rings_max: int | None = None
    tpsa_min: float | None = None
    tpsa_max: float | None = None
    hbd_min: int | None = None
    hbd_max: int | None = None
    hba_min: int | None = None
    hba_max: int | None = None
    rotatable_bonds_min: int | None = None
    rotatable_bonds_max: int | None = None
    smarts: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "smarts", (self.smarts or "").strip() or None)
        for name, (label, unit) in RANGES.items():
            low, high = self.limits(name)
            for limit in (low, high):
                _check_limit(name, limit)
            if low is not None and high is not None and low > high:
                raise QueryError(
                    f"The filter on {label} is empty: its minimum {_number(low)}{unit} is above "
                    f"its maximum {_number(high)}{unit}.",
                    "Exchange the two values, or clear one of them.",
                )

    def limits(self, name: str) -> tuple[float | None, float | None]:
        """Return the minimum and maximum of a property of ``RANGES``."""
        return getattr(self, f"{name}_min"), getattr(self, f"{name}_max")

    def has_ranges(self) -> bool:
        """Return whether any property is limited."""
        return any(limit is not None for name in RANGES for limit in self.limits(name))

    def is_empty(self) -> bool:
        """Return whether every molecule passes."""
        return self.smarts is None and not self.has_ranges()

    def describe(self) -> str:
        """Return the filters in words, such as "MW 100 to 300 Da, contains c1ccccc1"."""
        parts = []
        for name, (label, unit) in RANGES.items():
            low, high = self.limits(name)
            show = _signed if name == "charge" else _number
            if low is not None and low == high:
                parts.append(f"{label} {show(low)}{unit}")
            elif low is not None and high is not None:
                parts.append(f"{label} {show(low)} to {show(high)}{unit}")
            elif low is not None:
                parts.append(f"{label} at least {show(low)}{unit}")
            elif high is not None:
                parts.append(f"{label} at most {show(high)}{unit}")
        if self.smarts is not None:
            parts.append(f"contains {self.smarts}")
        return ", ".join(parts)

    def to_query(self) -> dict[str, str]:
        """Return the filters that are set as plain strings, to be percent-encoded into a URL."""
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {
            name: value if isinstance(value, str) else _number(value)
            for name, value in values
            if value is not None
        }

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Filters:
        """Return the filters that ``to_query`` wrote; blank values and other keys are left out.

        Raises:
            QueryError: where a value is not a number or the filters are not valid.
        """
        found: dict[str, float | str | None] = {"smarts": query.get("smarts")}
        for name in (f"{name}_{end}" for name in RANGES for end in ("min", "max")):
            text = query.get(name, "").strip()
            if text:
                found[name] = _read_number(name, text)
        return cls(**found)  # type: ignore[arg-type]


def _check_limit(name: str, limit: float | None) -> None:
    if limit is None:
        return
    label = RANGES[name][0]
    if not math.isfinite(limit):
        raise QueryError(
            f"The filter on {label} has the limit {limit}, which is no finite number.",
            "Type a number, or leave the field empty.",
        )
    if name in _WHOLE and limit != int(limit):
        raise QueryError(
            f"The filter on {label} has the limit {limit}, which is not a whole number.",
            "Type a whole number, or leave the field empty.",
        )


def _read_number(name: str, text: str) -> float:
    label, end = RANGES[name[:-4]][0], "minimum" if name.endswith("min") else "maximum"
    try:
        value = float(text)
    except ValueError as error:
        raise QueryError(
            f'The filter on {label} has the {end} "{text[:40]}", which is not a number.',
            "Type a number such as 300, or leave the field empty.",
        ) from error
    whole = name[:-4] in _WHOLE and math.isfinite(value) and value == int(value)
    return int(value) if whole else value


def _number(value: float) -> str:
    """Return the shortest text that reads back as the same number."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _signed(value: float) -> str:
    return f"{int(value):+d}" if value else "0"
