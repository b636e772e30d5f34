"""A small library, made once for all tests from a table written here."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from textmol.library.build import build_library
from textmol.library.library import Library

MOLECULES = """cid\tinchikey\tsmiles\tchebi20_pool
2244\t\tCC(=O)Oc1ccccc1C(=O)O\t1
2519\t\tCn1c(=O)c2c(ncn2C)n(C)c1=O\t1
702\t\tCCO\t1
241\t\tc1ccccc1\t1
5950\t\tC[C@H](N)C(=O)O\t1
71080\t\tC[C@@H](N)C(=O)O\t1
440917\t\tC=C(C)[C@@H]1CC=C(C)CC1\t0
22311\t\tC=C(C)C1CC=C(C)CC1\t0
517045\t\tCC(=O)[O-].[Na+]\t1
31263\t\t[2H]C([2H])([2H])O\t0
5988\t\tOC[C@H]1O[C@@](CO)(O[C@H]2O[C@H](CO)[C@@H](O)[C@H](O)[C@H]2O)[C@@H](O)[C@@H]1O\t1
135476786\t\t*\t1
135476785\t\t*\t1
7618\t\tCCCC(=O)OCC\t0
11159\t\tFc1ccc(Cl)cc1\t0
7501\t\tC=Cc1ccccc1\t0
5280489\t\tCC1=C(C(CCC1)(C)C)C=CC=O\t0
222\t\tN\t1
962\t\tO\t1
23925\t\t[Fe]\t1
11\t\tClCCCl\t1
"""

NAMES = """cid\tinchikey\tsmiles\tname\tkind
2244\tBSYNRYMUTXBXSQ-UHFFFAOYSA-N\tCC(=O)Oc1ccccc1C(=O)O\tAspirin\ttitle
2244\tBSYNRYMUTXBXSQ-UHFFFAOYSA-N\tCC(=O)Oc1ccccc1C(=O)O\tacetylsalicylic acid\ttitle
2244\tBSYNRYMUTXBXSQ-UHFFFAOYSA-N\tCC(=O)Oc1ccccc1C(=O)O\t50-78-2\ttitle
2244\tBSYNRYMUTXBXSQ-UHFFFAOYSA-N\tCC(=O)Oc1ccccc1C(=O)O\t2-acetyloxybenzoic acid\tiupac
241\t\tc1ccccc1\tBenzene\ttitle
440917\t\tC=C(C)[C@@H]1CC=C(C)CC1\t(+)-Limonene\ttitle
22311\tXMGQYMWWDOXHJM-UHFFFAOYSA-N\tCC1=CCC(CC1)C(=C)C\t(±)-limonene\ttitle
11159\t\tFc1ccc(Cl)cc1\tschembl21399\ttitle
11159\t\tFc1ccc(Cl)cc1\t1-chloro-4-fluorobenzene\tiupac
7501\t\tC=Cc1ccccc1\tnsc62785\ttitle
99\t\tCCCCCCCCCC\tdecane\ttitle
"""


def encode(smiles: list[str]) -> np.ndarray:
    """Return (n, 24) float32 unit rows: hashed letter pairs, projected at random."""
    counts = np.zeros((len(smiles), 256), np.float32)
    for row, text in enumerate(smiles):
        for pair in zip(text, text[1:] + "$", strict=True):
            digest = hashlib.blake2b("".join(pair).encode(), digest_size=1).digest()
            counts[row, digest[0]] += 1
    projection = np.random.default_rng(7).standard_normal((256, 24), dtype=np.float32)
    vectors = counts @ projection
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the tables of molecules and names."""
    folder = tmp_path_factory.mktemp("sources")
    (folder / "molecules.tsv").write_text(MOLECULES, encoding="utf-8")
    (folder / "names.tsv").write_text(NAMES, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def folder(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the small library. Do not change it."""
    made = tmp_path_factory.mktemp("library") / "small"
    build_library(
        sources / "molecules.tsv",
        made,
        names=sources / "names.tsv",
        encode=encode,
        identity="test@12345678",
        label="small",
        licence="CC0",
    )
    return made


@pytest.fixture(scope="session")
def library(folder: Path) -> Library:
    """Return the small library."""
    return Library.open(folder)
