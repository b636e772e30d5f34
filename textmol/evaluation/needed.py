"""Packages that only measuring needs: imported when a figure asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from textmol.errors import DataError


def check_packages(packages: Mapping[str, str]) -> None:
    """Make sure before the work that every module is there; ``packages`` names whose it is.

    Raises:
        DataError: where a package is not installed.
    """
    for module, package in packages.items():
        if find_spec(module) is None:
            raise _miss(package)


def import_needed(module: str, package: str) -> Any:
    """Return a module of a package that serving does without.

    Raises:
        DataError: where the package is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise _miss(package) from error


def _miss(package: str) -> DataError:
    return DataError(
        f"Measuring needs the Python package {package}, which is not installed.",
        "Install what measuring needs: pip install -r requirements-dev.txt.",
    )
