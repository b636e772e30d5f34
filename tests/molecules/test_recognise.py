from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from rdkit import Chem

from textmol.errors import MoleculeError, QueryError, TextMolError
from textmol.molecules import recognise
from textmol.molecules.recognise import LONGEST_DESCRIPTION, READINGS, clean_description

WORDS = [
    *("ice", "no", "on", "in", "bison", "icons", "coco", "cocoa", "caffeine", "COCONUT", "NaCl"),
    *("no smell", "I am looking for an acid", "P450 inhibitor", "vitamin B12", "B12 vitamin"),
    *("CC in water", "CB1 agonist", "SOCS1 inhibitor", "C1 inhibitor", "C is for carbon"),
    *("a white, crystalline powder", "smells of roses", "O157", "N95", "IC50", "COX-2", "DNA"),
    *("MeOH", "BINOL", "NSAID", "PFOS", "PCBs", "CoQ10", "pH", "pKa", "Boss", "?", "...", "()"),
]
NAMES = [
    *("(S)-etodolac", "1-(2-chlorophenyl)ethanol", "2,4-D", "(+)-limonene", "(-)-menthol"),
    *("(2S)-2-aminopropanoic acid", "[1,1'-biphenyl]-4-ol", "[2H]chloroform", "[18F]FDG"),
    *(
        "N,N-dimethylformamide",
        "O-acetylcarnitine",
        "S-adenosylmethionine",
        "p-xylene",
        "n-butanol",
    ),
    *("5-HT", "6-MP", "4-nonylphenol", "1,4-dioxane", "α-tocopherol", "β-D-glucose", "B1", "S1P"),
    *("CB1", "SN1", "sp3", "SOCS1", "C-14", "I-131", "C18:1", "C22:6 n-3", "PC(16:0/18:1)"),
]
FORMULAS = [
    *("CO2", "C60", "PbSO4", "HCN", "H2O", "N2", "O2", "S8", "SF6", "PCl5", "CCl4", "POCl3", "SO2"),
    *("P450", "C6H6", "C6H12O6", "CH3CH2OH", "CH3COOH", "Ca(OH)2", "(NH4)2SO4", "CuSO4.5H2O"),
    *("NO3-", "PO4(3-)", "PO43-", "Na+", "OH-", "Fe3+", "C5-C10", "CF3-CF3", "C(CH3)4", "K2Cr2O7"),
]
STRUCTURES = [
    *(
        "CCO",
        "c1ccccc1",
        "CC",
        "C=O",
        "N#N",
        "C-C",
        "CCl",
        "BrCCBr",
        "[Na+]",
        "[Na+].[Cl-]",
        "[Fe]",
    ),
    *("C1=CC=CC=C1", "CC(=O)Oc1ccccc1C(=O)O", "C[C@H](N)C(=O)O", "F/C=C/F", "[O-][N+](=O)c1ccccc1"),
    *("*", "*CC*", "CN(C)C", "O=C=O", "[3H]", "CC(=O)O acetic acid", "c1ccccc1O phenol"),
    *('"CCO"', "SMILES: CCO", "CC\u200bO", "CC(=O)O,", "  CCO\n", "N[C@@H](C)C(=O)O L-alanine"),
]
BROKEN = [
    *("CCO>>CC=O", "CCO.O>[Na+]>CC=O", "[C:1]O>>[C:1]N"),
    *("C1CC", "CC(=O", "C(C", "c1ccc", "C1CCC", "c1cccc1", "C=C=", "OCC)", "CC(=O)Oc1ccccc1C(=O"),
    *(
        "C1=CC",
        "[Na",
        "CCC1CC",
        "CC(C)(C)(C)(C)C",
        "C1CC cyclopropane",
        "SMILES: CC(=O",
        "C(=O)(=O)=O",
    ),
    *("InChI=1S/CH4", "InChI=rubbish", "InChI="),
]
LETTERS = ["B", "C", "N", "O", "S", "P", "F", "I", "Cl", "Br", "CO", "NO", "CN", "ON", "PS"]
ACRONYMS = ["PCB", "NBS", "PBS", "SOS", "FBI", "ICON", "SPOON"]


@pytest.mark.parametrize("text", [*WORDS, *NAMES, *FORMULAS])
def test_words_names_and_formulas_are_descriptions(text: str) -> None:
    reading = recognise(text)
    assert (reading.kind, reading.value) == ("description", text)
    assert reading.molecule is None
    assert reading.sentence == "Read as a description."


@pytest.mark.parametrize("text", STRUCTURES)
def test_structures_are_smiles(text: str) -> None:
    reading = recognise(text)
    assert reading.kind == "smiles"
    assert reading.molecule is not None
    assert reading.value == reading.molecule.smiles
    assert reading.sentence.startswith("Read as SMILES: ")


# The upper-case symbols of the organic subset are structures whenever RDKit reads them, so that
# "C" is methane, "I" hydrogen iodide and "NO" hydroxylamine. The sentence shown with the hits
# names the formula, which is how a person who meant a word finds out.
@pytest.mark.parametrize("text", [*LETTERS, *ACRONYMS])
def test_upper_case_letters_of_smiles_are_structures(text: str) -> None:
    assert recognise(text).kind == "smiles"


@pytest.mark.parametrize(
    "text", ["b", "c", "n", "o", "s", "p", "cc", "K", "U", "W", "H", "Na", "Co"]
)
def test_other_letters_are_descriptions(text: str) -> None:
    assert recognise(text).kind == "description"


def test_sentence_names_the_formula() -> None:
    assert recognise("I").sentence == "Read as SMILES: HI."
    assert recognise("CC(=O)Oc1ccccc1C(=O)O").sentence == "Read as SMILES: C₉H₈O₄."
    assert recognise("InChI=1S/CH4/h1H4").sentence == "Read as InChI: CH₄."


@pytest.mark.parametrize("text", BROKEN)
def test_broken_structures_are_told(text: str) -> None:
    with pytest.raises(MoleculeError) as caught:
        recognise(text)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("2244", "cid", "2244"),
        ("0002244", "cid", "2244"),
        ("CID 2244", "cid", "2244"),
        ("cid:2244", "cid", "2244"),
        ("CID2244", "cid", "2244"),
        ('"2244"', "cid", "2244"),
        ("12345678901", "description", "12345678901"),
        ("BSYNRYMUTXBXSQ-UHFFFAOYSA-N", "inchikey", "BSYNRYMUTXBXSQ-UHFFFAOYSA-N"),
        ("BSYNRYMUTXBXSQ", "inchikey", "BSYNRYMUTXBXSQ"),
        ("bsynrymutxbxsq-uhfffaoysa-n", "inchikey", "BSYNRYMUTXBXSQ-UHFFFAOYSA-N"),
        ("InChIKey=BSYNRYMUTXBXSQ-UHFFFAOYSA-N", "inchikey", "BSYNRYMUTXBXSQ-UHFFFAOYSA-N"),
        ("BSYNRYMUTXBXSQ-UHFFFAOYSA", "description", "BSYNRYMUTXBXSQ-UHFFFAOYSA"),
        ("InChI=1S/C2H6O/c1-2-3/h3H,2H2,1H3", "inchi", "CCO"),
    ],
)
def test_identifiers(text: str, kind: str, value: str) -> None:
    reading = recognise(text)
    assert (reading.kind, reading.value) == (kind, value)


PATTERNS = [
    *("[OX2H]c1ccccc1", "[#6]-[CX3]=O", "[N;H2]", "c1ccccc1~N", "[R]", "[!C]", "[C,N]", "a~a"),
    *("[$(C=O)]", "[CX4;!$(C=O)]", "[r6]", "[A]", "SMARTS: c1ccccc1", "[#6]#[#6]"),
]
ELEMENTS = ["[Rb+]", "[Dy]", "[Xe]", "[Ra]", "[Fr]", "[Ag+]", "[Al]", "[Rh+3]", "[nH]1cccc1"]


@pytest.mark.parametrize("text", PATTERNS)
def test_patterns_are_smarts(text: str) -> None:
    reading = recognise(text)
    assert (reading.kind, reading.value) == ("smarts", text.removeprefix("SMARTS: "))
    assert "contain" in reading.sentence


@pytest.mark.parametrize("text", ELEMENTS)
def test_elements_in_brackets_are_structures(text: str) -> None:
    assert recognise(text).kind == "smiles"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("50-78-2", "50-78-2"),
        ("CAS 50-78-2", "50-78-2"),
        ("cas rn: 50-78-2", "50-78-2"),
        ("CHEBI:15365", "CHEBI:15365"),
        ("chebi 15365", "CHEBI:15365"),
        ("CHEMBL25", "CHEMBL25"),
        ("DB00945", "DB00945"),
    ],
)
def test_registry_numbers(text: str, value: str) -> None:
    reading = recognise(text)
    assert (reading.kind, reading.value) == ("registry", value)


@pytest.mark.parametrize("text", ["50-78-3", "1-2-3", "DB1", "chebi"])
def test_what_only_resembles_a_registry_number_is_a_description(text: str) -> None:
    assert recognise(text).kind == "description"


@pytest.mark.parametrize("text", ["CCO ethanol", "CCCC butane", "CCN ethylamine"])
def test_a_short_chain_before_a_chemical_name_is_a_structure(text: str) -> None:
    reading = recognise(text)
    assert reading.molecule is not None
    assert reading.kind == "smiles"


def test_a_short_smiles_before_its_own_name_is_a_structure() -> None:
    def names(name: str) -> list[str]:
        return ["CS"] if name == "methanethiol" else []

    assert recognise("CS methanethiol").kind == "description"
    assert recognise("CS methanethiol", structures_named=names).value == "CS"
    assert recognise("CN methanethiol", structures_named=names).kind == "description"
    for text in ("PBS buffer", "NO synthase", "SOS response"):
        assert recognise(text, structures_named=names).kind == "description"


@pytest.mark.parametrize(
    ("text", "read_as", "kind"),
    [
        ("I", "description", "description"),
        ("aspirin", "name", "name"),
        ("CCO", "smarts", "smarts"),
        ("CCO", "structure", "smiles"),
        ("InChI=1S/CH4/h1H4", "structure", "inchi"),
        ("2244", "identifier", "cid"),
        ("ABC-1", "identifier", "registry"),
        ("2244", "description", "description"),
    ],
)
def test_the_chemist_overrules(text: str, read_as: str, kind: str) -> None:
    assert recognise(text, read_as).kind == kind
    assert read_as in READINGS


def test_what_cannot_be_read_so_is_told() -> None:
    with pytest.raises(MoleculeError):
        recognise("icons", "structure")
    with pytest.raises(QueryError, match="SMARTS"):
        recognise("an ester", "smarts")
    with pytest.raises(QueryError, match="cannot be read as"):
        recognise("an ester", "poem")


def test_mol_block_is_recognised() -> None:
    reading = recognise(Chem.MolToMolBlock(Chem.MolFromSmiles("CCO")))
    assert (reading.kind, reading.value) == ("mol block", "CCO")
    assert reading.sentence == "Read as MOL block: C₂H₆O."
    with pytest.raises(MoleculeError):
        recognise("\n\n\n  1  0  0  0  0  0  0  0  0  0999 V2000\nM  END\n")


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b", '""', "SMILES:"])
def test_empty_query_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="The query is empty"):
        recognise(text)


@given(st.text(max_size=60))
@settings(max_examples=100)
def test_any_text_is_recognised_or_refused_in_words(text: str) -> None:
    check_outcome(text)


@given(st.text(alphabet="CNOSPFIBclnors[]()=#/\\@+-.,;:%0123456789 *", max_size=30))
@settings(max_examples=100)
def test_any_text_of_smiles_signs_is_recognised_or_refused_in_words(text: str) -> None:
    check_outcome(text)


def check_outcome(text: str) -> None:
    """Fail unless ``text`` has a reading or an error that says what to do."""
    try:
        reading = recognise(text)
    except TextMolError as error:
        assert error.message and error.remedy
    else:
        assert reading.value
        structure = reading.kind in ("smiles", "inchi", "mol block")
        assert structure == (reading.molecule is not None)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\nwhite\t powder ", "a white powder"),
        ("e\u0301thanol smell", "éthanol smell"),
        ("", ""),
    ],
)
def test_white_space_and_accents_are_folded(text: str, clean: str) -> None:
    assert clean_description(text)[0] == clean


@pytest.mark.parametrize("text", ["white\x00 powder", "white\u200b powder", "\ufeffwhite powder"])
def test_control_characters_are_left_out_and_noted(text: str) -> None:
    clean = clean_description(text)
    assert clean == ("white powder", ("Invisible control characters were left out.",))


def test_long_description_is_cut_at_a_word() -> None:
    clean, notes = clean_description("smell of roses " * 1_334)
    assert LONGEST_DESCRIPTION - 10 < len(clean) <= LONGEST_DESCRIPTION
    assert clean.split()[-1] in ("smell", "of", "roses")
    assert len(notes) == 1
    assert notes[0].startswith(f"Only the first {len(clean):,} of 20,010 characters")


def test_long_word_is_cut() -> None:
    clean, notes = clean_description("x" * 20_000)
    assert clean == "x" * LONGEST_DESCRIPTION
    assert notes == ("Only the first 2,000 of 20,000 characters were read.",)
    assert clean_description("x" * LONGEST_DESCRIPTION)[1] == ()


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("riecht nach Vanille und ist süß", "looks like German"),
        ("ein Stoff, der nach Rosen riecht", "looks like German"),
        ("löslich in Wasser und mit einem Geruch nach Essig", "looks like German"),
        ("une molécule qui sent la vanille", "looks like French"),
        ("acide qui a le goût du citron", "looks like French"),
        ("un ácido que huele a vinagre", "looks like Spanish"),
        ("compuesto que se usa con el paracetamol", "looks like Spanish"),
        ("バニラの香りがする分子", "not written in Latin letters"),
        ("香草", "not written in Latin letters"),
        ("пахнет ванилью", "not written in Latin letters"),
        ("!!!", "has no words"),
        ("12.5 %", "has no words"),
    ],
)
def test_other_languages_are_noted_and_kept(text: str, doubt: str) -> None:
    clean, notes = clean_description(text)
    assert clean == text
    assert len(notes) == 1
    assert doubt in notes[0]
    assert notes[0].endswith("describe the molecule in English.")


@pytest.mark.parametrize(
    "text",
    [
        "caffeine",
        "β-lactam antibiotic",
        "an α,β-unsaturated ketone",
        "γ",
        "Δ9-THC",
        "a μ opioid receptor agonist (Ki = 3 nM)",
        "a die used with un-ionised DES",
        "anti-inflammatory drug from la Jolla",
        "The molecule is a member of the class of purines.",
        "café-au-lait coloured powder with a naïve smell",
        "H₂O",
        "smells like vanilla",
    ],
)
def test_english_raises_no_alarm(text: str) -> None:
    assert clean_description(text) == (text, ())


@given(st.text(max_size=200))
@settings(max_examples=100)
def test_any_text_can_be_cleaned_once(text: str) -> None:
    clean, _ = clean_description(text)
    assert len(clean) <= LONGEST_DESCRIPTION
    assert clean_description(clean)[0] == clean


@pytest.mark.parametrize("text", ["[#6;R(", "[#6;R]1[#6"])
def test_a_broken_pattern_is_no_description(text: str) -> None:
    with pytest.raises(TextMolError):
        recognise(text)
