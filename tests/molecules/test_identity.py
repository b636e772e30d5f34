from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from rdkit import Chem

from textmol.molecules import parse_molecule
from textmol.molecules.identity import (
    compute_inchikey,
    quiet_rdkit,
    same_molecule,
    skeleton_key,
)


def same(first: str, second: str, *, ignore_stereo: bool = False) -> bool:
    return same_molecule(parse_molecule(first), parse_molecule(second), ignore_stereo=ignore_stereo)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("CCO", "OCC"),
        ("CCO", "InChI=1S/C2H6O/c1-2-3/h3H,2H2,1H3"),
        ("C1=CC=CC=C1", "c1ccccc1"),
        ("[Na+].CC(=O)[O-]", "CC(=O)[O-].[Na+]"),
        ("CN(=O)=O", "C[N+](=O)[O-]"),
        ("Oc1ccccn1", "O=c1cccc[nH]1"),
        ("*CC", "CC*"),
    ],
)
def test_one_molecule_written_twice_is_the_same(first: str, second: str) -> None:
    assert same(first, second)
    assert same(first, second, ignore_stereo=True)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("C[C@H](N)C(=O)O", "C[C@@H](N)C(=O)O"),
        ("C[C@H](N)C(=O)O", "CC(N)C(=O)O"),
        ("C/C=C/C", "C/C=C\\C"),
        ("[2H]C", "C"),
        ("[13CH3]C(=O)O", "CC(=O)O"),
        ("*[C@H](N)C", "*[C@@H](N)C"),
    ],
)
def test_stereo_and_isotopes_count_unless_ignored(first: str, second: str) -> None:
    assert not same(first, second)
    assert same(first, second, ignore_stereo=True)


@pytest.mark.parametrize(
    ("first", "second"),
    [("CCO", "COC"), ("CC(=O)[O-].[Na+]", "CC(=O)[O-].[K+]"), ("*CC", "*CCC"), ("*C", "C")],
)
def test_different_molecules_are_not_the_same(first: str, second: str) -> None:
    assert not same(first, second)
    assert not same(first, second, ignore_stereo=True)


def test_skeleton_is_the_first_block() -> None:
    assert skeleton_key("QNAYBMKLOCPYGJ-REOHCLBHSA-N") == "QNAYBMKLOCPYGJ"
    assert skeleton_key("") == ""


def test_no_inchikey_for_a_wildcard(capfd: pytest.CaptureFixture[str]) -> None:
    assert compute_inchikey(Chem.MolFromSmiles("*CC")) == ""
    assert capfd.readouterr() == ("", "")


def test_rdkit_is_silent_inside_and_heard_again_after(capfd: pytest.CaptureFixture[str]) -> None:
    with quiet_rdkit():
        Chem.MolFromSmiles("C1CC")
    assert capfd.readouterr().err == ""
    Chem.MolFromSmiles("C1CC")
    assert "unclosed ring" in capfd.readouterr().err


def test_threads_read_the_same_molecules() -> None:
    smiles = ["CCO", "c1ccccc1", "CC(=O)[O-].[Na+]", "C[C@H](N)C(=O)O"] * 10
    with ThreadPoolExecutor(4) as pool:
        read = list(pool.map(parse_molecule, smiles))
    assert read == [parse_molecule(one) for one in smiles]
