from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from textmol.errors import DataError
from textmol.library.sources import SourceRow, read_rows

SDF = """2244
  made here

  2  1  0  0  0  0  0  0  0  0999 V2000
    0.0000    0.0000    0.0000 C   0  0
    1.0000    0.0000    0.0000 O   0  0
  1  2  1  0
M  END
> <PUBCHEM_COMPOUND_CID>
887

> <EMPTY>

>  <Preferred_Name>  (1)
methanol

$$$$
wood spirit

  0  0  0  0  0  0  0  0  0  0999 V2000
M  END
$$$$
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(text.encode("utf-8")))
    else:
        path.write_text(text, encoding="utf-8")
    return path


def test_tab_separated_table(tmp_path: Path) -> None:
    text = 'CID\tIsomeric SMILES\tTitle\tkind\n702\tCCO\t3"-x\ttitle\n\nn/a\tC\t\t\n'
    assert list(read_rows(write(tmp_path, "a.tsv", text))) == [
        SourceRow(2, "CCO", '3"-x', 702, kind="title"),
        SourceRow(4, "C"),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_with_any_delimiter_and_quotes(tmp_path: Path, delimiter: str) -> None:
    text = (
        delimiter.join(("\ufeffsmiles", "name")) + "\r\n" + delimiter.join(("CCO", "x y")) + "\r\n"
    )
    assert list(read_rows(write(tmp_path, "a.csv", text))) == [SourceRow(2, "CCO", "x y")]


def test_quoted_cells_of_a_csv(tmp_path: Path) -> None:
    text = 'name,SMILES,chebi20_pool\n"1,2-ethanediol",OCCO,1\nshort\n'
    assert list(read_rows(write(tmp_path, "a.csv.gz", text))) == [
        SourceRow(2, "OCCO", "1,2-ethanediol", pool=True),
        SourceRow(3, "", "short"),
    ]


def test_lines_of_smiles(tmp_path: Path) -> None:
    text = "SMILES Name\nCCO ethyl alcohol\n\nC\tmethane\nCC\n"
    assert list(read_rows(write(tmp_path, "a.smi", text))) == [
        SourceRow(2, "CCO", "ethyl alcohol"),
        SourceRow(4, "C", "methane"),
        SourceRow(5, "CC"),
    ]


@pytest.mark.parametrize("name", ["a.sdf", "a.SDF.gz"])
def test_records_of_an_sdf(tmp_path: Path, name: str) -> None:
    first, second = read_rows(write(tmp_path, name, SDF))
    assert (first.number, first.cid, first.name) == (1, 887, "methanol")
    assert first.structure == SDF.partition("> <")[0]
    assert (second.number, second.cid, second.name) == (2, None, "wood spirit")


def test_an_sdf_without_its_last_line_keeps_its_last_record(tmp_path: Path) -> None:
    path = write(tmp_path, "a.sdf", SDF.rpartition("$$$$")[0])
    assert [row.number for row in read_rows(path)] == [1, 2]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.xlsx", "x", "a.xlsx"),
        ("a.gz", "x", "a.gz"),
        ("a.tsv", "name\tformula\nwater\tH2O\n", "its columns are: name, formula"),
        ("a.csv", "", "its columns are: none"),
    ],
)
def test_unusable_files_are_told(tmp_path: Path, name: str, text: str, words: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        list(read_rows(path))
    assert words in caught.value.message
    assert caught.value.remedy


def test_damaged_and_missing_files_are_told(tmp_path: Path) -> None:
    whole = gzip.compress(b"smiles\n" + b"CCO\n" * 5000)
    for name, data in (("cut.tsv.gz", whole[:-20]), ("plain.tsv.gz", b"smiles\nC\n")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(DataError, match=name):
            list(read_rows(tmp_path / name))
    with pytest.raises(DataError, match="No such file"):
        list(read_rows(tmp_path / "absent.smi"))


def test_bytes_that_are_not_utf8_do_not_stop_the_reading(tmp_path: Path) -> None:
    (tmp_path / "a.smi").write_bytes(b"CCO \xe9thanol\nC methane\n")
    assert [row.structure for row in read_rows(tmp_path / "a.smi")] == ["CCO", "C"]
