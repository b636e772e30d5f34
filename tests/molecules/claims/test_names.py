"""Names are read into the formulas of their molecules."""

from __future__ import annotations

import time

import pytest

from textmol.molecules.claims.formula import ELEMENTS, add, read_formula, write_formula
from textmol.molecules.claims.names import ROOTS, clean_name, read_name
from textmol.molecules.claims.pieces import TABLE


def read(name: str) -> str | None:
    named = read_name(name)
    return write_formula(named.formula) if named else None


@pytest.mark.parametrize(
    ("name", "formula"),
    [
        ("hexadecanoic acid", "C16H32O2"),
        ("hexadecanoate", "C16H32O2"),  # as if it had no charge
        ("(9Z,12Z)-octadeca-9,12-dienoic acid", "C18H32O2"),
        ("butane-1,2,3,4-tetrol", "C4H10O4"),
        ("hexane-1,6-diol", "C6H14O2"),
        ("2-methylpropan-2-amine", "C4H11N1"),
        ("methyl 2-hydroxybenzoate", "C8H8O3"),
        ("N-acetylglycine", "C4H7N1O3"),
        ("(3R)-3-hydroxyoctanoyl-CoA(4-)", "C29H50N7O18S1P3"),
        ("1,1,1-trichloro-2,2-bis(4-chlorophenyl)ethane", "C14H9Cl5"),
        ("4-(trifluoromethyl)aniline", "C7H6N1F3"),
        ("bis(2-aminoethyl)azane", "C4H13N3"),
        ("butyl dihydrogen phosphate", "C4H11O4P1"),
        ("hexan-1-amine dihydrochloride", "C6H17N1Cl2"),
        ("cyclohexanecarboxylic acid", "C7H12O2"),
        ("Ala-Gly-Val", "C10H19N3O4"),
        ("UDP-D-glucose", "C15H24N2O17P2"),
        ("beta-D-Galp-(1->4)-[alpha-L-Fucp-(1->3)]-D-GlcpNAc", "C20H35N1O15"),
        ("5-deoxy-D-ribose 1-phosphate", "C5H11O7P1"),
    ],
)
def test_formulas_of_names(name: str, formula: str) -> None:
    named = read_name(name)
    assert named and not named.is_group
    assert read(name) == write_formula(read_formula(formula))


@pytest.mark.parametrize(
    ("name", "formula"),
    [
        ("hydroxy", "O1"),
        ("4-methoxyphenyl", "C7H6O1"),
        ("hexadecanoyl", "C16H30O1"),
        ("dimethylamino", "C2H5N1"),
        ("bis(2-hydroxyethyl)amino", "C4H9N1O2"),
        ("beta-D-glucopyranosyloxy", "C6H10O6"),
    ],
)
def test_groups_are_told_without_the_hydrogen_they_replace(name: str, formula: str) -> None:
    named = read_name(name)
    assert named and named.is_group
    assert read(name) == write_formula(read_formula(formula))


@pytest.mark.parametrize(
    "name",
    ["", "xyzzy", "di", "glyoxyx", "2,3-", "phenyl(", "methyl xyzzy", "octadecanoic (oily) acid"],
)
def test_what_is_not_read_whole_is_not_read(name: str) -> None:
    assert read_name(name) is None


def test_where_and_how_is_left_out() -> None:
    assert clean_name("(2R,3S)-3-[(4E)-hept-4-en-1-yl]oxirane(1-)") == "[hept-en-yl]oxirane"
    assert clean_name("5alpha-D-N(6),N-Foo-(1->4)-bar") == clean_name("foo-bar")


@pytest.mark.parametrize(
    "name",
    [
        "(" * 240,
        "(" + "1" * 59 + "x",
        "(" + "1e" * 29 + "!)",
        "1-" * 120,
        "(" + "1-" * 100 + "x)",
        "di" * 120,
        "methyl" * 40 + "x",
        "a" * 5000,
    ],
)
def test_odd_names_are_given_up_soon(name: str) -> None:
    began = time.perf_counter()
    read_name(name)
    assert time.perf_counter() - began < 2


def test_formulas_are_written_as_they_are_read() -> None:
    assert read_formula("C2H2O-H2") == read_formula("C2O")
    assert write_formula(read_formula("O-H2")) == "O1-H2"
    assert add(read_formula("CH4"), read_formula("O"), 2) == read_formula("CH4O2")
    assert len(read_formula("")) == len(ELEMENTS)


def test_the_tables_can_be_read() -> None:
    kinds = set()
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, words, formula = line.split("\t")
            kinds.add(kind)
            assert words and write_formula(read_formula(formula)) is not None
    assert kinds == {
        *("stem", "chain", "group", "parent", "acid", "suffix", "ending", "word", "beside"),
        "residue",
    }
    names = [
        line.split("\t")
        for line in ROOTS.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert len({name for name, _ in names}) == len(names) > 1000
    assert all(min(read_formula(formula)) >= 0 for _, formula in names)
