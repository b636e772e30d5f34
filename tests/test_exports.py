"""Exports: what is read back is what was found, and nothing is run by a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdkit import Chem

from textmol.engine import Hit, SearchResult, TextMol
from textmol.exports import (
    write_csv,
    write_json,
    write_sdf,
    write_smi,
    write_tray_csv,
    write_tray_json,
    write_tray_sdf,
    write_tray_smi,
    write_tray_tabs,
)
from textmol.library import Filters, Record
from textmol.molecules import compute_properties, parse_molecule
from textmol.molecules.recognise import recognise
from textmol.tray import Tray, keep_hit

SMILES = ("CC(=O)Oc1ccccc1C(=O)O", "[Na+].[Cl-]", "C/C=C/C(=O)O", "N[C@@H](C)C(=O)O", "*")


def _make(names: list[str | None], query: str = "an acid") -> SearchResult:
    hits = []
    for place, (smiles, name) in enumerate(zip(SMILES, names, strict=False), 1):
        molecule = parse_molecule(smiles)
        record = Record(
            row=place,
            cid=place if place != 3 else None,
            inchikey=molecule.inchikey,
            smiles=molecule.smiles,
            name=name,
            properties=compute_properties(molecule.mol),
        )
        hits.append(Hit(place, 0.5 / place, place, 99.0 / place, place == 1, record))
    return SearchResult(
        query=query,
        reading=recognise("an acid"),
        understood="Read as a description.",
        hits=tuple(hits),
        passing=None,
        filters=Filters(mw_max=500.0),
        notes=(),
        elapsed_ms=1.5,
        checkpoint="base@12345678",
        library="test@87654321",
    )


NASTY = ['=HYPERLINK("http://x")', "+1", "-2", "@SUM(A1)", 'a "quoted", name', "two\nlines", "β-x"]


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("name", NASTY)
def test_csv_guards_text_and_keeps_it(name: str) -> None:
    rows = _rows(write_csv(_make([name, None])))
    cell = rows[0]["name"]
    assert cell.removeprefix("'") == name
    assert not cell.startswith(("=", "+", "-", "@"))


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\0"))))
def test_csv_is_read_back(names: list[str]) -> None:
    result = _make([*names[:5], *[None] * (5 - len(names[:5]))], query="=1+1")
    rows = _rows(write_csv(result))
    assert len(rows) == 5
    for row, hit in zip(rows, result.hits, strict=True):
        assert row["name"].removeprefix("'") == (hit.record.name or "").removeprefix("'")
        assert row["smiles"] == hit.record.smiles
        assert row["inchikey"] == hit.record.inchikey
        assert row["query"] == "'=1+1"
        assert float(row["score"]) == pytest.approx(hit.score, abs=1e-6)
        assert float(row["clogp"]) == pytest.approx(hit.record.properties.clogp)


def test_negative_numbers_stay_numbers() -> None:
    rows = _rows(write_csv(_make(["a", "b", "c", "d", "e"])))
    assert any(float(row["clogp"]) < 0 for row in rows)


def test_every_row_says_where_it_comes_from() -> None:
    for row in _rows(write_csv(_make(["aspirin", "salt"]))):
        assert row["checkpoint"] == "base@12345678"
        assert row["library"] == "test@87654321"
        assert row["filters"]
        assert {"rank", "mw_da", "tpsa_a2", "cid"} <= set(row)


def test_no_hits_still_give_a_header() -> None:
    empty = replace(_make([]), hits=())
    full = write_csv(_make(["aspirin"])).splitlines()[0]
    assert write_csv(empty).splitlines() == [full]
    assert write_sdf(empty) == write_smi(empty) == ""


def test_sdf_is_read_back_by_rdkit() -> None:
    result = _make(["aspirin", "two\nlines > <x>", None, "$$$$", None])
    supplier = Chem.SDMolSupplier()
    supplier.SetData(write_sdf(result))
    mols = list(supplier)
    assert len(mols) == 5
    for mol, hit in zip(mols, result.hits, strict=True):
        assert Chem.MolToInchiKey(mol) == hit.record.inchikey
        assert mol.GetProp("checkpoint") == result.checkpoint
        assert int(mol.GetProp("rank")) == hit.rank
    assert mols[0].GetProp("_Name") == "aspirin"
    assert mols[0].GetProp("query") == "an acid"


def test_smi_has_structure_identifier_and_name() -> None:
    lines = write_smi(_make(["aspirin", None, None])).splitlines()
    assert lines[0].split("\t") == [
        *("CC(=O)Oc1ccccc1C(=O)O", "CID1", "aspirin", "1", "0.500000"),
        *("base@12345678", "test@87654321", "an acid", ""),
    ]
    assert lines[2].split("\t")[1] == "LDHQCZJRKDOVOX-NSCUHMNNSA-N"


def test_json_keeps_the_contract(engine: TextMol) -> None:
    data = json.loads(write_json(engine.search("a steroid", top_k=3)))
    assert {"query", "checkpoint", "library", "elapsed_ms", "hits"} <= set(data)
    expected = {"rank", "score", "cid", "inchikey", "smiles", "name", "properties"}
    assert all(expected <= set(hit) for hit in data["hits"])
    assert len(data["hits"]) == 3


def _make_tray(names: list[str | None], note: str = "") -> Tray:
    result = _make(names)
    tray = Tray(tuple(keep_hit(hit, result) for hit in result.hits))
    last = tray.kept[-1]
    alone = replace(last, query="", rank=None, score=None, better_than=None, checkpoint="")
    return Tray((*tray.kept[:-1], alone)).annotate(tray.kept[0].smiles, note)


@pytest.mark.parametrize("name", NASTY)
def test_a_tray_as_csv_is_guarded_and_keeps_its_provenance(name: str) -> None:
    tray = _make_tray([name, None], note=name)
    text = write_tray_csv(tray)
    rows = _rows(text)
    assert rows[0]["name"].removeprefix("'") == rows[0]["note"].removeprefix("'") == name.strip()
    assert not rows[0]["note"].startswith(("=", "+", "-", "@"))
    assert (rows[0]["rank"], rows[0]["query"]) == ("1", "an acid")
    assert rows[0]["checkpoint"] == "base@12345678"
    assert (rows[1]["rank"], rows[1]["score"], rows[1]["query"]) == ("", "", "")
    assert next(iter(csv.reader(io.StringIO(text)))) == [*_rows_header(), "note"]


def _rows_header() -> list[str]:
    return next(iter(csv.reader(io.StringIO(write_csv(_make([]))))))


def test_a_tray_as_sdf_smi_json_and_tabs() -> None:
    tray = _make_tray(["aspirin", "two\nlines > <x>", None], note="order this\n$$$$")
    supplier = Chem.SDMolSupplier()
    supplier.SetData(write_tray_sdf(tray))
    mols = list(supplier)
    assert [mol.GetProp("inchikey") for mol in mols] == [one.inchikey for one in tray]
    assert mols[0].GetProp("note") == "order this $$$$"
    assert not mols[2].HasProp("rank")

    lines = [line.split("\t") for line in write_tray_smi(tray).splitlines()]
    assert {len(cells) for cells in lines} == {10}
    assert (lines[0][0], lines[0][-1]) == (SMILES[0], "order this $$$$")

    data = json.loads(write_tray_json(tray))
    assert [one["smiles"] for one in data] == [one.smiles for one in tray]
    assert data[2]["rank"] is None
    assert data[0]["note"] == "order this\n$$$$"

    table = [line.split("\t") for line in write_tray_tabs(tray).splitlines()]
    assert {len(cells) for cells in table} == {len(_rows_header()) + 1}
    assert len(table) == 4


def test_an_empty_tray_gives_a_header() -> None:
    assert len(write_tray_csv(Tray()).splitlines()) == 1
    assert write_tray_sdf(Tray()) == write_tray_smi(Tray()) == ""
    assert json.loads(write_tray_json(Tray())) == []
