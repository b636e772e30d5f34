from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.library.conftest import encode
from textmol.errors import LibraryError, QueryError
from textmol.library.filters import Filters
from textmol.library.library import Library
from textmol.library.records import Ranking
from textmol.molecules.parse import parse_molecule
from textmol.molecules.properties import compute_properties
from textmol.molecules.recognise import Reading, recognise
from textmol.molecules.substructure import read_substructure

queries = st.integers(0, 1000).map(
    lambda seed: np.random.default_rng(seed).standard_normal(24).astype(np.float32)
)
filters = st.builds(
    Filters,
    mw_max=st.none() | st.integers(0, 400),
    clogp_min=st.none() | st.integers(-20, 30).map(lambda tenths: tenths / 10),
    rings_max=st.none() | st.integers(0, 2),
    smarts=st.sampled_from([None, "c1ccccc1", "[OX2H]", "[#6]", "[U]", "[R]"]),
)


def read(kind: str, text: str) -> Reading:
    molecule = parse_molecule(text) if kind in ("smiles", "inchi") else None
    return replace(recognise("a molecule"), kind=kind, value=text, molecule=molecule)


def search_naively(library: Library, vector: np.ndarray, count: int, filters: Filters) -> Ranking:
    """Return what a search has to return, by the full matrix and one molecule after another."""
    matrix = np.stack([library.vector(row) for row in range(library.size)])
    scores = (matrix.astype(np.float64) @ vector.astype(np.float64)).astype(np.float32)
    passing = [row for row in range(library.size) if passes(library, row, filters)]
    best = sorted(passing, key=lambda row: (-scores[row], row))[:count]
    ranks = [int((scores >= scores[row]).sum()) for row in best]
    return Ranking(np.array(best), scores[best], np.array(ranks), len(passing))


def passes(library: Library, row: int, filters: Filters) -> bool:
    record = library.record(row)
    if filters.smarts and not read_substructure(filters.smarts).matches(record.smiles):
        return False
    values = {name: getattr(record.properties, name) for name in ("mw", "clogp", "charge", "rings")}
    for name, value in values.items():
        low, high = filters.limits(name)
        if (low is not None and value < low) or (high is not None and value > high):
            return False
    return True


@given(queries, st.integers(1, 25), filters)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_search_equals_a_naive_twin(
    library: Library, vector: np.ndarray, count: int, filters: Filters
) -> None:
    found = library.ranker.search(vector, count, filters)
    expected = search_naively(library, vector, count, filters)
    # Both round differently, so rows may only differ where scores do not.
    assert np.allclose(found.scores, expected.scores, atol=1e-5)
    assert len(set(found.rows.tolist())) == len(found.rows) == len(expected.rows)
    assert all(passes(library, int(row), filters) for row in found.rows)
    if found.passing is not None:
        assert found.passing == expected.passing
    assert (np.diff(found.scores) <= 0).all()


def test_ranks_in_the_library_do_not_depend_on_the_filters(library: Library) -> None:
    vector = encode(["CCCC(=O)OCC"])[0]
    everything = library.ranker.search(vector, library.size)
    ranks = dict(zip(everything.rows.tolist(), everything.library_ranks.tolist(), strict=True))
    for filters in (Filters(), Filters(rings_min=1), Filters(mw_min=90, smarts="[#8]")):
        found = library.ranker.search(vector, 5, filters)
        assert [ranks[row] for row in found.rows.tolist()] == found.library_ranks.tolist()
    assert library.ranker.search(vector, 1).rows.tolist() == [13]


def test_given_rows_are_scored_like_hits(library: Library) -> None:
    vector = encode(["CCCC(=O)OCC"])[0]
    everything = library.ranker.search(vector, library.size)
    place = {row: place for place, row in enumerate(everything.rows.tolist())}
    found = library.ranker.score([15, 2, 0], vector)
    assert found.rows.tolist() == [15, 2, 0]
    assert found.scores.tolist() == [everything.scores[place[row]] for row in (15, 2, 0)]
    assert found.library_ranks.tolist() == [
        everything.library_ranks[place[row]] for row in (15, 2, 0)
    ]
    assert library.ranker.score([15, 2, 0], vector, Filters(mw_min=90)).rows.tolist() == [15, 0]
    assert library.ranker.score([15, 2, 0], vector, Filters(smarts="O")).rows.tolist() == [2, 0]
    assert library.ranker.score([], vector, Filters(smarts="O")).rows.tolist() == []


def test_equal_scores_stand_by_row_and_share_the_worse_rank(library: Library) -> None:
    found = library.ranker.search(library.vector(11), 2)
    assert found.rows.tolist() == [11, 12]
    assert found.scores[0] == found.scores[1]
    assert found.library_ranks.tolist() == [2, 2]
    assert library.ranker.search(library.vector(12), 1).rows.tolist() == [11]


def test_how_many_pass(library: Library) -> None:
    vector = library.vector(0)
    assert library.ranker.search(vector, 3).passing is None
    assert library.ranker.search(vector, 3, Filters(charge_min=1)).passing == 0
    assert library.ranker.search(vector, 3, Filters(mw_max=50)).passing == 6
    assert library.ranker.search(vector, 1, Filters(smarts="c1ccccc1")).passing is None
    assert library.ranker.search(vector, 20, Filters(smarts="c1ccccc1")).passing == 4
    assert library.ranker.search(vector, 20, Filters(smarts="c1ccccc1", mw_max=110)).passing == 2


def test_filters_that_leave_nothing_give_an_empty_ranking(library: Library) -> None:
    for filters in (Filters(mw_min=9000), Filters(smarts="[U]"), Filters(rings_min=3, smarts="C")):
        found = library.ranker.search(library.vector(0), 5, filters)
        assert found.passing == 0
        assert len(found.rows) == len(found.scores) == len(found.library_ranks) == 0


def test_a_limit_equal_to_a_value_includes_it(library: Library) -> None:
    for row in range(library.size):
        shown = library.record(row).properties
        exact = Filters(mw_min=shown.mw, mw_max=shown.mw, rings_max=shown.rings)
        assert library.ranker.rows_passing(exact)[row]
    assert library.ranker.rows_passing(Filters(mw_max=1e300)).all()


def test_searching_with_what_cannot_be_searched(library: Library) -> None:
    with pytest.raises(QueryError, match="SMARTS"):
        library.ranker.search(library.vector(0), 3, Filters(smarts="c1cc"))
    with pytest.raises(LibraryError, match="24 dimensions"):
        library.ranker.search(np.ones(8, np.float32), 3)
    with pytest.raises(ValueError, match="0 molecules"):
        library.ranker.search(library.vector(0), 0)


def test_record_holds_what_was_computed(library: Library) -> None:
    record = library.record(0)
    molecule = parse_molecule("OC(=O)c1ccccc1OC(C)=O")
    assert (record.row, record.cid, record.name) == (0, 2244, "Aspirin")
    assert (record.smiles, record.inchikey) == (molecule.smiles, molecule.inchikey)
    expected = compute_properties(molecule.mol)
    assert record.properties.mw == pytest.approx(expected.mw, abs=0.001)
    assert record.properties.clogp == pytest.approx(expected.clogp, abs=0.0001)
    assert record.properties.tpsa == pytest.approx(expected.tpsa, abs=0.01)
    assert (record.properties.hba, record.properties.rings) == (expected.hba, expected.rings)
    assert record.properties.mw == round(record.properties.mw, 3)


def test_records_come_in_the_order_asked_for(library: Library) -> None:
    assert [record.row for record in library.records(np.array([5, 0, 5]))] == [5, 0, 5]
    assert library.records([]) == []
    for row in (-1, library.size):
        with pytest.raises(IndexError):
            library.record(row)


@pytest.mark.parametrize(
    ("kind", "text", "rows"),
    [
        ("cid", "2244", [0]),
        ("cid", "3", []),
        ("cid", "99999999999999999999", []),
        ("inchikey", "BSYNRYMUTXBXSQ-UHFFFAOYSA-N", [0]),
        ("inchikey", "BSYNRYMUTXBXSQ-UHFFFAOYSA-M", []),
        ("inchikey", "QNAYBMKLOCPYGJ", [4, 5]),
        ("inchikey", "AAAAAAAAAAAAAA", []),
        ("smiles", "OC(=O)c1ccccc1OC(C)=O", [0]),
        ("smiles", "*", [11, 12]),
        ("smiles", "C", []),
        ("smiles", "C[C@@H](N)C(=O)O", [5]),
        ("inchi", "InChI=1S/C2H6O/c1-2-3/h3H,2H2,1H3", [2]),
        ("description", "aspirin", []),
    ],
)
def test_exact_molecules(library: Library, kind: str, text: str, rows: list[int]) -> None:
    assert library.find_exact(read(kind, text)) == rows


def test_tautomers_share_a_key_and_the_one_typed_comes_first(tmp_path: Path) -> None:
    from textmol.library.build import build_library

    tautomers = ["O=c1cc[nH]cc1", "Oc1ccncc1"]
    (tmp_path / "tautomers.smi").write_text("\n".join(tautomers))
    library = build_library(tmp_path / "tautomers.smi", tmp_path / "out")
    assert library.record(0).inchikey == library.record(1).inchikey
    assert library.find_exact(read("smiles", tautomers[0])) == [0, 1]
    assert library.find_exact(read("smiles", tautomers[1])) == [1, 0]


def test_names_are_found_however_they_are_written(library: Library) -> None:
    assert library.find_name("ASPIRIN") == library.find_name("acetyl-salicylic acid") == [0]
    assert library.find_name("50–78–2") == [0]
    assert library.find_name("(+) limonene") == [6]
    assert library.find_name("(+/-)-Limonene") == [7]
    assert library.find_name("limonene") == library.find_name("") == []


def test_a_name_without_its_stereo_prefix_offers_all_stereoisomers(library: Library) -> None:
    assert library.find_named("Limonene") == library.find_stereoisomers("limonene") == [6, 7]
    assert library.find_named("(+)-limonene") == [6]
    assert library.find_named("aspirin") == [0]
    assert library.find_named("(-)-limonene") == library.find_named("") == []


def test_info_tells_what_there_is(library: Library) -> None:
    info = library.info()
    assert info["molecules"] == 21
    assert info["with names"] == 6
    assert info["names"] == 10
    assert info["in the benchmark pool"] == 14
    assert info["vectors"] == "24 dimensions, int8"
    assert info["checkpoint"] == "test@12345678"
    assert info["backend"] == "faiss flat"
    assert info["bytes"] == sum(path.stat().st_size for path in library.folder.iterdir())
    assert "CC0" in info["sources"]["names.tsv"]


def test_threads_get_the_same_answers(folder: Path) -> None:
    library = Library.open(folder)
    jobs = [
        (row, Filters(smarts=smarts))
        for row in range(library.size)
        for smarts in ("[#6]", "[OX2H]", "c1ccccc1", "[C@H]", None)
    ]

    def search(job: tuple[int, Filters]) -> list[int]:
        return list(library.ranker.search(library.vector(job[0]), 5, job[1]).rows.tolist())

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(search, jobs))
    assert found == [search(job) for job in jobs]


def test_opening_imports_neither_torch_nor_pandas_nor_faiss(folder: Path, root: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from textmol.library import Library; "
        f"library = Library.open(Path({str(folder)!r})); library.find_name('aspirin'); "
        "library.record(0); "
        "print(sorted({'torch', 'faiss', 'pandas', 'torch_geometric'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
