"""Tests of names that descriptions spell out: each comes to the structure written by hand."""

from __future__ import annotations

import pytest
from rdkit import Chem

from textmol.molecules.claims.composed import list_spellings
from textmol.molecules.nomenclature import read_structure

PALMITOYL = "CCCCCCCCCCCCCCCC(=O)"
OLEOYL = r"CCCCCCCC/C=C\CCCCCCCC(=O)"


def read(text: str) -> list[str | None]:
    return [
        next((smiles for smiles in map(read_structure, spelling.names) if smiles), None)
        for spelling in list_spellings(text)
    ]


def canonical(smiles: str) -> str:
    return Chem.MolToSmiles(Chem.MolFromSmiles(smiles))


@pytest.mark.parametrize(
    ("text", "smiles"),
    [
        (
            "It is a dipeptide composed of L-alanine and glycine joined by a peptide linkage.",
            "C[C@H](N)C(=O)NCC(=O)O",
        ),
        (
            "It is a tripeptide formed from glycyl and two D-alanine residues. It is sweet.",
            "NCC(=O)N[C@H](C)C(=O)N[C@H](C)C(=O)O",
        ),
        ("It is a straight chain alkane containing nine carbon atoms.", "C" * 9),
        ("It is an unbranched saturated C6 fatty acid.", "CCCCCC(=O)O"),
        ("It is a linear saturated fatty alcohol with 22 carbons.", "C" * 22 + "O"),
        ("It is a hexanol in which the hydroxy group is at position 3.", "CCCC(O)CC"),
        (
            "It is a trichlorobiphenyl in which the chlorines are located at the 2-, 4- and "
            "4'-positions.",
            "Clc1ccc(-c2ccc(Cl)cc2Cl)cc1",
        ),
        (
            "It is a hexadecenoic acid in which the double bond is located at position 9 and has Z "
            "configuration.",
            r"CCCCCC/C=C\CCCCCCCC(=O)O",
        ),
        (
            "It is an octadecadienoic acid with cis-double bonds at positions 9 and 12.",
            r"CCCCC/C=C\C/C=C\CCCCCCCC(=O)O",
        ),
        ("It is a decenal having its double bond at position 4.", "CCCCCC=CCCC=O"),
        (
            "It is a linear three-membered oligopeptide consisting of Ac-Ala, D-Ala and Gly-NH2 "
            "residues joined in sequence.",
            "CC(=O)N[C@@H](C)C(=O)N[C@H](C)C(=O)NCC(N)=O",
        ),
        (
            "It is a peptide hormone comprising the sequence Gly-Gly-Gly. It is a metabolite.",
            "NCC(=O)NCC(=O)NCC(=O)O",
        ),
        ("It is a cyclic dipeptide with the sequence cyclo(Gly-Gly).", "O=C1CNC(=O)CN1"),
        (
            "It is a 1,2-diacyl-sn-glycerol in which the acyl groups at positions 1 and 2 are "
            "specified as palmitoyl (hexadecanoyl) and 9Z-octadecenoyl respectively.",
            rf"{PALMITOYL}OC[C@H](CO)OC(=O)CCCCCCC/C=C\CCCCCCCC",
        ),
        (
            "It is a triglyceride in which all acyl groups are oleoyl.",
            rf"{OLEOYL}OCC(OC(=O)CCCCCCC/C=C\CCCCCCCC)COC(=O)CCCCCCC/C=C\CCCCCCCC",
        ),
        (
            "It is a lysophosphatidylcholine 16:0 in which the acyl group is palmitoyl.",
            f"{PALMITOYL}OC[C@@H](O)COP(=O)([O-])OCC[N+](C)(C)C",
        ),
        (
            "It is an N-acylsphingosine in which the acyl group is specified as palmitoyl.",
            r"CCCCCCCCCCCCC/C=C/[C@@H](O)[C@H](CO)NC(=O)CCCCCCCCCCCCCCC",
        ),
        (
            "It is an N-acylsphinganine in which the acyl group has 2 carbons and 0 double bonds.",
            "CCCCCCCCCCCCCCC[C@@H](O)[C@H](CO)NC(C)=O",
        ),
        (
            "It is an O-acyl-L-carnitine having acetyl as the acyl substituent.",
            "CC(=O)O[C@H](CC(=O)[O-])C[N+](C)(C)C",
        ),
        (
            "It is an N-acylglycine in which the acyl group is benzoyl.",
            "O=C(O)CNC(=O)c1ccccc1",
        ),
        (
            "It is a purine ribonucleoside 5'-monophosphate having adenine as the nucleobase.",
            "Nc1ncnc2c1ncn2[C@@H]1O[C@H](COP(=O)(O)O)[C@@H](O)[C@H]1O",
        ),
        (
            "It is a glycosyloxyflavone that is quercetin attached to a beta-D-glucosyl residue at "
            "position 3 via a glycosidic linkage.",
            "O=c1c(O[C@@H]2O[C@H](CO)[C@@H](O)[C@H](O)[C@H]2O)c(-c2ccc(O)c(O)c2)oc2cc(O)cc(O)c12",
        ),
        (
            "It is a disaccharide consisting of a beta-D-galactosyl residue joined to a "
            "D-glucopyranose residue by a (1->4) glycosidic bond.",
            "OC[C@H]1O[C@@H](O[C@H]2[C@H](O)[C@@H](O)C(O)O[C@@H]2CO)[C@H](O)[C@@H](O)[C@H]1O",
        ),
    ],
)
def test_what_is_spelt_is_the_molecule(text: str, smiles: str) -> None:
    assert read(text) == [canonical(smiles)]


@pytest.mark.parametrize(
    "text",
    [
        "It is a dipeptide composed of alanine and glycine.",  # no hand
        "It is a tripeptide composed of L-alanine and glycine residues.",  # one is missing
        "It is a dipeptide composed of L-serine and glycine in which a hydroxy is phosphorylated.",
        "It is a cyclic dipeptide composed of L-serine and glycine residues.",
        "It is a dipeptide zwitterion composed of L-serine and glycine residues.",
        "It is a triglyceride in which two of the acyl groups are oleoyl.",
        "It is a 1,2-diacyl-sn-glycerol in which the acyl groups at positions 2 and 1 are "
        "specified as palmitoyl and oleoyl respectively.",
        "It is a 1,2-diacyl-sn-glycerol in which the acyl groups are palmitoyl.",
        "It is a triglyceride in which all acyl groups are oleoyl carrying a bromine.",
        "It is a phosphatidylcholine in which both acyl groups are oleoyl. It is a conjugate acid "
        "of a phosphocholine.",
        "It is an N-acylsphingosine in which the acyl group has 2 carbons and 1 double bond.",
        "It is an N-acylsphingosine in which the acyl group is palmitoyl and C-1 is sulfated.",
        "It is a glycosyloxyflavone that is quercetin attached to a beta-D-glucosyl residue.",
        "It is a C-glycosyl compound that is apigenin substituted by a beta-D-glucosyl residue at "
        "position 8 via a glycosidic linkage.",
        "It is a trisaccharide consisting of D-glucose and D-galactose residues, linked somehow.",
        "It is used in peptides and lipids.",
        "It is a straight-chain C18 fatty acid.",  # saturated or not
        "It is a linear alkane with 16 carbons carrying a methyl group.",
        "It is a straight-chain saturated fatty acid.",
        "It is a linear alkane of 4000 carbons.",
    ],
)
def test_what_is_told_in_part_spells_nothing(text: str) -> None:
    assert list(list_spellings(text)) == []


def test_words_are_those_of_the_text() -> None:
    text = "It is a triglyceride in which all acyl groups are oleoyl. It is a fat."
    (spelling,) = list_spellings(text)
    assert spelling.words in text
    assert "oleoyl" in spelling.words
