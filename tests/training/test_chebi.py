"""The public splits of ChEBI-20 beside the four tables, with molecules and texts made up here."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from rdkit import Chem

from tests.training.corpora import MOLECULES, write_data
from textmol.errors import DataError
from textmol.training.prepare import prepare
from textmol.training.sources import DEV_SOURCE, TRAIN_SOURCE, Sources, list_files, read_sources

HEADER = "CID\tSMILES\tdescription"
NEW, BENZENE, FURAN, ETHANOL, CROTONIC = "OCCCCO", "c1ccccc1", "c1ccoc1", "CCO", "C/C=C\\\\C(=O)O"
TRAIN = (
    (NEW, "The molecule is a diol of four carbons."),
    (CROTONIC, 'The molecule is a "cis" acid.'),
    ("C1=CC=CC=C1", "The molecule is benzene, which validation holds as well."),
    ("o1cccc1", "The molecule is furan, which the test holds as well."),
    ("not a molecule", "The molecule is none."),
)
VALIDATION = ((BENZENE, "The molecule is an arene."),)
TEST = ((FURAN, "SECRET"), ("CCCl", "SECRET"))


def key_of(smiles: str) -> str:
    return str(Chem.MolToInchiKey(Chem.MolFromSmiles(smiles.replace("\\\\", "\\"))))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = write_data(tmp_path / "data")
    (folder / "chebi-20").mkdir()
    for name, rows in (("train", TRAIN), ("validation", VALIDATION), ("test", TEST)):
        lines = [HEADER, *(f"{cid}\t{smiles}\t{text}" for cid, (smiles, text) in enumerate(rows))]
        (folder / "chebi-20" / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def texts_of(sources: Sources, smiles: str) -> list[tuple[str, str, str]]:
    key = key_of(smiles)
    return [(text.source, text.split, text.text) for text in sources.texts if text.key == key]


def test_the_training_split_trains(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources = read_sources(data)
    assert texts_of(sources, NEW) == [(TRAIN_SOURCE, "train", TRAIN[0][1])]
    assert (TRAIN_SOURCE, "train", TRAIN[1][1]) in texts_of(sources, CROTONIC)
    assert sources.structures[key_of(CROTONIC)] == "C/C=C\\C(=O)O"
    assert key_of(NEW) in sources.described
    assert "train.txt: 1 structures" in capsys.readouterr().err


def test_validation_is_dev_and_nothing_else_of_it_is_kept(data: Path) -> None:
    sources = read_sources(data)
    assert texts_of(sources, BENZENE) == [(DEV_SOURCE, "dev", VALIDATION[0][1])]
    assert key_of(BENZENE) not in sources.described


def test_nothing_of_a_test_molecule_is_there(data: Path) -> None:
    sources = read_sources(data)
    assert texts_of(sources, FURAN) == []
    assert not {key_of(FURAN), key_of("CCCl")} & set(sources.described)
    assert not any("SECRET" in text.text for text in sources.texts)
    assert key_of("CCCl") not in sources.structures


def test_dev_of_the_tables_stays_dev(data: Path) -> None:
    dev = [text for text in read_sources(data).texts if text.split == "dev"]
    assert {text.key for text in dev} == {key_of(s) for s in ("Cc1ccccc1", "NCC(=O)O", BENZENE)}


def test_prepare_takes_them_in_and_names_them(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "prepared"
    prepare(data, out, workers=1)
    facts = json.loads((out / "prepared.json").read_text(encoding="utf-8"))
    assert [name for name in facts["sha256"] if "chebi-20" in name] == list_files(data)[4:]
    assert facts["molecules"] == len(MOLECULES) + 1
    with (out / "texts-3300.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    dev = {"It is a methylbenzene.", "The molecule is an arene."}
    assert dev <= {row["text"] for row in rows[:3]}
    assert TRAIN[0][1] in {row["text"] for row in rows[3:]}


@pytest.mark.parametrize("name", ["validation.txt", "test.txt"])
def test_a_split_that_is_missing_is_told(data: Path, name: str) -> None:
    (data / "chebi-20" / name).unlink()
    with pytest.raises(DataError, match=f"{name} is missing"):
        read_sources(data)


def test_another_table_is_told(data: Path) -> None:
    (data / "chebi-20" / "test.txt").write_text("a\tb\n", encoding="utf-8")
    with pytest.raises(DataError, match="no column SMILES"):
        read_sources(data)


def test_without_the_training_split_nothing_changes(data: Path) -> None:
    (data / "chebi-20" / "train.txt").unlink()
    assert len(list_files(data)) == 4
    assert texts_of(read_sources(data), NEW) == []
