from __future__ import annotations

from random import Random

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from rdkit import Chem

from textmol.errors import MoleculeError
from textmol.molecules import parse_molecule
from textmol.molecules.parse import LONGEST_TEXT, MOST_HEAVY_ATOMS, read_smiles

CROWN = "C1COCCOCCOCCOCCOCCO1"
CYCLODEXTRIN_PIECE = "OC[C@H]1O[C@H](O)[C@H](O)[C@@H](O)[C@@H]1O"
CHAIN = "C" * 400
VARIED = [
    *("C", "O", "N", "I", "Br", "[H][H]", "[H+]", "[He]", "[Na+]", "[Fe]", "[Hg]", "[2H]O[2H]"),
    *("CCO", "CC(=O)O", "C#N", "[C-]#[O+]", "O=C=O", "N#N", "S=C=S", "[O-][N+](=O)c1ccccc1"),
    *("c1ccccc1", "c1ccc2ccccc2c1", "c1cc[nH]c1", "c1ccoc1", "c1ccsc1", "c1cnc[nH]1"),
    *("CC(=O)Oc1ccccc1C(=O)O", "Cn1cnc2c1c(=O)n(C)c(=O)n2C", "CC(C)Cc1ccc(C(C)C(=O)O)cc1"),
    *("CC(=O)[O-].[Na+]", "[Na+].[Cl-]", "[Ca+2].[Cl-].[Cl-]", "CCN(CC)CC.Cl", "O.O.CC(=O)O"),
    *("[K+].[K+].[O-]S(=O)(=O)[O-]", "[NH4+].[NH4+].[O-]S(=O)(=O)[O-]"),
    *("C[N+](C)(C)CC(=O)[O-]", "[NH3+]CC(=O)[O-]", "[NH3+][C@@H](C)C(=O)[O-]", "C[N+](C)(C)C"),
    *("[13CH4]", "[13CH3]C(=O)O", "[2H]C([2H])([2H])O", "[18F]C1CCCCC1", "[14CH3]N", "[3H]CC"),
    *("C[C@H](N)C(=O)O", "C[C@@H](O)CC", "C/C=C/C", "C/C=C\\C", "F/C=C/C=C\\F", "C[S@](=O)CC"),
    *(CYCLODEXTRIN_PIECE, "O[C@H](C(=O)O)[C@@H](O)C(=O)O", "C[C@H]1CC[C@@H](C)CC1"),
    *("CC1=CC[C@@H](C(C)=C)CC1", "C[C@]12CC[C@H]3[C@@H](CCc4cc(O)ccc43)[C@@H]1CC[C@@H]2O"),
    *("Cl[Pt](Cl)(N)N", "C[Hg]C", "C[Si](C)(C)C", "OB(O)c1ccccc1", "CP(=O)(O)OC(C)C"),
    *("[CH3]", "[O][O]", "[Zn+2].[O-]C(=O)C.[O-]C(=O)C", "FC(F)(F)F", "FS(F)(F)(F)(F)F"),
    *(CROWN, "C1CCCCCCCCCCCCCC1=O", "C1CC2CCC1CC2", "C12C3C4C1C5C4C3C25", "*", "*CC*", "*c1ccccc1"),
    CHAIN,
]
TANGLED = st.sampled_from([smiles for smiles in VARIED if smiles != CHAIN])
SIGNS = "CNOPSFIclnos[]()=#/\\@+-.%0123456789*:H \t"


def write_anew(smiles: str, seed: int) -> str:
    """Return the same molecule with its atoms in another order."""
    mol = Chem.MolFromSmiles(smiles)
    return str(Chem.MolToRandomSmilesVect(mol, 1, randomSeed=seed)[0])


def test_the_set_is_varied() -> None:
    assert len(set(VARIED)) >= 60


@pytest.mark.parametrize("smiles", VARIED, ids=lambda smiles: smiles[:30])
def test_atom_order_does_not_matter(smiles: str) -> None:
    first = parse_molecule(smiles)
    orders = {write_anew(smiles, seed) for seed in range(1, 6)}
    for order in orders:
        again = parse_molecule(order)
        assert again.smiles == first.smiles
        assert again.inchikey == first.inchikey
        assert sorted(again.notes) == sorted(first.notes)


@pytest.mark.parametrize("smiles", VARIED, ids=lambda smiles: smiles[:30])
def test_canonical_smiles_reads_back(smiles: str) -> None:
    molecule = parse_molecule(smiles)
    again = parse_molecule(molecule.smiles)
    assert again.smiles == molecule.smiles
    assert again.inchikey == molecule.inchikey
    assert bool(molecule.inchikey) == ("*" not in smiles)


@given(TANGLED, st.integers(1, 10_000))
@settings(max_examples=100)
def test_any_atom_order_is_the_same_molecule(smiles: str, seed: int) -> None:
    assert parse_molecule(write_anew(smiles, seed)).smiles == parse_molecule(smiles).smiles


@given(TANGLED, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_component_order_does_not_matter(smiles: str, random: Random) -> None:
    parts = [smiles, "[Na+]", "[Cl-]", "O"]
    random.shuffle(parts)
    molecule = parse_molecule(".".join(parts))
    assert molecule.smiles == parse_molecule(f"{smiles}.[Na+].[Cl-].O").smiles


@given(st.text(max_size=80))
@settings(max_examples=100)
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    check_outcome(text)


@given(st.text(alphabet=SIGNS, max_size=40))
@settings(max_examples=100)
def test_any_text_of_smiles_signs_is_read_or_refused_in_words(text: str) -> None:
    check_outcome(text)


@given(TANGLED, st.integers(0, 200), st.integers(0, 4), st.text(alphabet=SIGNS, max_size=4))
@settings(max_examples=100)
def test_mutated_smiles_is_read_or_refused_in_words(
    smiles: str, place: int, drop: int, insert: str
) -> None:
    place %= len(smiles) + 1
    check_outcome(smiles[:place] + insert + smiles[place + drop :])


@given(st.text(alphabet="InChI=1S/CHNO0123456789chpqbtmsi+-,();? \n", max_size=60))
@settings(max_examples=60)
def test_any_text_after_the_inchi_prefix_is_read_or_refused_in_words(text: str) -> None:
    check_outcome(f"InChI=1S/{text}")


def check_outcome(text: str) -> None:
    """Fail unless ``text`` is a molecule or a MoleculeError that says what to do."""
    try:
        molecule = parse_molecule(text)
    except MoleculeError as error:
        assert error.message.endswith(".")
        assert error.remedy.endswith(".")
        assert "\n" not in str(error)
        assert len(str(error)) < 400
        assert error.position is None or 0 <= error.position <= len(error.text)
    else:
        assert molecule.smiles
        assert molecule.mol.GetNumAtoms()


@pytest.mark.parametrize("text", ["", "  ", "\n\t\n", "\u200b", '""', "SMILES:"])
def test_nothing_is_refused(text: str) -> None:
    with pytest.raises(MoleculeError, match="No structure was entered"):
        parse_molecule(text)


@pytest.mark.parametrize(
    ("text", "smiles", "name"),
    [
        ("CCO", "CCO", None),
        ("  CCO\n", "CCO", None),
        ("CCO ethanol", "CCO", "ethanol"),
        ("CCO ethyl alcohol", "CCO", "ethyl alcohol"),
        ("CCO\tethyl alcohol\t702", "CCO", "ethyl alcohol"),
        ("CCO, ethanol", "CCO", "ethanol"),
        ("CCO;", "CCO", None),
        ('"CCO"', "CCO", None),
        ("“CCO”", "CCO", None),
        ("SMILES: CCO", "CCO", None),
        ("Canonical SMILES = CCO", "CCO", None),
        ("\ufeffCC\u200bO", "CCO", None),
        ("C1=CC=CC=C1", "c1ccccc1", None),
        ("[CH3][CH2][OH]", "CCO", None),
        ("CC([H])([H])O", "CCO", None),
        ("InChI=1S/C2H6O/c1-2-3/h3H,2H2,1H3", "CCO", None),
        ("inchi=1S/C2H6O/c1-2-3/h3H,2H2,1H3 ethanol", "CCO", "ethanol"),
        ("1S/C2H6O/c1-2-3/h3H,2H2,1H3", "CCO", None),
    ],
)
def test_common_ways_of_writing(text: str, smiles: str, name: str | None) -> None:
    molecule = parse_molecule(text)
    assert (molecule.smiles, molecule.name) == (smiles, name)
    assert molecule.format == ("inchi" if "1S/" in text else "smiles")


@pytest.mark.parametrize(
    ("text", "smiles", "note"),
    [
        (r"C/C=C\\C", r"C/C=C\C", "doubled backslashes read as single ones"),
        (r"F\\C=C\\F", "F/C=C/F", "doubled backslashes read as single ones"),
        ("C[N+](C)(C)CC(=O)[O−]", "C[N+](C)(C)CC(=O)[O-]", "typographic dashes read as -"),
        ("CCO |$;;label$|", "CCO", "CXSMILES extension ignored"),
        ("[CH3:1][OH:2]", "CO", "atom-map numbers ignored"),
        ("CC(=\nO)O", "CC(=O)O", "line breaks removed"),
    ],
)
def test_repairs_are_noted(text: str, smiles: str, note: str) -> None:
    molecule = parse_molecule(text)
    assert molecule.smiles == smiles
    assert note in molecule.notes


def test_salts_charges_stereo_and_isotopes_stay() -> None:
    molecule = parse_molecule("[Na+].[13CH3][C@H](N)C(=O)[O-]")
    assert molecule.smiles == parse_molecule(molecule.smiles).smiles
    for kept in ("[Na+]", "[O-]", "13CH3", "@"):
        assert kept in molecule.smiles


@pytest.mark.parametrize(
    ("smiles", "key"),
    [
        ("CC(=O)Oc1ccccc1C(=O)O", "BSYNRYMUTXBXSQ-UHFFFAOYSA-N"),
        ("CN1C=NC2=C1C(=O)N(C)C(=O)N2C", "RYYVLZVUVIJVGH-UHFFFAOYSA-N"),
        ("CC(=O)[O-].[Na+]", "VMHLLURERBWHNL-UHFFFAOYSA-M"),
        ("C[C@H](N)C(=O)O", "QNAYBMKLOCPYGJ-REOHCLBHSA-N"),
        ("O", "XLYOFNOQVPJJNP-UHFFFAOYSA-N"),
        ("*CC", ""),
    ],
)
def test_inchikeys_of_known_molecules(smiles: str, key: str) -> None:
    assert parse_molecule(smiles).inchikey == key


@pytest.mark.parametrize("smiles", ["C" * 5_000, "CCO" * 1_667, "C1CC1" * 1_700, "C(C)" * 2_500])
def test_polymer_is_refused_in_one_sentence(smiles: str) -> None:
    with pytest.raises(MoleculeError) as caught:
        parse_molecule(smiles)
    assert caught.value.message.endswith(f"heavy atoms; TextMol reads up to {MOST_HEAVY_ATOMS:,}.")
    assert caught.value.remedy == "Enter a smaller molecule, or one repeat unit of a polymer."


def test_largest_molecule_is_read_and_the_next_refused() -> None:
    assert parse_molecule("C" * MOST_HEAVY_ATOMS).mol.GetNumAtoms() == MOST_HEAVY_ATOMS
    with pytest.raises(MoleculeError, match="1,001 heavy atoms"):
        parse_molecule("C" * (MOST_HEAVY_ATOMS + 1))


def test_longest_text_is_a_limit() -> None:
    with pytest.raises(MoleculeError, match="25,000 characters long") as caught:
        parse_molecule("C" * 25_000)
    assert caught.value.position == LONGEST_TEXT


def test_two_structures_are_refused() -> None:
    with pytest.raises(MoleculeError, match="2 lines were read") as caught:
        parse_molecule("CCO\nCCN")
    assert caught.value.position == 4


def test_inchikey_is_no_structure() -> None:
    with pytest.raises(MoleculeError, match="InChIKey") as caught:
        parse_molecule("BSYNRYMUTXBXSQ-UHFFFAOYSA-N")
    assert "search the library" in caught.value.remedy


def test_molecules_compare_by_what_was_read() -> None:
    assert parse_molecule("OCC") == parse_molecule("OCC")
    assert parse_molecule("OCC") != parse_molecule("OCN")
    assert "mol=" not in repr(parse_molecule("OCC"))


def test_read_smiles_keeps_the_order_written() -> None:
    symbols = [atom.GetSymbol() for atom in read_smiles("OCC(Cl)N").GetAtoms()]
    assert symbols == ["O", "C", "C", "Cl", "N"]


@pytest.mark.parametrize("smiles", ["", "C C", "Cé", "C\n"])
def test_read_smiles_takes_one_bare_smiles(smiles: str) -> None:
    with pytest.raises(MoleculeError):
        read_smiles(smiles)
