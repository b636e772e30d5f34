"""Peptides in symbols come to the structures that RDKit writes for the same residues."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdkit import Chem

from textmol.molecules.nomenclature import read_structure
from textmol.molecules.peptides import MOST_RESIDUES, find_residue, list_residues, spell_peptide

# Symbols and their monomers in HELM.
_SYMBOLS = "AlaArgAsnAspCysGlnGluGlyHisIleLeuLysMetPheProSerThrTrpTyrVal"
MONOMERS = {_SYMBOLS[3 * at : 3 * at + 3]: one for at, one in enumerate("ARNDCQEGHILKMFPSTWYV")}
MONOMERS |= {"Nle": "[Nle]", "Nva": "[Nva]", "Orn": "[Orn]", "Sar": "[Sar]"}
RESIDUES = st.sampled_from(sorted(MONOMERS))
HANDED = st.tuples(st.sampled_from(["", "L-", "D-"]), st.sampled_from(list(MONOMERS)[:20]))


def read_helm(monomers: list[str]) -> str:
    return Chem.MolToSmiles(Chem.MolFromHELM(f"PEPTIDE1{{{'.'.join(monomers)}}}$$$$"))


@settings(deadline=None, max_examples=40)
@given(st.lists(RESIDUES, min_size=2, max_size=8))
def test_a_chain_is_what_its_residues_make(symbols: list[str]) -> None:
    expected = read_helm([MONOMERS[symbol] for symbol in symbols])
    assert read_structure("-".join(symbols)) == expected
    assert read_structure(f"H-{'-'.join(symbols)}-OH".lower()) == expected
    assert read_structure(" ".join(symbols)) == expected


@settings(deadline=None, max_examples=30)
@given(st.lists(HANDED, min_size=2, max_size=5))
def test_hands_are_kept(residues: list[tuple[str, str]]) -> None:
    monomers = [
        f"[d{MONOMERS[symbol]}]" if hand == "D-" and symbol != "Gly" else MONOMERS[symbol]
        for hand, symbol in residues
    ]
    assert read_structure("-".join(map("".join, residues))) == read_helm(monomers)


@pytest.mark.parametrize("symbol", sorted(MONOMERS))
def test_ends_are_capped(symbol: str) -> None:
    read = read_structure(f"Ac-Ala-{symbol}-NH2")
    assert read == read_helm(["[ac]", "A", MONOMERS[symbol], "[am]"])


@pytest.mark.parametrize(
    ("text", "smiles"),
    [
        ("pGlu-His-Pro-NH2", read_helm(["[Glp]", "H", "P", "[am]"])),
        ("cyclo(Gly-Pro)", "O=C1CNC(=O)[C@@H]2CCCN12"),
        ("cyclo-(-L-Ala-D-Ala-)", "C[C@@H]1NC(=O)[C@@H](C)NC1=O"),
        ("Fmoc-Gly-OH", "O=C(O)CNC(=O)OCC1c2ccccc2-c2ccccc21"),
        ("Boc-Ala-OMe", "COC(=O)[C@H](C)NC(=O)OC(C)(C)C"),
        ("Gly-OtBu", "CC(C)(C)OC(=O)CN"),
        ("Gly-Phe-pNA", "NCC(=O)N[C@@H](Cc1ccccc1)C(=O)Nc1ccc([N+](=O)[O-])cc1"),
        ("Asp-Phe-OMe", "COC(=O)[C@H](Cc1ccccc1)NC(=O)[C@@H](N)CC(=O)O"),
        ("gamma-Glu-Cys-Gly", "N[C@@H](CCC(=O)N[C@@H](CS)C(=O)NCC(=O)O)C(=O)O"),
        ("beta-Ala-His", "NCCC(=O)N[C@@H](Cc1c[nH]cn1)C(=O)O"),
        ("Aib-Gly", "CC(C)(N)C(=O)NCC(=O)O"),
        ("DL-Ala-Gly", "CC(N)C(=O)NCC(=O)O"),
        ("Gly-N-Me-Ala", "C[C@@H](C(=O)O)N(C)C(=O)CN"),
        ("D-allo-Thr-Gly", "C[C@@H](O)[C@@H](N)C(=O)NCC(=O)O"),
        ("Gly-Hyp", "NCC(=O)N1C[C@H](O)C[C@H]1C(=O)O"),
    ],
)
def test_symbols_of_catalogues_are_read(text: str, smiles: str) -> None:
    assert read_structure(text) == Chem.CanonSmiles(smiles)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Met",
        "H-Met",
        "pro",
        "Ala-",
        "-Ala-Gly",
        "Ala--Gly",
        "Ala-Xaa",
        "AlaGly",
        "Ala-Gly-Foo-OH",
        "gamma-Glu",
        "Gly-gamma-Glu",
        "Gly-gamma-Glu-NH2",
        "Ala-Asp-OMe",  # of which of its groups it is the ester is not said
        "cyclo(Ala-Gly",
        "cyclo(Ac-Ala-Gly)",
        "cyclo(Ala-Gly-OH)",
        "cis-pro",
        "Ala-Gly is sweet",
        "-".join(["Gly"] * (MOST_RESIDUES + 1)),
    ],
)
def test_what_is_no_peptide_in_symbols_is_not_read(text: str) -> None:
    assert spell_peptide(text) == ""


@given(st.text(alphabet="ALGPaeghlnoprstuy-() 2DHO", max_size=30))
def test_any_text_is_read_or_left(text: str) -> None:
    assert isinstance(spell_peptide(text), str)


def test_long_peptides_are_read() -> None:
    amyloid = "DAEFRHDSGYEVHHQKLVFFAEDVGSNKGAIIGLMVGGVVIA"
    symbol = {monomer: symbol for symbol, monomer in MONOMERS.items()}
    assert read_structure("-".join(symbol[one] for one in amyloid)) == read_helm(list(amyloid))


def test_residues_are_found_by_names() -> None:
    serine, glycine = find_residue("serine"), find_residue("glycyl")
    assert serine is not None
    assert glycine is not None
    assert serine == find_residue("seryl") == list_residues("Ser")[0]
    assert find_residue("aspartyl") == find_residue("aspartic acid")
    assert serine.has_hand
    assert not glycine.has_hand
    assert find_residue("benzene") is None
    assert find_residue("") is None
