"""What of a description is checked on a molecule."""

from __future__ import annotations

import pytest

from textmol.errors import MoleculeError
from textmol.molecules import parse_molecule
from textmol.writing.checks import Check, check_description, count_missed

PHENOL = "Oc1ccccc1Cl"


@pytest.mark.parametrize(
    ("description", "holds"),
    [
        ("a phenol with a chlorine atom", [True, True]),
        ("a phenol with two chlorine atoms", [True, False]),
        ("aromatic compound without chlorine, MW below 200", [True, False, True]),
        ("smells of the sea", []),
    ],
)
def test_counts_groups_and_ranges_are_checked(description: str, holds: list[bool]) -> None:
    assert [check.holds for check in check_description(description, PHENOL)] == holds


def test_what_is_missed_is_counted() -> None:
    phenol = parse_molecule(PHENOL)
    assert count_missed("a phenol with a chlorine atom", phenol) == 0
    assert count_missed("a phenol with two chlorine atoms, MW above 500", phenol) == 2


def test_a_check_says_what_was_read() -> None:
    (check,) = check_description("exactly two chlorine atoms", PHENOL)
    assert check == Check("exactly 2 chlorine atoms", False)


def test_a_formal_description_is_read_as_a_caption() -> None:
    checks = check_description("The molecule is a member of phenols.", PHENOL)
    assert [(check.wording, check.holds) for check in checks] == [("phenols", True)]


def test_a_broken_structure_is_told() -> None:
    with pytest.raises(MoleculeError):
        check_description("a phenol", "C1CC")
