"""Parents of names are learnt from names and structures."""

from __future__ import annotations

from pathlib import Path

from textmol.molecules.claims.formula import read_formula
from textmol.training.roots import compute_formula, learn_roots, list_named, write_roots

NAMED = (
    ("2-chlorofrobnole", "C4H3ClS"),
    ("2,5-dimethylfrobnole", "C6H8S"),
    ("plughane", "C5H10"),
    ("plughan-2-ol", "C5H10O"),
    ("twistic acid", "C7H10O2"),
    ("methyl twistate", "C8H12O2"),
    ("3-hydroxyquux", "C3H8O2"),
    ("3-methylquux", "C9H8"),
    ("1-methylgarply", "C9H9N"),
    ("1-methylgarplywaldo", "C12H14"),
)


def test_a_piece_has_the_formula_that_names_agree_on() -> None:
    roots = learn_roots((name, read_formula(formula)) for name, formula in NAMED)
    assert roots["frobnole"] == read_formula("C4H4S")
    assert roots["plughane"] == read_formula("C5H10")
    assert roots["twist^"] == read_formula("C7H10O2")
    assert roots["garplywaldo"] == read_formula("C11H12")
    assert not {"quux", "garply"} & roots.keys()  # two that differ, and one name of a short one


def test_formulas_are_those_without_charge() -> None:
    assert compute_formula("CC(=O)[O-]") == compute_formula("CC(=O)O") == read_formula("C2H4O2")
    assert compute_formula("[Na+].[Cl-]") is None


def test_names_of_dev_molecules_are_left_out(tmp_path: Path) -> None:
    names, pairs = tmp_path / "names.tsv", tmp_path / "pairs.tsv"
    names.write_text("inchikey\tsmiles\tname\nA\tCO\tmethanol\nB\tCCO\tethanol\n")
    told = "It is a conjugate acid of a ethanolate."
    pairs.write_text(
        f"inchikey\tsmiles\ttext\tsplit\nA\tCO\tan alcohol\tdev\nC\tCCO\t{told}\ttrain\n"
    )
    found = list(list_named(names, pairs))
    formula = read_formula("C2H6O")
    assert found == [("ethanol", formula), ("ethanolate", formula)]
    write_roots({"x": formula}, tmp_path / "roots.tsv")
    assert (tmp_path / "roots.tsv").read_text().endswith("\nx\tC2H6O1\n")
