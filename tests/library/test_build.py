from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.library.conftest import encode
from tests.reading.test_files import SDF
from textmol.errors import DataError, LibraryError
from textmol.library.build import attach_vectors, build_library, read_rejects
from textmol.library.folder import hash_file
from textmol.library.library import Library


def test_broken_rows_are_listed_and_do_not_stop_the_build(tmp_path: Path) -> None:
    source = tmp_path / "mine.csv"
    source.write_text(
        "id,smiles,name\n1,CCO,ethanol\n2,C1CC,ring\n3,,nothing\n4,OCC,alcohol\n"
        "5,CC(C)(C)(C)C,five bonds\n6,C,methane\n"
    )
    library = build_library(source, tmp_path / "out")
    assert library.read_smiles() == ["CCO", "C"]
    rejects = read_rejects(tmp_path / "out")
    assert [(reject.number, reject.text) for reject in rejects] == [
        (3, "C1CC"),
        (4, ""),
        (5, "OCC"),
        (6, "CC(C)(C)(C)C"),
    ]
    assert all(reject.reason for reject in rejects)
    assert rejects[2].reason == "The same molecule as row 2."
    assert library.find_name("alcohol") == library.find_name("ethanol") == [0]
    assert library.info()["rows left out"] == 4
    assert library.identity.startswith("mine@")


def test_build_from_lines_of_smiles(tmp_path: Path) -> None:
    source = tmp_path / "list.smi"
    source.write_text("OCC ethyl alcohol\nbroken(\nc1ccccc1\tbenzene\n")
    library = build_library(source, tmp_path / "out", encode=encode, identity="test@1")
    assert [(record.smiles, record.name) for record in library.records([0, 1])] == [
        ("CCO", "ethyl alcohol"),
        ("c1ccccc1", "benzene"),
    ]
    assert library.checkpoint == "test@1"
    assert [reject.number for reject in read_rejects(library.folder)] == [2]


def test_build_from_an_sdf(tmp_path: Path) -> None:
    source = tmp_path / "list.sdf"
    source.write_text(SDF)
    library = build_library(source, tmp_path / "out")
    record = library.record(0)
    assert (record.smiles, record.cid, record.name) == ("CO", 887, "methanol")
    assert [reject.number for reject in read_rejects(library.folder)] == [2]


def test_more_workers_build_the_same_library(sources: Path, folder: Path, tmp_path: Path) -> None:
    library = build_library(
        sources / "molecules.tsv",
        tmp_path / "out",
        names=sources / "names.tsv",
        encode=encode,
        identity="test@12345678",
        label="small",
        licence="CC0",
        workers=2,
    )
    assert library.identity == Library.open(folder).identity


def test_identity_is_canonical_and_the_key_is_computed(library: Library) -> None:
    assert library.record(0).inchikey == "BSYNRYMUTXBXSQ-UHFFFAOYSA-N"
    assert library.record(0).properties.formula == "C9H8O4"
    assert [library.record(row).inchikey for row in (11, 12)] == ["", ""]
    assert [library.record(row).cid for row in (11, 12)] == [135476786, 135476785]


def test_names_are_chosen_and_matched(library: Library) -> None:
    shown = {row: library.record(row).name for row in (0, 3, 6, 7, 14, 15)}
    assert shown == {
        0: "Aspirin",
        3: "Benzene",
        6: "(+)-Limonene",
        7: "(±)-limonene",
        14: "1-chloro-4-fluorobenzene",
        15: "NSC62785",
    }
    assert library.find_name("2-Acetyloxybenzoic acid") == [0]
    assert library.find_name("decane") == []


def test_card_tells_where_it_comes_from(library: Library, sources: Path) -> None:
    assert library.card["sources"] == [
        {"file": name, "sha256": hash_file(sources / name), "licence": "CC0"}
        for name in ("molecules.tsv", "names.tsv")
    ]
    assert library.card["molecules"] == library.size == 21
    assert library.card["vectors"]["checkpoint"] == library.checkpoint == "test@12345678"


def test_vectors_can_be_attached_later_and_again(sources: Path, tmp_path: Path) -> None:
    library = build_library(sources / "molecules.tsv", tmp_path / "out")
    assert library.checkpoint is None
    with pytest.raises(LibraryError, match="no vectors"):
        library.ranker.search(np.ones(24, np.float32), 3)
    with pytest.raises(LibraryError, match="no vectors"):
        library.vector(0)
    first = attach_vectors(tmp_path / "out", encode, "base@1")
    second = attach_vectors(tmp_path / "out", lambda smiles: -encode(smiles), "base@2")
    assert (first.checkpoint, second.checkpoint) == ("base@1", "base@2")
    assert first.identity != second.identity
    assert np.allclose(first.vector(4), -second.vector(4), atol=0.02)
    assert np.allclose(first.vector(4), encode(["C[C@H](N)C(=O)O"])[0], atol=0.02)


def test_encoder_is_called_in_batches(tmp_path: Path) -> None:
    source = tmp_path / "chains.smi"
    chains = [
        "C" * ether + "O" + "C" * amine + "N" for ether in range(1, 16) for amine in range(1, 21)
    ]
    source.write_text("\n".join(chains))
    sizes: list[int] = []

    def count(smiles: list[str]) -> np.ndarray:
        sizes.append(len(smiles))
        return encode(smiles)

    steps: list[tuple[str, int, int | None]] = []
    build_library(
        source,
        tmp_path / "out",
        encode=count,
        identity="t",
        progress=lambda *step: steps.append(step),
    )
    assert sizes == [256, 44]
    assert steps[299] == ("properties", 300, None)
    assert ("vectors", 300, 300) in steps
    assert steps[-1] == ("map", 200, 200)


@pytest.mark.parametrize(
    ("shape", "value", "words"),
    [((20, 4), 1.0, "shape"), ((21,), 1.0, "shape"), ((21, 4), np.nan, "not finite")],
)
def test_unusable_vectors_are_told_and_leave_the_library_alone(
    sources: Path, tmp_path: Path, shape: tuple[int, ...], value: float, words: str
) -> None:
    before = build_library(sources / "molecules.tsv", tmp_path / "out").identity
    with pytest.raises(LibraryError, match=words):
        attach_vectors(tmp_path / "out", lambda smiles: np.full(shape, value), "base@1")
    assert Library.open(tmp_path / "out").identity == before


def test_a_new_library_takes_the_place_of_an_old_one(tmp_path: Path) -> None:
    for smiles in ("CCO", "CCN"):
        (tmp_path / "one.smi").write_text(smiles)
        library = build_library(tmp_path / "one.smi", tmp_path / "deep" / "out")
        assert library.read_smiles() == [smiles]
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]


def test_other_files_are_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "one.smi").write_text("CCO")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("chapter 1")
    with pytest.raises(LibraryError, match=r"thesis\.txt"):
        build_library(tmp_path / "one.smi", tmp_path / "out")
    assert (tmp_path / "out" / "thesis.txt").read_text() == "chapter 1"


def test_a_failing_build_leaves_the_old_library(sources: Path, tmp_path: Path) -> None:
    old = build_library(sources / "molecules.tsv", tmp_path / "out")
    (tmp_path / "bad.smi").write_text("x\ny\n")
    with pytest.raises(DataError, match=r"No molecule .* \(2 rows\)"):
        build_library(tmp_path / "bad.smi", tmp_path / "out")
    assert Library.open(tmp_path / "out").identity == old.identity
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.smi", "out"]


def test_a_damaged_list_of_rejects_is_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="rows left out"):
        read_rejects(tmp_path)
    (tmp_path / "rejects.tsv").write_text("row\tread\treason\nx\n")
    with pytest.raises(LibraryError, match="rows left out"):
        read_rejects(tmp_path)


def test_the_folder_holds_what_the_manifest_names(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    assert sorted([*manifest["files"], "manifest.json"]) == sorted(p.name for p in folder.iterdir())
