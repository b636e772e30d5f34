from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmol.errors import DataError
from textmol.reading.files import open_upload, read_rows, read_upload
from textmol.reading.rows import SourceRow

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
        ("a.csv", "", '"a.csv" is empty'),
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
    rows = list(read_rows(tmp_path / "a.smi"))
    assert [row.structure for row in rows] == ["CCO", "C"]
    assert rows[0].name == "éthanol"


def test_an_upload_is_read_like_a_file() -> None:
    rows = read_upload(b"CCO ethanol\nC1CC\n", "a.smi")
    assert [(row.number, row.structure, row.name) for row in rows] == [
        (1, "CCO", "ethanol"),
        (2, "C1CC", ""),
    ]
    assert len(read_upload(gzip.compress(SDF.encode()), "a.sdf.gz")) == 2
    assert len(read_upload(SDF.partition("> <")[0].encode(), "a.mol")) == 1


def test_columns_of_an_upload_can_be_chosen() -> None:
    data = b"a,b\nmethane,C\n"
    table = open_upload(data, "x.csv")
    assert table is not None
    assert table.columns == {"smiles": 1}
    assert read_upload(data, "x.csv", {"smiles": 1, "name": 0}) == [SourceRow(2, "C", "methane")]
    assert open_upload(b"C\n", "x.smi") is None


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.smi", b"", "is empty"),
        ("a.smi", b" \n", "is empty"),
        ("a.csv", b"smiles\n", "holds no molecule"),
        ("a.csv", b"PK\x03\x04workbook", "is no text file"),
        ("a.smi", b"C\0C", "is no text file"),
        ("a.xlsx", b"x", "what kind of file"),
        ("a.sdf.gz", b"not packed", "Could not read"),
        ("a.csv", b"smiles\n" + b"C\n" * 20_001, "more than 20,000 rows"),
        ("a.smi", b"C" * (50 * 2**20 + 1), "an upload may have 50 MB"),
        ("a.smi.gz", gzip.compress(b" " * (200 * 2**20 + 1)), "unpacks to more than 200 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_unusable_uploads_are_told(name: str, data: bytes, words: str) -> None:
    with pytest.raises(DataError, match=words) as caught:
        read_upload(data, name)
    assert caught.value.remedy


def test_the_encodings_that_spreadsheets_write() -> None:
    text = "smiles,name\nCCO,β-thing\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        (row,) = read_upload(text.encode(encoding), "a.csv")
        assert (row.structure, row.name) == ("CCO", "β-thing")
    (row,) = read_upload("smiles,name\nCCO,éthanol\n".encode("cp1252"), "a.csv")
    assert (row.structure, row.name) == ("CCO", "éthanol")


@given(st.binary(max_size=400), st.sampled_from(["a.smi", "a.csv", "a.tsv", "a.sdf", "a.mol"]))
def test_any_upload_is_read_or_told(data: bytes, name: str) -> None:
    try:
        rows = read_upload(data, name)
    except DataError as error:
        assert error.remedy
    else:
        numbers = [row.number for row in rows]
        assert numbers == sorted(set(numbers))
