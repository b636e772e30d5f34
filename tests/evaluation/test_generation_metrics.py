"""Figures of generated molecules: worked by hand, and slow twins that spell them out."""

from __future__ import annotations

import math

import numpy as np
import pytest
from rdkit import Chem
from rdkit.Chem import AllChem, MACCSkeys

from tests.evaluation.test_captioning_metrics import naive_bleu
from textmol.evaluation.generation_metrics import (
    CONVENTION,
    are_same,
    compute_fcd,
    compute_levenshtein,
    measure_molecules,
)

RIGHT = ["CCO", "c1ccccc1C(=O)O", "C[C@H](N)C(=O)O", "CCCCN"]
WRITTEN = ["OCC", "c1ccccc1CO", "C[C@@H](N)C(=O)O", "C1CC"]


def naive_distance(one: str, other: str) -> int:
    if not one or not other:
        return len(one) + len(other)
    if one[0] == other[0]:
        return naive_distance(one[1:], other[1:])
    return 1 + min(
        naive_distance(one[1:], other),
        naive_distance(one, other[1:]),
        naive_distance(one[1:], other[1:]),
    )


def naive_tanimoto(one: dict[int, int], other: dict[int, int]) -> float:
    keys = one.keys() | other.keys()
    common = sum(min(one.get(key, 0), other.get(key, 0)) for key in keys)
    return common / sum(max(one.get(key, 0), other.get(key, 0)) for key in keys)


def count_bits(smiles: str, name: str) -> dict[int, int]:
    mol = Chem.MolFromSmiles(smiles)
    if name == "morgan":
        counts = AllChem.GetMorganFingerprint(mol, 2).GetNonzeroElements()
        return {int(key): int(count) for key, count in counts.items()}
    bits = MACCSkeys.GenMACCSKeys(mol) if name == "maccs" else Chem.RDKFingerprint(mol)
    return dict.fromkeys(bits.GetOnBits(), 1)


def test_exact_validity_and_distance_by_hand() -> None:
    found = measure_molecules(RIGHT, WRITTEN)
    # Ethanol written another way is exact; the mirror image and the broken ring are not.
    assert found["exact"] == 0.25
    assert found["validity"] == 0.75
    # CCO to OCC: change two letters. C(=O)O to CO: take four away. @ to @@: one more. CCCCN to
    # C1CC: change one and take one away.
    assert found["levenshtein"] == pytest.approx((2 + 4 + 1 + 2) / 4)
    assert found["convention"] == CONVENTION


def test_an_unreadable_row_is_like_nothing() -> None:
    found = measure_molecules(["CCO", "CCO"], ["CCO", "C(("])
    for name in ("maccs", "rdk", "morgan"):
        assert found[name] == 0.5
        assert found["valid_only"][name] == 1.0
    assert found["valid_only"]["rows"] == 1
    assert found["fcd"] is None  # a distribution needs more than one molecule
    empty = measure_molecules(["CCO"], [""])
    assert (empty["exact"], empty["validity"], empty["morgan"], empty["bleu"]) == (0, 0, 0, 0)
    assert empty["valid_only"]["morgan"] is None
    assert empty["levenshtein"] == 3


@pytest.mark.parametrize("name", ["maccs", "rdk", "morgan"])
def test_similarities_equal_their_twins(name: str) -> None:
    found = measure_molecules(RIGHT, WRITTEN)
    twins = [
        naive_tanimoto(count_bits(one, name), count_bits(other, name))
        for one, other in list(zip(RIGHT, WRITTEN, strict=True))[:3]
    ]
    assert found[name] == pytest.approx(sum(twins) / 4)
    assert found["valid_only"][name] == pytest.approx(sum(twins) / 3)


def test_levenshtein_and_bleu_equal_their_twins() -> None:
    twins = [naive_distance(*row) for row in zip(RIGHT, WRITTEN, strict=True)]
    assert compute_levenshtein(RIGHT, WRITTEN) == pytest.approx(sum(twins) / 4)
    truth, written = ([list(one) for one in rows] for rows in (RIGHT, WRITTEN))
    assert measure_molecules(RIGHT, WRITTEN)["bleu"] == pytest.approx(naive_bleu(truth, written, 4))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("CC(=O)O", "OC(C)=O", True),
        ("CC(=O)O", "CC(=O)[O-]", False),
        ("C/C=C/C", "C/C=C\\C", False),
        ("[13CH4]", "C", False),
        ("*CC", "CC*", True),  # no InChI: the SMILES decides
        ("*CC", "*CCC", False),
    ],
)
def test_sameness(one: str, other: str, same: bool) -> None:
    assert are_same(Chem.MolFromSmiles(one), Chem.MolFromSmiles(other)) is same


def test_a_right_molecule_has_to_be_readable() -> None:
    with pytest.raises(ValueError, match="No SMILES: C1C"):
        measure_molecules(["C1C"], ["CC"])


def test_fcd_equals_its_twin() -> None:
    """|m - n|² + tr(S + T - 2 √(S T)), from ChemNet's activations (Preuer et al., 2018)."""
    from fcd_torch import FCD

    one = ["CCO", "CCN", "c1ccccc1", "CC(=O)O"]
    other = ["CCCl", "CCCN", "c1ccncc1", "CC(=O)N", "CO"]
    assert compute_fcd(one, one) == pytest.approx(0, abs=1e-3)
    net = FCD(device="cpu")
    m, n = (np.asarray(net.get_predictions(rows), np.float64) for rows in (one, other))
    s, t = np.cov(m.T), np.cov(n.T)
    root = np.sqrt(np.maximum(np.linalg.eigvals(s @ t).real, 0)).sum()
    twin = ((m.mean(0) - n.mean(0)) ** 2).sum() + np.trace(s) + np.trace(t) - 2 * root
    found = compute_fcd(one, other)
    assert found is not None
    assert math.isclose(found, twin, rel_tol=1e-3)
