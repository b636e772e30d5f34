"""Packages that only measuring needs."""

from __future__ import annotations

import pytest

from textmol.errors import DataError
from textmol.evaluation.needed import check_packages, import_needed


def test_what_is_there_is_imported() -> None:
    assert import_needed("math", "math").pi > 3
    check_packages({"math": "math"})


def test_what_is_missing_is_told_with_a_remedy() -> None:
    for act in (
        lambda: import_needed("no_such_module", "no-such-package"),
        lambda: check_packages({"no_such_module": "no-such-package"}),
    ):
        with pytest.raises(
            DataError, match=r"no-such-package, which is not installed.*pip install"
        ):
            act()
