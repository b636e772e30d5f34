from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textmol.engine import TextMol
from textmol.errors import DataError
from textmol.evaluation.ranks import rank_of_targets
from textmol.evaluation.retrieval import evaluate_retrieval, measure_task, read_task

ETHANOL, ETHANOL_KEY = "CCO", "LFQSCWFLJHTTHZ-UHFFFAOYSA-N"
ACETIC_ACID = "CC(=O)O"


def rank_naively(
    queries: np.ndarray, candidates: np.ndarray, targets: Sequence[Sequence[int]]
) -> list[int]:
    """Return the rank of the best target by writing out every score and sorting nothing."""
    ranks = []
    for query, own in zip(queries, targets, strict=True):
        scores = [float(query @ candidate) for candidate in candidates]
        best = max(scores[target] for target in own)
        others = [score for row, score in enumerate(scores) if row not in own]
        ranks.append(1 + sum(score >= best for score in others))
    return ranks


@given(st.data())
def test_penalised_ranks_agree_with_a_naive_twin(data: st.DataObject) -> None:
    numbers = st.integers(-2, 2).map(float)
    queries, candidates, width = (data.draw(st.integers(1, most)) for most in (6, 8, 3))
    first, second = (
        np.asarray(
            data.draw(st.lists(numbers, min_size=rows * width, max_size=rows * width)), np.float32
        ).reshape(rows, width)
        for rows in (queries, candidates)
    )
    rows = st.integers(0, candidates - 1)
    targets = [sorted(data.draw(st.sets(rows, min_size=1))) for _ in range(queries)]
    size = queries * candidates
    drawn = data.draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))
    off = -np.asarray(drawn, np.float32).reshape(queries, candidates)
    # The penalties as two more dimensions a query: naive, and the same.
    naive = rank_naively(
        np.concatenate([first, np.eye(queries, dtype=np.float32)], axis=1),
        np.concatenate([second, off.T], axis=1),
        targets,
    )
    found = rank_of_targets(
        first, second, targets, lambda pairs: np.asarray([off[pair] for pair in pairs], np.float32)
    )
    assert found.tolist() == naive


@given(st.data())
def test_ranks_agree_with_a_naive_twin(data: st.DataObject) -> None:
    # Small whole numbers make many ties, and no rounding.
    numbers = st.integers(-2, 2).map(float)
    size = data.draw(st.integers(1, 3))
    rows = st.lists(st.lists(numbers, min_size=size, max_size=size), min_size=1, max_size=12)
    queries, candidates = np.asarray(data.draw(rows)), np.asarray(data.draw(rows))
    picks = st.lists(st.integers(0, len(candidates) - 1), min_size=1, max_size=3, unique=True)
    targets = [data.draw(picks) for _ in queries]
    assert rank_of_targets(queries, candidates, targets).tolist() == rank_naively(
        queries, candidates, targets
    )


def test_chunks_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    generator = np.random.default_rng(0)
    queries, candidates = generator.normal(size=(50, 8)), generator.normal(size=(70, 8))
    targets = [[int(row)] for row in generator.integers(70, size=50)]
    whole = rank_of_targets(queries, candidates, targets)
    monkeypatch.setattr("textmol.evaluation.ranks.CHUNK", 7)
    assert rank_of_targets(queries, candidates, targets).tolist() == whole.tolist()


def test_ties_count_against_the_model() -> None:
    same = np.ones((4, 2))
    assert rank_of_targets(same[:1], same, [[2]]).tolist() == [4]
    assert rank_of_targets(same[:1], same, [[1, 2]]).tolist() == [3]


def write_table(path: Path, *rows: Sequence[str]) -> Path:
    text = "".join("\t".join(row) + "\n" for row in rows)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")
    return path


def test_rows_of_one_molecule_are_one_candidate(tmp_path: Path) -> None:
    pairs = write_table(
        tmp_path / "pairs.tsv",
        ["smiles", "text", "inchikey"],
        ["OCC", "an alcohol", ETHANOL_KEY],
        ["CCO", 'the "spirit" of wine', ETHANOL_KEY],
        ["*", "anything", ""],
    )
    pool = write_table(
        tmp_path / "pool.tsv.gz", ["cid", "smiles"], ["702", "CCO"], ["702", "C(C)O"], ["1", "CC"]
    )
    task = read_task(pairs, pool)
    assert task.texts == ["an alcohol", 'the "spirit" of wine', "anything"]
    assert task.smiles == ["CCO", "CC", "*"]
    assert task.targets == [0, 0, 2]
    assert task.keys[0] == ETHANOL_KEY
    assert task.keys[2] == "*"


def test_without_a_pool_the_molecules_of_the_pairs_are_ranked(tmp_path: Path) -> None:
    pairs = write_table(
        tmp_path / "p.tsv",
        ["smiles", "text"],
        ["CCO", "one"],
        [ACETIC_ACID, "two"],
        ["OCC", "three"],
    )
    task = read_task(pairs)
    assert task.smiles == ["CCO", ACETIC_ACID]
    assert task.targets == [0, 1, 0]


def test_unusual_line_ends_inside_a_text_end_no_row(tmp_path: Path) -> None:
    path = tmp_path / "p.tsv"
    path.write_bytes("\ufeffSMILES\tText\r\nCCO\tone\u2028two\x0bthree\r\n\r\n".encode())
    assert read_task(path).texts == ["one\u2028two\x0bthree"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"smiles\tname\nC\tmethane\n", 'no column "text"', id="column"),
        pytest.param(b"smiles\ttext\n", "no rows", id="no rows"),
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"smiles\ttext\nC\n", "Line 2", id="short row"),
        pytest.param(b"smiles\ttext\nC\tone\n\tmethane\n", "Line 3", id="no SMILES"),
        pytest.param(b"smiles\ttext\nC(\tmethane\n", "cannot be read: C(", id="broken SMILES"),
        pytest.param(b"\x1f\x8bnot gzip", "Could not read", id="broken gzip"),
        pytest.param(b"smiles\ttext\nC\t\xff\xfe\n", "Could not read", id="not UTF-8"),
    ],
)
def test_unusable_files_are_told(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_bytes(content)
    with pytest.raises(DataError, match=told.replace("(", r"\(")) as caught:
        read_task(path)
    assert "pairs.tsv" in caught.value.message
    assert caught.value.remedy.endswith(".")


def test_missing_file_and_folder_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.tsv", tmp_path):
        with pytest.raises(DataError, match="Could not read"):
            read_task(path)


def place(texts: Sequence[str]) -> np.ndarray:
    """Return (n, 8) unit rows that depend on nothing but the text."""
    digests = [hashlib.sha256(text.encode()).digest()[:8] for text in texts]
    rows = np.frombuffer(b"".join(digests), np.uint8).reshape(len(texts), 8) / 127.5 - 1
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def hashing_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put an encoder that hashes what it reads in the place of a trained one."""
    encoder = SimpleNamespace(
        encode_descriptions=place,
        encode_molecules=place,
        checkpoint=SimpleNamespace(identity="hash@00000000"),
        contradiction=0.0,
    )
    monkeypatch.setattr(TextMol, "open_encoder", lambda checkpoint: encoder)


@pytest.mark.usefixtures("hashing_encoder")
def test_figures_agree_with_the_naive_full_matrix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("textmol.evaluation.retrieval.BATCH", 16)
    chains = ["C" * length for length in range(1, 61)]
    rows = [(chain, f"text {n}") for n, chain in enumerate(chains[:40])]
    rows += [(chain, f"other text {n}") for n, chain in enumerate(chains[:15])]
    pairs = write_table(tmp_path / "pairs.tsv", ["smiles", "text"], *rows)
    pool = write_table(tmp_path / "pool.tsv", ["smiles"], *[[chain] for chain in chains[20:]])
    steps: list[tuple[str, int, int | None]] = []
    found = evaluate_retrieval(pairs, pool, progress=lambda *step: steps.append(step))

    candidates = chains[20:] + chains[:20]
    texts, molecules = place([text for _, text in rows]), place(candidates)
    to_molecule = np.asarray(
        rank_naively(texts, molecules, [[candidates.index(smiles)] for smiles, _ in rows])
    )
    own = {s: [n for n, (other, _) in enumerate(rows) if other == s] for s, _ in rows}
    to_text = np.asarray(rank_naively(place(list(own)), texts, list(own.values())))
    for direction, ranks, size in (
        ("text_to_molecule", to_molecule, 60),
        ("molecule_to_text", to_text, 55),
    ):
        figures = found[direction]
        assert figures["hits@1"] == pytest.approx(100 * (ranks == 1).mean(), abs=0.01)
        assert figures["hits@10"] == pytest.approx(100 * (ranks <= 10).mean(), abs=0.01)
        assert figures["mrr"] == pytest.approx(100 * (1 / ranks).mean(), abs=0.01)
        assert figures["mean_rank"] == pytest.approx(ranks.mean(), abs=0.01)
        assert (figures["queries"], figures["pool"]) == (len(ranks), size)
        low, high = figures["interval95"]["mrr"]
        assert low < figures["mrr"] < high
    assert found["checkpoint"] == "hash@00000000"
    assert found["seconds"] >= 0
    assert steps[-1] == ("Molecules encoded", 60, 60)
    assert json.loads(json.dumps(found)) == found


def test_perfect_vectors_are_always_right(tmp_path: Path) -> None:
    rows = [("C" * length, f"text {length}") for length in range(1, 9)]
    task = read_task(write_table(tmp_path / "p.tsv", ["smiles", "text"], *rows))
    figures = measure_task(task, np.eye(8), np.eye(8))
    for direction in ("text_to_molecule", "molecule_to_text"):
        assert figures[direction]["hits@1"] == figures[direction]["mrr"] == 100
        assert figures[direction]["mean_rank"] == 1
        assert figures[direction]["interval95"]["hits@1"] == [100, 100]
