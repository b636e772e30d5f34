"""What names of other molecules leave for the formula of the one that is described."""

from __future__ import annotations

import time

import pytest

from textmol.molecules import parse_molecule
from textmol.molecules.claims import find_contradicted, read_claims, read_statements
from textmol.molecules.claims.evidence import Evidence


def count_contradicted(text: str, smiles: str) -> int:
    """Return how many implied statements of a text a molecule contradicts."""
    found = find_contradicted(text, Evidence(parse_molecule(smiles).mol))
    return sum(one.implied for one in found)


@pytest.mark.parametrize(
    ("text", "fits", "strangers"),
    [
        (
            "The molecule is an anion. It is a conjugate base of a butanoic acid.",
            ("CCCC(=O)[O-]", "CCCC(=O)O"),
            ("CCCCC(=O)[O-]", "CC=CC(=O)[O-]", "CCCC(=S)[O-]"),
        ),
        (
            "The molecule is the zwitterionic form of 3-aminopropanoic acid.",
            ("[NH3+]CCC(=O)[O-]",),
            ("[NH3+]CCCC(=O)[O-]",),
        ),
        (
            "The molecule is an alcohol that is butane in which one hydrogen at position 2 has "
            "been replaced by a hydroxy group.",
            ("CCC(C)O",),
            ("CCC(O)CO", "CC(C)O"),
        ),
        (
            "The molecule is an aromatic compound that is benzene substituted by a chloro group "
            "at position 1 and methyl groups at positions 2 and 4.",
            ("Clc1ccc(C)cc1C",),
            ("Clc1ccccc1C", "Brc1ccc(C)cc1C"),
        ),
        (
            "The molecule is a phenol that is phenol substituted by a methyl group and a nitro "
            "group at positions 2 and 4 respectively.",
            ("Cc1cc([N+](=O)[O-])ccc1O",),
            ("Cc1cc([N+](=O)[O-])cc(C)c1O",),
        ),
        (
            "The molecule is an ester that is the ethyl ester of hexanoic acid.",
            ("CCCCCC(=O)OCC",),
            ("CCCCCC(=O)OC", "CCCCC=CC(=O)OCC"),
        ),
        (
            "The molecule is an amide obtained by formal condensation of the carboxy group of "
            "octanoic acid with the amino group of ethane-1,2-diamine.",
            ("CCCCCCCC(=O)NCCN",),
            ("CCCCCCCC(=O)NCCNC(=O)CCCCCCC", "CCCCCCC(=O)NCCN"),
        ),
        (
            "The molecule is a 1,2-diacyl-sn-glycerol in which both acyl groups are specified as "
            "butanoyl.",
            ("CCCC(=O)OC[C@@H](CO)OC(=O)CCC",),
            ("CCCC(=O)OC[C@@H](CO)OC(=O)CC",),
        ),
        (
            "The molecule is a diglyceride in which the acyl groups at positions 1 and 2 are "
            "butanoyl and hexanoyl respectively.",
            ("CCCC(=O)OC[C@@H](CO)OC(=O)CCCCC",),
            ("CCCCCC(=O)OC[C@@H](CO)OC(=O)CCCCC",),
        ),
        (
            "The molecule is a lactone with formula C4H6O2.",
            ("O=C1CCCO1", "CC=CC(=O)O"),
            ("O=C1CCCCO1",),
        ),
    ],
)
def test_formulas_that_follow(text: str, fits: tuple[str, ...], strangers: tuple[str, ...]) -> None:
    for smiles in fits:
        assert count_contradicted(text, smiles) == 0, smiles
    for smiles in strangers:
        assert count_contradicted(text, smiles) > 0, smiles


def test_carbon_hydrogen_and_the_rest_count_apart() -> None:
    text = "It is a conjugate base of a hexanoic acid."
    assert count_contradicted(text, "CCCCCCC(=O)O") == 2  # one carbon and two hydrogens more
    assert count_contradicted(text, "CCCC=CC(=O)O") == 1
    assert count_contradicted(text, "CCCCCC(=O)S") == 1
    assert count_contradicted(text, "C") == 3


@pytest.mark.parametrize(
    "text",
    [
        "It derives from a hexanoic acid.",
        "It is a conjugate base of a frobnic acid.",
        "The molecule is a compound that is benzene in which something else was replaced by a "
        "methyl group.",
        "The molecule is a compound that is phenol attached to a methyl group.",
        "The molecule is a compound that is hexane bearing some methyl groups.",
        "The molecule is a compound that is the amide of hexanoic acid.",
        "The molecule is a ketone that is hexan-2-one substituted by an oxo group at position 2.",
        "The molecule is a diester obtained by condensation of both carboxy groups of hexanedioic "
        "acid with methanol.",
        # Two that do not agree.
        "It is a conjugate base of a hexanoic acid. It is a conjugate acid of a butanoate.",
        "a solvent that smells of almonds",
    ],
)
def test_what_says_no_formula_is_not_read(text: str) -> None:
    assert not any(one.implied for one in read_statements(text))


def test_what_is_implied_is_no_claim() -> None:
    text = "The molecule is an ester. It is a tautomer of a hexanoic acid."
    wrong, right = parse_molecule("CCCCCC(=O)OC"), parse_molecule("CCOC(=O)CCC")
    assert [claim.text for claim in read_claims(text, wrong)] == ["ester"]
    assert read_claims(text, wrong) == read_claims(text, right)
    assert count_contradicted(text, "CCCCCC(=O)OC") == 2
    assert count_contradicted(text, "CCOC(=O)CCC") == 0


def test_statements_stand_where_they_were_read() -> None:
    text = "The molecule is an anion. It is a conjugate base of a hexanoic acid."
    (words,) = {text[one.start : one.end] for one in read_statements(text) if one.implied}
    assert words == "conjugate base of a hexanoic acid"


@pytest.mark.parametrize(
    "text",
    [
        "It is that is benzene in which " + "1" * 110 + "x is replaced by a methyl group.",
        "that is benzene in which " + "1H" * 50 + " is replaced by a methyl group.",
        "condensation of the " + "a-" * 90 + "x of y with z.",
        "that is benzene in which hydroxy group " + "1,2" * 30 + "! is replaced by a x group.",
        "conjugate base of " * 300,
        "that is phenol substituted by methyl, " * 100,
        "acyl (((((yl " * 200,
    ],
)
def test_odd_texts_are_given_up_soon(text: str) -> None:
    began = time.perf_counter()
    read_statements(text)
    assert time.perf_counter() - began < 3
