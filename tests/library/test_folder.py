from __future__ import annotations

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from textmol.errors import LibraryError
from textmol.library.folder import read_patterns, write_manifest, write_patterns
from textmol.library.library import Library


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """Return a copy of the small library that may be damaged."""
    shutil.copytree(folder, tmp_path / "copy")
    return tmp_path / "copy"


def fail_to_open(folder: Path) -> str:
    with pytest.raises(LibraryError) as caught:
        Library.open(folder)
    assert caught.value.remedy
    return caught.value.message


def test_a_copy_is_the_same_library(folder: Path, copy: Path) -> None:
    assert Library.open(copy).identity == Library.open(folder).identity


@pytest.mark.parametrize(
    "name", ["molecules.parquet", "names.parquet", "screen.parquet", "vectors.npy", "card.json"]
)
def test_a_changed_or_missing_file_is_named(copy: Path, name: str) -> None:
    data = bytearray((copy / name).read_bytes())
    data[len(data) // 2] ^= 1
    (copy / name).write_bytes(data)
    assert f'"{name}" is not the file that its manifest describes' in fail_to_open(copy)
    (copy / name).unlink()
    assert f'"{name}" is missing' in fail_to_open(copy)


def test_a_folder_that_is_no_library_is_told(tmp_path: Path) -> None:
    assert "no library" in fail_to_open(tmp_path)
    assert "no library" in fail_to_open(tmp_path / "absent")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 1, "files": {"a": 3}}', "\xff"])
def test_a_manifest_that_is_none_is_told(copy: Path, text: str) -> None:
    (copy / "manifest.json").write_bytes(text.encode("latin-1"))
    assert '"manifest.json" is not a manifest' in fail_to_open(copy)


def test_another_format_is_told(copy: Path) -> None:
    manifest = json.loads((copy / "manifest.json").read_text())
    (copy / "manifest.json").write_text(json.dumps(manifest | {"format": 9}))
    assert "format 9" in fail_to_open(copy)


def test_a_manifest_may_not_name_other_files(copy: Path) -> None:
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["files"]["../secret"] = {"sha256": "0", "bytes": 0}
    (copy / "manifest.json").write_text(json.dumps(manifest))
    assert '"../secret", which is no file of a library' in fail_to_open(copy)
    del manifest["files"]["../secret"], manifest["files"]["screen.parquet"]
    (copy / "manifest.json").write_text(json.dumps(manifest))
    assert 'does not name "screen.parquet"' in fail_to_open(copy)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("card.json", b"{}", "not the card"),
        ("molecules.parquet", b"PAR1", "not a readable table"),
        ("vectors.npy", b"x", "not a readable array"),
    ],
)
def test_a_file_that_is_wrong_though_vouched_for_is_told(
    copy: Path, name: str, data: bytes, words: str
) -> None:
    (copy / name).write_bytes(data)
    write_manifest(copy)
    message = fail_to_open(copy)
    assert name in message
    assert words in message


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("vectors.npy", np.zeros((3, 24), np.int8)),
        ("vectors.npy", np.zeros((21, 24), np.float32)),
    ],
)
def test_arrays_have_to_fit_the_molecules(copy: Path, name: str, array: np.ndarray) -> None:
    np.save(copy / name, array)
    write_manifest(copy)
    assert f'"{name}" does not fit the molecules' in fail_to_open(copy)


@pytest.mark.parametrize("shape", [(3, 128), (21, 64)])
def test_fingerprints_have_to_fit_the_molecules(copy: Path, shape: tuple[int, int]) -> None:
    write_patterns(np.zeros(shape, np.uint8), copy / "screen.parquet")
    write_manifest(copy)
    with pytest.raises(LibraryError, match=r'"screen.parquet" does not fit the molecules'):
        Library.open(copy).ranker.search_containing("c1ccccc1", 3)


@given(arrays(np.uint8, st.tuples(st.integers(1, 20), st.integers(1, 9))))
def test_fingerprints_come_back_as_they_were(patterns: np.ndarray) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "screen.parquet"
        write_patterns(patterns, path)
        assert (read_patterns(path, *patterns.shape) == patterns.T).all()


def test_arrays_are_never_unpickled(copy: Path) -> None:
    np.save(copy / "vectors.npy", np.array([{}], object), allow_pickle=True)
    write_manifest(copy)
    assert '"vectors.npy" is not a readable array' in fail_to_open(copy)
