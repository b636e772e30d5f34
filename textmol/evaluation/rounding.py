"""Figures as they are written: four decimals."""

from __future__ import annotations

from typing import Any

DECIMALS = 4


def round_figures(figures: dict[str, Any]) -> dict[str, Any]:
    """Return figures by name with every float rounded, those of inner dictionaries too."""
    return {name: _round(value) for name, value in figures.items()}


def _round(value: Any) -> Any:
    if isinstance(value, dict):
        return round_figures(value)
    return round(value, DECIMALS) if isinstance(value, float) else value
