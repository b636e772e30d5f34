"""Which column of a table holds the structures."""

from __future__ import annotations

import io
from typing import Any

import pytest

from textmol.errors import DataError
from textmol.reading.tables import Table, open_table, read_cid, read_table


def table(text: str, **settings: Any) -> Table:
    return open_table(io.StringIO(text), **settings)


def structures(text: str, **settings: Any) -> list[tuple[int, str, str]]:
    rows = read_table(table(text, **settings), "a.csv")
    return [(row.number, row.structure, row.name) for row in rows]


@pytest.mark.parametrize("title", ["SMILES", "Canonical SMILES", "isomeric_smiles", "Structure"])
def test_titles_are_known_in_many_spellings(title: str) -> None:
    assert structures(f"id,{title},Compound Name\n7,CCO,ethanol\n") == [(2, "CCO", "ethanol")]


def test_a_column_without_a_known_title_is_found_by_its_cells() -> None:
    text = "no,what,drawn\n1,water,O\n2,broken,C1CC\n3,ethanol,CCO\n"
    found = table(text)
    assert found.columns == {"smiles": 2}
    assert found.titles == ("no", "what", "drawn")
    assert [row[1] for row in structures(text)] == ["O", "C1CC", "CCO"]


def test_of_two_columns_of_structures_the_longer_one_is_taken() -> None:
    assert table("a;b\nC;CC(=O)Oc1ccccc1C(=O)O\nO;CCO\n").columns == {"smiles": 1}


def test_a_table_without_a_header_loses_no_row() -> None:
    found = table("CCO,ethanol\nCC,ethane\n")
    assert found.titles == ("column 1", "column 2")
    assert structures("CCO,ethanol\nCC,ethane\n") == [(1, "CCO", ""), (2, "CC", "")]


def test_a_chosen_column_comes_before_the_title() -> None:
    text = "smiles,name,parent\nCCO,a,CC\n"
    assert structures(text, chosen={"smiles": 2, "name": 0}) == [(2, "CC", "CCO")]


def test_an_inchi_will_do_where_there_is_no_smiles() -> None:
    text = "inchi\tname\nInChI=1S/CH4/h1H4\tmethane\n"
    assert structures(text) == [(2, "InChI=1S/CH4/h1H4", "methane")]
    assert table("InChI,smiles\nx,C\n").columns["smiles"] == 1


def test_blank_lines_count_but_are_no_rows() -> None:
    assert structures("\n\nsmiles\n\nCCO\n") == [(3, "CCO", "")]


def test_a_table_without_structures_is_told_with_its_columns() -> None:
    with pytest.raises(DataError, match="its columns are: name, formula") as caught:
        structures("name,formula\nwater,H2O\n")
    assert caught.value.remedy


def test_an_empty_table_is_told_as_empty() -> None:
    with pytest.raises(DataError, match=r'"a\.csv" is empty'):
        list(read_table(open_table(io.StringIO("")), "a.csv"))


@pytest.mark.parametrize(
    ("text", "cid"), [("702", 702), ("CID 702", 702), ("702.0", 702), ("n/a", None), ("", None)]
)
def test_cids(text: str, cid: int | None) -> None:
    assert read_cid(text) == cid
