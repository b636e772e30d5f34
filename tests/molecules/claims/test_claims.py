"""What is read of a caption, and what RDKit says to it."""

from __future__ import annotations

import pytest

from textmol.molecules import parse_molecule
from textmol.molecules.claims import CONTRADICTED, VERIFIED, Claim, read_claims

ASPIRIN = "CC(=O)Oc1ccccc1C(=O)O"
LACTIC = "C[C@H](O)C(=O)O"  # (S)


def judge(text: str, smiles: str) -> dict[str, bool]:
    """Return whether each statement that was read holds, by its words."""
    claims = read_claims(text, parse_molecule(smiles))
    assert all(text[claim.start : claim.end] == claim.text for claim in claims)
    return {claim.text: claim.verdict == VERIFIED for claim in claims}


def test_a_caption_is_read_into_statements_with_their_places() -> None:
    text = "The molecule is a benzoic acid. It has a role as a drug. It is a nitrile."
    assert read_claims(text, parse_molecule(ASPIRIN)) == (
        Claim("benzoic acid", 18, 30, VERIFIED),
        Claim("nitrile", 65, 72, CONTRADICTED),
    )


def test_lists_of_classes_are_read_to_their_end() -> None:
    text = "It is an acetate ester, a monocarboxylic acid and a member of phenols."
    assert judge(text, ASPIRIN) == {
        "acetate ester": True,
        "monocarboxylic acid": True,
        "phenols": False,
    }
    text = "The molecule is the simplest member of the class of phenols. It is an enone."
    assert judge(text, "Oc1ccccc1") == {"phenols": True, "enone": False}


@pytest.mark.parametrize(
    "text",
    [
        "It derives from a pyridine.",
        "It is a conjugate base of a nitrile.",
        "It is an enantiomer of a (R)-steroid.",
        "It is a tautomer of an imine.",
        "It has a role as a quaternary ammonium compound.",
        "The molecule is aniline in which the amino group has been replaced by nothing.",
        "The molecule is a natural product found in Pyridine alkaloidum.",
        "The molecule results from the condensation of the thiol group of a thiol with water.",
        "The molecule is the methyl ester of a phosphonic acid.",
        "It is a derivative of a nitrile.",
        "The disodium salt is a steroid.",
        "",
        "It is.",
    ],
)
def test_what_is_said_of_other_molecules_is_not_read(text: str) -> None:
    assert judge(text, ASPIRIN) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The molecule is phenol substituted by a nitro group at position 4.",
            {"a nitro group": True},
        ),
        (
            "The molecule is phenol carrying a chloro substituent at position 2.",
            {"a chloro substituent": False},
        ),
        (
            "The molecule is benzene substituted by hydroxy and nitro groups at positions 1 and 4.",
            {"hydroxy": True, "nitro groups": True},
        ),
        (
            "The molecule is benzene substituted by methyl, hydroxy, and nitro groups.",
            {"methyl": False, "hydroxy": True, "nitro groups": True},
        ),
        (
            "The molecule is benzene in which the hydrogens are replaced by two nitro groups.",
            {"two nitro groups": False},
        ),
        (
            "The molecule is benzene substituted by hydroxy groups at positions 1, 2 and 4.",
            {"hydroxy groups": False},
        ),
        (
            "The molecule is a phenol having a nitro group which has been reduced.",
            {"phenol": True},
        ),
        ("It contains a nitro group.", {"nitro group": True}),
    ],
)
def test_what_the_molecule_bears(text: str, found: dict[str, bool]) -> None:
    assert judge(text, "O=[N+]([O-])c1ccc(O)cc1") == found


@pytest.mark.parametrize(
    ("noun", "fits", "strangers"),
    [
        ("dicarboxylic acid", ("OC(=O)CC(=O)O",), ("CC(=O)O", "[O-]C(=O)CC(=O)[O-]")),
        ("dicarboxylic acid dianion", ("[O-]C(=O)CC(=O)[O-]",), ("OC(=O)CC(=O)O", "CC(=O)[O-]")),
        ("hydroxy monocarboxylic acid anion", ("OCC(=O)[O-]",), ("OCC(=O)O", "CC(=O)[O-]")),
        ("zwitterion", ("[NH3+]CC(=O)[O-]",), ("NCC(=O)O", "C[N+](=O)[O-]")),
        ("acyl-CoA(4-)", (), ("CC(=O)S",)),
        ("organic cation", ("C[N+](C)(C)C",), ("CN(C)C", "[Na+]")),
        ("dichlorobenzene", ("Clc1ccc(Cl)cc1",), ("Clc1ccccc1",)),
        (
            "trihydroxyflavone",
            ("O=c1cc(-c2ccc(O)cc2)oc2cc(O)cc(O)c12",),
            ("O=c1cc(-c2ccccc2)oc2ccccc12",),
        ),
        (
            "hydroxy steroid",
            ("C[C@]12CC[C@H]3[C@@H](CCc4cc(O)ccc43)[C@@H]1CC[C@@H]2O",),
            ("CCO",),
        ),
        ("member of 1,3-thiazoles", ("c1cscn1",), ("c1ccsc1",)),
        (
            "organic heterotricyclic compound",
            ("c1ccc2c(c1)[nH]c1ccccc12",),
            ("c1ccc2[nH]ccc2c1", "c1ccc2cc3ccccc3cc2c1"),
        ),
        ("long-chain fatty acid", ("CCCCCCCCCCCCCCCC(=O)O",), ("CCCC(=O)O", "CCCCCCCCCCCCCCCCO")),
        (
            "polyunsaturated fatty acid",
            ("CCCCCC=CCC=CCCCCCCCC(=O)O",),
            ("CCCCCCCCC=CCCCCCCCC(=O)O",),
        ),
        ("L-alpha-amino acid", ("C[C@H](N)C(=O)O",), ("C[C@@H](N)C(=O)O", "NCC(=O)O")),
        ("D-alpha-amino acid", ("C[C@@H](N)C(=O)O",), ("C[C@H](N)C(=O)O",)),
        (
            "beta-D-glucoside",
            ("CO[C@@H]1O[C@H](CO)[C@@H](O)[C@H](O)[C@H]1O",),
            ("CO[C@H]1O[C@H](CO)[C@@H](O)[C@H](O)[C@H]1O",),
        ),
        (
            "disaccharide",
            ("OC[C@H]1O[C@@H](O[C@H]2[C@H](O)[C@@H](O)C(O)O[C@@H]2CO)[C@H](O)[C@@H](O)[C@H]1O",),
            ("OC[C@H]1OC(O)[C@H](O)[C@@H](O)[C@@H]1O",),
        ),
        ("organochlorine compound", ("CCCl",), ("CCBr", "[Na+].[Cl-]")),
        ("hydrochloride", ("CN.Cl",), ("CCCl",)),
        ("secondary alcohol", ("CC(O)C",), ("CCO", "CC(C)(O)C")),
        ("aminopyrimidine", ("Nc1ncccn1",), ("c1ncccn1",)),
        ("amino acid", ("NCCCCCC(=O)O",), ("CC(=O)O", "CC(=O)NCC(=O)OC")),
        ("formate ester", ("O=COCC",), ("CCOC(C)=O",)),
        ("azamacrocycle", ("C1CCCCCNCCCCCC1",), ("C1CCNCC1",)),
        ("thiol", ("CCS",), ("CSC",)),
        ("cyclic acetal", ("C1COC(C)O1",), ("CC(OC)OC",)),
    ],
)
def test_classes(noun: str, fits: tuple[str, ...], strangers: tuple[str, ...]) -> None:
    for smiles in fits:
        assert list(judge(f"It is a {noun}.", smiles).values()) == [True], smiles
    for smiles in strangers:
        assert list(judge(f"It is a {noun}.", smiles).values()) == [False], smiles


@pytest.mark.parametrize(
    ("text", "smiles", "found"),
    [
        ("The molecule is the (S)-enantiomer of lactic acid.", LACTIC, [True]),
        ("The molecule is the (R)-enantiomer of lactic acid.", LACTIC, [False]),
        ("The molecule is lactic acid that has (S)-configuration.", LACTIC, [True]),
        ("The molecule is a diol (the 2R,3S-stereoisomer).", "C[C@@H](O)[C@H](C)O", [True, True]),
        ("The molecule is a diol (the 2R,3R-stereoisomer).", "C[C@@H](O)[C@H](C)O", [True, False]),
        # Without labels in the structure nothing is known.
        ("The molecule is the (S)-enantiomer of lactic acid.", "CC(O)C(=O)O", []),
        ("It is an alkene in which the double bond has E configuration.", "C/C=C/C", [True, True]),
        ("It is an alkene in which the double bond has Z-geometry.", "C/C=C/C", [True, False]),
    ],
)
def test_labels_of_centres_and_double_bonds(text: str, smiles: str, found: list[bool]) -> None:
    assert list(judge(text, smiles).values()) == found


@pytest.mark.parametrize(
    "noun",
    ["xyzzy", "labyrinthine compound", "antineoplastic agent", "seco-steroid", "plant metabolite"],
)
def test_unknown_nouns_are_left_unread(noun: str) -> None:
    assert judge(f"The molecule is a {noun}.", ASPIRIN) == {}


@pytest.mark.parametrize(
    ("noun", "smiles"),
    [
        # Sixteen carbon atoms or more do not make a diterpenoid, nor a nitrogen an alkaloid.
        ("diterpenoid", "CCCCCCCCCCCCCCCC(=O)O"),
        ("ent-kaurane diterpenoid", "CCCCCCCCCCCCCCCC(=O)O"),
        ("aporphine alkaloid", "CN"),
        ("L-serine derivative", "NCCO"),
        ("leukotriene anion", "CC(=O)[O-]"),
        ("cyanine dye", "NCCN"),
    ],
)
def test_what_others_have_too_is_no_proof(noun: str, smiles: str) -> None:
    assert judge(f"It is a {noun}.", smiles) == {}
    assert list(judge(f"It is a {noun}.", "C").values()) == [False]


def test_a_class_is_verified_without_the_places_of_its_groups() -> None:
    estradiol = "C[C@]12CC[C@H]3[C@@H](CCc4cc(O)ccc43)[C@@H]1CC[C@@H]2O"
    assert judge("It is a 7alpha-hydroxy steroid.", estradiol) == {"hydroxy steroid": True}
    assert judge("It is a 7alpha-hydroxy steroid.", "CCO") == {"7alpha-hydroxy steroid": False}
    # A class that the places belong to is not contradicted without them.
    assert judge("It is a 2,3-saturated fatty aldehyde.", "CCCC=CCC=O") == {}


def test_numbers_of_hydroxy_groups_are_exact_in_flavones() -> None:
    apigenin = "O=c1cc(-c2ccc(O)cc2)oc2cc(O)cc(O)c12"
    assert judge("It is a trihydroxyflavone.", apigenin) == {"trihydroxyflavone": True}
    assert judge("It is a dihydroxyflavone.", apigenin) == {"dihydroxyflavone": False}


def test_words_before_a_known_class_have_to_be_known() -> None:
    assert judge("It is a frobnicated pyridine.", ASPIRIN) == {}
    assert judge("It is an abominable sesquiterpenoid.", ASPIRIN) == {
        "abominable sesquiterpenoid": False
    }


@pytest.mark.parametrize(
    "text", ["((((", "It is a " + "very " * 200 + "pyridine.", "It is a (((.", "\n\n"]
)
def test_odd_texts_are_read_without_complaint(text: str) -> None:
    assert judge(text, ASPIRIN) == {}
