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

from tests.generations import make_generation
from textmol.engine import Hit, SearchResult, TextMol
from textmol.exports import (
    encode_file,
    write_generation,
    write_hits,
    write_matrix,
    write_tray,
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
    rows = _rows(write_hits(_make([name, None]), "csv"))
    cell = rows[0]["name"]
    assert cell.removeprefix("'") == name
    assert not cell.startswith(("=", "+", "-", "@"))


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\0"))))
def test_csv_is_read_back(names: list[str]) -> None:
    result = _make([*names[:5], *[None] * (5 - len(names[:5]))], query="=1+1")
    rows = _rows(write_hits(result, "csv"))
    assert len(rows) == 5
    for row, hit in zip(rows, result.hits, strict=True):
        assert row["name"].removeprefix("'") == (hit.record.name or "").removeprefix("'")
        assert row["smiles"] == hit.record.smiles
        assert row["inchikey"] == hit.record.inchikey
        assert row["query"] == "'=1+1"
        assert float(row["score"]) == pytest.approx(hit.score, abs=1e-6)
        assert float(row["clogp"]) == pytest.approx(hit.record.properties.clogp)


def test_negative_numbers_stay_numbers() -> None:
    rows = _rows(write_hits(_make(["a", "b", "c", "d", "e"]), "csv"))
    assert any(float(row["clogp"]) < 0 for row in rows)


def test_every_row_says_where_it_comes_from() -> None:
    for row in _rows(write_hits(_make(["aspirin", "salt"]), "csv")):
        assert row["checkpoint"] == "base@12345678"
        assert row["library"] == "test@87654321"
        assert row["filters"]
        assert {"rank", "mw_da", "tpsa_a2", "cid"} <= set(row)


def test_no_hits_still_give_a_header() -> None:
    empty = replace(_make([]), hits=())
    full = write_hits(_make(["aspirin"]), "csv").splitlines()[0]
    assert write_hits(empty, "csv").splitlines() == [full]
    assert write_hits(empty, "sdf") == write_hits(empty, "smi") == ""


def test_sdf_is_read_back_by_rdkit() -> None:
    result = _make(["aspirin", "two\nlines > <x>", None, "$$$$", None])
    supplier = Chem.SDMolSupplier()
    supplier.SetData(write_hits(result, "sdf"))
    mols = list(supplier)
    assert len(mols) == 5
    for mol, hit in zip(mols, result.hits, strict=True):
        assert Chem.MolToInchiKey(mol) == hit.record.inchikey
        assert mol.GetProp("checkpoint") == result.checkpoint
        assert int(mol.GetProp("rank")) == hit.rank
    assert mols[0].GetProp("_Name") == "aspirin"
    assert mols[0].GetProp("query") == "an acid"


def test_smi_has_structure_identifier_and_name() -> None:
    lines = write_hits(_make(["aspirin", None, None]), "smi").splitlines()
    assert lines[0].split("\t") == [
        *("CC(=O)Oc1ccccc1C(=O)O", "CID1", "aspirin", "1", "0.500000"),
        *("base@12345678", "test@87654321", "an acid", ""),
    ]
    assert lines[2].split("\t")[1] == "LDHQCZJRKDOVOX-NSCUHMNNSA-N"


def test_json_keeps_the_contract(engine: TextMol) -> None:
    data = json.loads(write_hits(engine.search("a steroid", top_k=3), "json"))
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
    text = write_tray(tray, "csv")
    rows = _rows(text)
    assert rows[0]["name"].removeprefix("'") == rows[0]["note"].removeprefix("'") == name.strip()
    assert not rows[0]["note"].startswith(("=", "+", "-", "@"))
    assert (rows[0]["rank"], rows[0]["query"]) == ("1", "an acid")
    assert rows[0]["checkpoint"] == "base@12345678"
    assert (rows[1]["rank"], rows[1]["score"], rows[1]["query"]) == ("", "", "")
    assert next(iter(csv.reader(io.StringIO(text)))) == [*_rows_header(), "note"]


def _rows_header() -> list[str]:
    return next(iter(csv.reader(io.StringIO(write_hits(_make([]), "csv")))))


def test_a_tray_as_sdf_smi_json_and_tabs() -> None:
    tray = _make_tray(["aspirin", "two\nlines > <x>", None], note="order this\n$$$$")
    supplier = Chem.SDMolSupplier()
    supplier.SetData(write_tray(tray, "sdf"))
    mols = list(supplier)
    assert [mol.GetProp("inchikey") for mol in mols] == [one.inchikey for one in tray]
    assert mols[0].GetProp("note") == "order this $$$$"
    assert not mols[2].HasProp("rank")

    lines = [line.split("\t") for line in write_tray(tray, "smi").splitlines()]
    assert {len(cells) for cells in lines} == {10}
    assert (lines[0][0], lines[0][-1]) == (SMILES[0], "order this $$$$")

    data = json.loads(write_tray(tray, "json"))
    assert [one["smiles"] for one in data] == [one.smiles for one in tray]
    assert data[2]["rank"] is None
    assert data[0]["note"] == "order this\n$$$$"
    hits = json.loads(write_hits(_make(["aspirin"]), "json"))["hits"]
    assert hits[0].pop("contradicts") == []
    assert hits[0].items() <= data[0].items()
    assert {hit["query"] for hit in hits} == {"an acid"}
    assert {"read_as", "filters"} == set(data[0]) - set(hits[0]) - {"note"}

    table = [line.split("\t") for line in write_tray(tray, "tabs").splitlines()]
    assert {len(cells) for cells in table} == {len(_rows_header()) + 1}
    assert len(table) == 4


def test_an_empty_tray_gives_a_header() -> None:
    assert len(write_tray(Tray(), "csv").splitlines()) == 1
    assert write_tray(Tray(), "sdf") == write_tray(Tray(), "smi") == ""
    assert json.loads(write_tray(Tray(), "json")) == []


def test_a_map_has_a_line_for_each_row_and_its_words_are_guarded(engine: TextMol) -> None:
    alignment = engine.align("CCO", "an alcohol +1")
    rows = list(csv.reader(io.StringIO(write_matrix(alignment))))
    assert rows[0] == ["fragment", "SMILES", "atoms", "an", "alcohol", "'+1"]
    assert rows[3][:3] == ["O3", "O", "3"]
    for row, values in zip(rows[1:], alignment.matrix.tolist(), strict=True):
        assert [float(cell) for cell in row[3:]] == pytest.approx(values, abs=1e-6)


def test_only_a_csv_begins_with_a_mark() -> None:
    assert encode_file("β", "csv") == b"\xef\xbb\xbf\xce\xb2"
    assert encode_file("β", "smi") == b"\xce\xb2"


def test_generated_molecules_keep_to_the_contract() -> None:
    generation = make_generation()
    data = json.loads(write_generation(generation, "json"))
    assert data["query"] == "an acid"
    assert [data[name] for name in ("drawn", "repeated", "invalid", "empty")] == [13, 3, 2, 1]
    expected = {"rank", "smiles", "inchikey", "valid", "known_cid", "nearest_similarity", "score"}
    assert all(expected <= set(one) for one in data["molecules"])
    assert [one["known_cid"] for one in data["molecules"]] == [2244, None, 7762, None]
    assert [one["rank"] for one in data["molecules"]] == [1, 2, 3, 4]
    assert data["molecules"][1]["nearest_cid"] == 243


def test_generated_molecules_say_what_they_are_beside_known_ones() -> None:
    generation = replace(make_generation(query="=an acid with chlorine"), filters="MW at most 500")
    rows = _rows(write_generation(generation, "csv"))
    assert [row["known"] for row in rows] == ["True", "False", "True", "False"]
    assert rows[0]["name"] == "known 2244"
    assert (rows[1]["cid"], rows[1]["nearest_name"]) == ("", "benzoic acid")
    assert rows[1]["nearest_similarity"] == "0.25"
    assert "PAINS: azo A" in rows[3]["alerts"]
    assert {row["checkpoint"] for row in rows} == {"generator@12345678"}
    assert {row["library"] for row in rows} == {"test@87654321"}
    assert {row["filters"] for row in rows} == {"MW at most 500"}
    assert {row["query"] for row in rows} == {"'=an acid with chlorine"}
    assert rows[0]["mw_da"] == "180.159"

    supplier = Chem.SDMolSupplier()
    supplier.SetData(write_generation(generation, "sdf"))
    mols = list(supplier)
    assert [mol.GetProp("inchikey") for mol in mols] == [
        one.inchikey for one in generation.molecules
    ]
    assert mols[1].GetProp("nearest_cid") == "243"

    lines = [line.split("\t") for line in write_generation(generation, "smi").splitlines()]
    assert [line[1] for line in lines][::2] == ["CID2244", "CID7762"]
    assert lines[1][1] == generation.molecules[1].inchikey
    table = [line.split("\t") for line in write_generation(generation, "tabs").splitlines()]
    assert {len(cells) for cells in table} == {len(rows[0])}


def test_what_was_checked_of_the_description_is_written() -> None:
    generation = make_generation(query="an acid with a chlorine atom")
    rows = _rows(write_generation(generation, "csv"))
    assert rows[0]["not_met"] == "at least 1 chlorine atom"
    assert "at least 1 chlorine atom" in rows[1]["met"]
    assert rows[1]["not_met"] == ""
