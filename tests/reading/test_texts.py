"""Pasted text: lines, MOL blocks, records and tables."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.reading.test_files import SDF
from textmol.molecules.depiction import write_mol_block
from textmol.molecules.parse import parse_molecule
from textmol.reading.rows import SourceRow, check_rows
from textmol.reading.texts import read_lines, read_pasted, read_records

STRUCTURES = ("CCO", "C[C@H](N)C(=O)O", "[Na+].[Cl-]", "c1ccccc1", "F/C=C/F", "C#N")
NAMES = st.text(st.sampled_from("abcXYZ019 -(),'β"), max_size=20).map(str.strip)


def plain(rows: list[SourceRow]) -> list[tuple[int, str, str]]:
    return [(row.number, row.structure, row.name) for row in rows]


def test_lines_with_names() -> None:
    text = "CCO ethyl alcohol\n\nC\tmethane\t16 Da\nCC,ethane\nInChI=1S/CH4/h1H4 again\n"
    assert plain(read_pasted(text)) == [
        (1, "CCO", "ethyl alcohol"),
        (3, "C", "methane"),
        (4, "CC", "ethane"),
        (5, "InChI=1S/CH4/h1H4", "again"),
    ]


def test_lines_of_names_hold_no_structure_beside_them() -> None:
    lines = (
        "2-(4-chlorophenyl)acetic acid\naspirin\tmine\t2244\n1,2-dichlorobenzene\n"
        "N,N-dimethylaniline\nN,ammonia\nCC(=O)O,acetic acid\n"
    )
    assert plain(read_pasted(lines)) == [
        (1, "2-(4-chlorophenyl)acetic acid", ""),
        (2, "aspirin", "mine"),
        (3, "1,2-dichlorobenzene", ""),
        (4, "N,N-dimethylaniline", ""),
        (5, "N", "ammonia"),
        (6, "CC(=O)O", "acetic acid"),
    ]


def test_what_begins_with_a_sign_stays_a_row_of_its_own() -> None:
    first, second = check_rows(read_pasted(",CCO\nCCO\n"), parse_molecule)
    assert first.reason
    assert second.smiles == "CCO"


def test_one_mol_block_is_one_row() -> None:
    block = write_mol_block("CCO", "ethanol")
    (row,) = read_pasted(block)
    assert row.structure == block
    assert row.shown == "MOL block"
    assert next(check_rows([row], parse_molecule)).smiles == "CCO"


def test_records_of_an_sdf() -> None:
    assert plain(read_pasted(SDF)) == plain(list(read_records(SDF.splitlines())))
    assert [row.name for row in read_pasted(SDF)] == ["methanol", "wood spirit"]


def test_a_table_as_spreadsheets_copy_it() -> None:
    assert plain(read_pasted("Name\tSMILES\nethanol\tCCO\n")) == [(2, "CCO", "ethanol")]


def test_nothing_pasted_is_no_row() -> None:
    assert read_pasted(" \n\t\n") == []


def test_broken_rows_keep_their_place_and_get_a_reason() -> None:
    checked = list(check_rows(read_lines(["CCO", "C1CC", "xyz", "N"]), parse_molecule))
    assert [bool(one.reason) for one in checked] == [False, True, True, False]
    assert [one.row.number for one in checked] == [1, 2, 3, 4]
    assert "never closed" in checked[1].reason


@given(st.lists(st.tuples(st.sampled_from(STRUCTURES), NAMES), min_size=1, max_size=8))
def test_what_was_written_as_lines_is_read_again(rows: list[tuple[str, str]]) -> None:
    names = [name.lstrip(",; ") for _, name in rows]
    text = "\n".join(f"{structure} {name}" for structure, name in rows)
    expected = [(s, n) for (s, _), n in zip(rows, names, strict=True)]
    assert [(row.structure, row.name) for row in read_lines(text.split("\n"))] == expected


@given(st.text(max_size=300))
def test_any_text_is_read_in_order_and_without_a_fault(text: str) -> None:
    rows = read_pasted(text)
    numbers = [row.number for row in rows]
    assert numbers == sorted(set(numbers))
    assert all(row.structure.strip() for row in rows)
    checked = list(check_rows(rows, parse_molecule))
    assert [one.row for one in checked] == rows
    assert all(bool(one.smiles) != bool(one.reason) for one in checked)
