"""``generate``: JSON by the contract, structures to read back, and what became of the rest."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

import pytest
from rdkit import Chem

from tests.cli.conftest import Command

if TYPE_CHECKING:
    from textmol.engine import TextMol

TEXT = "sweet-smelling ester of butyric acid"


@pytest.fixture
def generate(opened: Command) -> Command:
    """Return a function that runs ``generate`` without opening the bundled files once more."""
    return partial(opened, "generate")


def test_json_holds_what_the_engine_wrote(generate: Command, engine: TextMol) -> None:
    outcome = generate(TEXT, "--count", "4")
    assert (outcome.status, outcome.err) == (0, "")
    data, found = json.loads(outcome.out), engine.generate(TEXT, count=4)
    assert data["query"] == TEXT
    assert [one["smiles"] for one in data["molecules"]] == [one.smiles for one in found.molecules]
    assert 0 < len(data["molecules"]) <= 4
    assert all(one["valid"] for one in data["molecules"])
    scores = [one["score"] for one in data["molecules"]]
    assert scores == sorted(scores, reverse=True)
    assert data["drawn"] >= sum(data[name] for name in ("empty", "invalid", "repeated"))


def test_structures_can_be_read_back_and_the_rest_is_told(generate: Command) -> None:
    smi = generate(TEXT, "--count", "3", "--format", "smi")
    assert smi.status == 0
    assert "structures were written:" in smi.err
    mols = [Chem.MolFromSmiles(line.split("\t")[0]) for line in smi.out.splitlines()]
    sdf = generate(TEXT, "--count", "3", "--format", "sdf")
    supplier = Chem.SDMolSupplier()
    supplier.SetData(sdf.out)
    assert list(map(Chem.MolToInchiKey, supplier)) == list(map(Chem.MolToInchiKey, mols))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((" ",), "no description"),
        (("CC(=O)O",), "not a description"),
        (("CID 2244",), "not a description"),
        ((TEXT, "--count", "0"), "not a whole number"),
        ((), "TEXT"),
    ],
)
def test_bad_input_gets_one_sentence(
    generate: Command, arguments: tuple[str, ...], told: str
) -> None:
    outcome = generate(*arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert told in outcome.sentence
