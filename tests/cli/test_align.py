"""``align``: JSON by the contract, SVG and a table."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import Command

if TYPE_CHECKING:
    from textmol.engine import TextMol

ESTER = ("CC(=O)OC", "an ester with a methyl group")


@pytest.fixture
def align(opened: Command) -> Command:
    """Return a function that runs ``align`` with its arguments."""
    return partial(opened, "align")


@pytest.mark.parametrize("level", ["atom", "fragment", "molecule"])
def test_json_holds_the_numbers_of_the_engine(align: Command, engine: TextMol, level: str) -> None:
    outcome = align(*ESTER, "--level", level, "--format", "json")
    assert (outcome.status, outcome.err) == (0, "")
    found = json.loads(outcome.out)
    assert found == engine.align(*ESTER, level=level).to_json()
    assert set(found) == {"smiles", "text", "level", "fragments", "words", "matrix", "score"}


def test_atoms_as_json_come_without_options(align: Command) -> None:
    found = json.loads(align(*ESTER).out)
    assert found["level"] == "atom"
    assert [one["atoms"] for one in found["fragments"]] == [[0], [1], [2], [3], [4]]


def test_svg_stands_alone(align: Command) -> None:
    outcome = align(*ESTER, "--format", "svg")
    assert outcome.status == 0
    root = ET.fromstring(outcome.out)
    assert root.tag.endswith("svg")
    cells = [one for one in root.iter() if one.tag.endswith("rect") and len(one)]
    assert len(cells) == 5 * 6


def test_the_table_names_fragments_and_words(align: Command) -> None:
    outcome = align(*ESTER, "--level", "fragment", "--format", "table")
    assert outcome.status == 0
    assert "words that add most" in outcome.out
    assert "ester" in outcome.out
    assert outcome.out.splitlines()[-1].startswith("Score ")


def test_a_flat_map_says_so_beside_the_json(align: Command) -> None:
    outcome = align("CC(=O)OC", "The committee will meet on Thursday.", "--format", "json")
    assert outcome.status == 0
    assert "flat" in outcome.err
    assert {cell for row in json.loads(outcome.out)["matrix"] for cell in row} == {0}


@pytest.mark.parametrize("arguments", [("C1CC", "an acid"), ("CCO", " "), ("CCO",)])
def test_bad_input_gets_one_sentence(align: Command, arguments: tuple[str, ...]) -> None:
    outcome = align(*arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.sentence


def test_a_name_will_do(align: Command) -> None:
    outcome = align("methyl acetate", ESTER[1], "--format", "json")
    assert outcome.status == 0
    assert json.loads(outcome.out)["smiles"] == "COC(C)=O"
    assert "no name" in align("methyl something", ESTER[1]).sentence
