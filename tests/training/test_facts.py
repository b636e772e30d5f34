from __future__ import annotations

import pytest
from rdkit import Chem

from textmol.training.facts import structure_facts


def list_wordings(smiles: str) -> set[str]:
    mol = Chem.MolFromSmiles(smiles)
    assert mol is not None, smiles
    return {
        text
        for fact in structure_facts(mol)
        for text in (*fact.nouns, *fact.adjectives, *fact.features, *fact.attributes)
    }


@pytest.mark.parametrize(
    ("smiles", "true", "false"),
    [
        pytest.param(
            "O=[N+]([O-])c1ccc(O)c(Cl)c1",
            {"phenol", "chlorinated", "nitro group"},
            {"zwitterion", "dinitro compound", "anion"},
            id="nitro group is no zwitterion",
        ),
        pytest.param(
            "ClC(Cl)Cl",
            {"three chlorine atoms", "trichlorinated", "C1 compound", "acyclic"},
            {"two chlorine atoms", "benzene ring"},
            id="counts",
        ),
        pytest.param(
            "[O-]C(=O)CCC(=O)[O-]",
            {"dianion", "charge -2", "anion with charge -2", "two COO- groups"},
            {"dicarboxylic acid", "cation", "monoanion"},
            id="dianion",
        ),
        pytest.param(
            "C[N+](C)(C)CC[N+](C)(C)C", {"dication", "charge +2"}, {"anion"}, id="dication"
        ),
        pytest.param(
            "C[C@H]([NH3+])C(=O)[O-]", {"zwitterion"}, {"salt", "cation"}, id="zwitterion"
        ),
        pytest.param(
            "CC(=O)[O-].[Na+]",
            {"sodium salt", "salt", "two components"},
            {"zwitterion", "anion", "disodium salt"},
            id="salt",
        ),
        pytest.param(
            "[Na+].[Na+].[O-]C(=O)C(=O)[O-]", {"disodium salt"}, {"sodium salt"}, id="disodium salt"
        ),
        pytest.param("CCN.Cl", {"hydrochloride"}, {"salt", "dihydrochloride"}, id="hydrochloride"),
        pytest.param(
            "CCCCCCCCCCCCCCCCCC(=O)O",
            {"C18 straight chain fatty acid", "18:0 fatty acid", "saturated fatty acid"},
            {"branched-chain fatty acid", "hydroxy fatty acid", "polyunsaturated fatty acid"},
            id="stearic acid",
        ),
        pytest.param(
            "CCCCC/C=C\\C/C=C\\CCCCCCCC(=O)O",
            {"18:2 fatty acid", "polyunsaturated fatty acid", "two Z double bonds"},
            {"saturated fatty acid", "18:1 fatty acid"},
            id="linoleic acid",
        ),
        pytest.param("OCCCCCCCCCCCC", {"fatty alcohol"}, {"fatty acid"}, id="fatty alcohol"),
        pytest.param(
            "CCCCCCc1ccccc1", {"hexyl chain"}, {"pentyl chain", "heptyl chain"}, id="hexyl"
        ),
        pytest.param("CCCC", {"alkane", "straight-chain alkane"}, {"cycloalkane"}, id="alkane"),
        pytest.param("C1CCCCC1", {"cycloalkane", "monocyclic"}, {"alkane", "acyclic"}, id="ring"),
        pytest.param(
            "c1ccc2cc3ccccc3cc2c1",
            {"polycyclic aromatic hydrocarbon", "tricyclic"},
            {"alkane", "bicyclic"},
            id="anthracene",
        ),
        pytest.param("c1ccc(-c2ccccc2)cc1", {"two rings"}, {"bicyclic"}, id="biphenyl"),
        pytest.param(
            "C[C@H](N)C(=O)O",
            {"one S-configured stereocentre", "chiral"},
            {"one R-configured stereocentre"},
            id="L-alanine",
        ),
        pytest.param("CC(N)C(=O)O", set(), {"one defined stereocentre", "chiral"}, id="racemate"),
        pytest.param("[2H]C(Cl)(Cl)Cl", {"deuterated"}, {"carbon-13 labelled"}, id="isotope"),
        pytest.param("O=[13CH]O", {"13C-labelled"}, {"deuterated"}, id="carbon-13"),
        pytest.param(
            "OC[C@H]1O[C@@H](O)[C@H](O)[C@@H](O)[C@@H]1O",
            {"monosaccharide", "glucose ring", "formula C6H12O6"},
            {"disaccharide"},
            id="glucose",
        ),
        pytest.param("CC(=O)Oc1ccccc1C(=O)O", {"C9H8O4", "MW 180"}, set(), id="aspirin"),
        pytest.param("[Na+]", {"single atom or ion", "inorganic compound"}, {"salt"}, id="ion"),
        pytest.param(
            "C1CC1C1CC1", {"two cyclopropane rings"}, {"bicyclic", "four-membered ring"}, id="rings"
        ),
    ],
)
def test_what_is_said_is_true(smiles: str, true: set[str], false: set[str]) -> None:
    wordings = list_wordings(smiles)
    assert true <= wordings, true - wordings
    assert wordings.isdisjoint(false), wordings & false


def test_metal_complex_is_no_zwitterion() -> None:
    assert "zwitterion" not in list_wordings("[Fe+2]1([O-]CC[O-]1)")
