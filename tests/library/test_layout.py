from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from textmol.errors import LibraryError
from textmol.library import folder as files
from textmol.library.layout import attach_map, lay_out
from textmol.library.library import Library


@pytest.fixture(scope="module")
def groups() -> np.ndarray:
    """Return four groups of 60 vectors, each around a direction of its own."""
    random = np.random.default_rng(3)
    centres = np.repeat(np.eye(4, 20), 60, axis=0)
    vectors = centres + 0.1 * random.standard_normal((240, 20))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def test_what_is_alike_lies_together(groups: np.ndarray) -> None:
    places = lay_out(groups)
    assert places.shape == (240, 2)
    assert places.dtype == np.float32
    assert np.abs(places).max() == pytest.approx(1)
    distances = np.linalg.norm(places[:, None] - places[None], axis=2)
    nearest = np.argsort(distances, axis=1)[:, 1:11]
    assert (nearest // 60 == np.arange(240)[:, None] // 60).mean() > 0.95


def test_the_map_is_the_same_each_time(groups: np.ndarray) -> None:
    np.testing.assert_array_equal(lay_out(groups), lay_out(groups))


@pytest.mark.parametrize(("number", "dim"), [(1, 4), (2, 1), (5, 3), (40, 2)])
def test_few_molecules_and_short_vectors_have_a_map_too(number: int, dim: int) -> None:
    vectors = np.random.default_rng(1).standard_normal((number, dim)).astype(np.float32)
    places = lay_out(vectors)
    assert places.shape == (number, 2)
    assert np.isfinite(places).all()


def test_equal_vectors_have_a_map_too() -> None:
    assert np.isfinite(lay_out(np.ones((30, 4), np.float32))).all()


def test_a_library_carries_its_map(library: Library, tmp_path: Path) -> None:
    places = library.read_map()
    assert places is not None
    assert places.shape == (library.size, 2)
    folder = tmp_path / "copy"
    shutil.copytree(library.folder, folder)
    (folder / files.MAP).unlink()
    files.write_manifest(folder)
    assert Library.open(folder).read_map() is None
    np.testing.assert_array_equal(attach_map(folder).read_map(), places)
    np.save(folder / files.MAP, np.zeros((3, 2), np.float16))
    files.write_manifest(folder)
    with pytest.raises(LibraryError, match="does not fit"):
        Library.open(folder).read_map()


def test_the_bundled_map_is_small_and_whole(root: Path) -> None:
    path = root / "assets" / "library" / files.MAP
    assert path.stat().st_size < 200_000
    places = Library.open(path.parent).read_map()
    assert places is not None
    assert np.isfinite(places).all()
