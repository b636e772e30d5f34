from __future__ import annotations

import pytest
from rdkit import Chem

from textmol.errors import MoleculeError
from textmol.molecules import parse_molecule
from textmol.molecules.scan import SmilesScanner

BROKEN_GRAMMAR = [
    ("CC)", 2, "never opened"),
    ("CC(", 2, "never closed"),
    ("CC(=O", 2, "never closed"),
    ("CC(C(C)", 2, "never closed"),
    ("C1CC", 1, "Ring 1, opened at character 2"),
    ("C1CC2CC1", 4, "Ring 2, opened at character 5"),
    ("C%12CC", 1, "Ring 12"),
    ("C%1", 1, "% at character 2"),
    ("C11", 2, "closes on the atom"),
    ("C1C1", 3, "bonded already"),
    ("C=", 1, "leads to no atom"),
    ("C-", 1, "leads to no atom"),
    ("C(=)C", 2, "leads to no atom"),
    ("C==C", 2, "Two bond signs"),
    ("=C", 0, "follows no atom"),
    ("1CC1", 0, "follows no atom"),
    ("(C)C", 0, "follows no atom"),
    ("C()C", 2, "is empty"),
    ("C..C", 2, "no two components"),
    ("C.", 1, "no two components"),
    (".C", 0, "no two components"),
    ("C[Na", 1, "never closed"),
    ("C[O-", 1, "never closed"),
    ("C[[O-]]", 1, "never closed"),
    ("CC]", 2, "] at character 3"),
    ("C[Xx]", 2, "Xx at character 3 is not an element"),
    ("[13Qq]", 3, "Qq at character 4 is not an element"),
    ("[#119]", 1, "#119 at character 2 is not an element"),
    ("[#200]C", 1, "#200 at character 2 is not an element"),
    ("C[C@@@H]", 1, "is not an atom"),
    ("[C+-]", 0, "is not an atom"),
    ("[C;R]", 0, "is not an atom"),
    ("CL", 1, "L at character 2"),
    ("CCR", 2, "R at character 3"),
    ("CH3CH2OH", 1, "H at character 2"),
    ("CCNa", 2, "Na at character 3 needs square brackets"),
    ("CSi(C)C", 1, "Si at character 2 needs square brackets"),
    ("C@", 1, "@ at character 2"),
    ("CC>>CO", 2, "> at character 3"),
    ("C&C", 1, "& at character 2"),
    ("CCé", 2, "'é' at character 3"),
    ("CC\u0421", 2, "character 3"),
]
BROKEN_CHEMISTRY = [
    ("C(C)(C)(C)(C)C", 0, 0, "The carbon at character 1 has 5 bonds"),
    ("CN(C)(C)C", 1, 1, "The nitrogen at character 2 has 4 bonds"),
    ("O=C=O=C", 4, 2, "The oxygen at character 5 has 4 bonds"),
    ("CF(C)C", 1, 1, "The fluorine at character 2 has 3 bonds"),
    ("C[CH5]", 1, 1, "The carbon at character 2 has 6 bonds"),
    ("cC", 0, 0, "aromatic but is in no ring"),
    ("c1ccccc1c", 8, 6, "The carbon at character 9 is written as aromatic"),
    ("c1cccc1", 0, 0, "characters 1, 3, 4, 5, 6"),
    ("Cc1cccn1", 1, 1, "cannot be given alternating double bonds"),
    ("[Na+].CN(C)(C)C", 7, 2, "The nitrogen at character 8"),
]
REMEDIES = [
    ("CN(C)(C)C", "[N+]"),
    ("CB(C)(C)C", "[B-]"),
    ("CF(C)C", "halogen"),
    ("c1cccn1", "[nH]"),
    ("c1cccc1", "[cH-]"),
    ("CL", "Cl"),
    ("CCNa", "[Na]"),
    ("CH4", "Hydrogens are not written"),
    ("[D]C", "[2H]"),
    ("[T]C", "[3H]"),
    ("CR", "*"),
    ("C[X]", "halogen"),
    ("C[O-", "]"),
    ("CC>>CO", "not a reaction"),
    ("[C;R]", "SMARTS"),
    ("C-", "[O-]"),
    ("C%1", "%10"),
    ("C1CC", "Write 1 again"),
]


def refuse(text: str) -> MoleculeError:
    with pytest.raises(MoleculeError) as caught:
        parse_molecule(text)
    return caught.value


@pytest.mark.parametrize(("smiles", "position", "words"), BROKEN_GRAMMAR)
def test_broken_grammar_names_the_character(smiles: str, position: int, words: str) -> None:
    error = refuse(smiles)
    assert error.position == position
    assert words in error.message
    assert error.remedy
    assert error.text == smiles


@pytest.mark.parametrize(("smiles", "position", "atom", "words"), BROKEN_CHEMISTRY)
def test_broken_chemistry_names_the_atom(smiles: str, position: int, atom: int, words: str) -> None:
    error = refuse(smiles)
    assert (error.position, error.atom) == (position, atom)
    assert words in error.message
    assert error.remedy


@pytest.mark.parametrize(("smiles", "words"), REMEDIES)
def test_remedy_says_what_to_write(smiles: str, words: str) -> None:
    assert words in refuse(smiles).remedy


def test_position_counts_characters_of_the_structure_not_of_the_line() -> None:
    error = refuse("  CC(=O acetic acid")
    assert (error.text, error.position) == ("CC(=O", 2)


@pytest.mark.parametrize(
    "smiles",
    [
        "[" + "C" * 3_000 + "]",
        "C%(" + "1" * 5_000 + ")",
        "[C:99999999999999]",
        "[C@TH99]",
        "C" + "(" * 900,
    ],
    ids=["bracket", "ring number", "map number", "chirality", "branches"],
)
def test_huge_fields_give_a_short_sentence(smiles: str) -> None:
    assert len(str(refuse(smiles))) < 300


@pytest.mark.parametrize(
    ("inchi", "words", "position"),
    [
        ("InChI=1S/CH4", "incomplete", 12),
        ("InChI=1S/C2H6O/c1-2-3", "incomplete", 21),
        ("InChI=", "cannot be read", None),
        ("InChI=1S/", "cannot be read", None),
        ("InChI=1S/C2H6O/c1-2-3/h3H,2H2,1H", "cannot be read", None),
        ("InChI=1S/C2H6O/c1-2-3/h3H,2H2,1H3é", "cannot be read", None),
    ],
)
def test_broken_inchi(inchi: str, words: str, position: int | None) -> None:
    error = refuse(inchi)
    assert words in error.message
    assert error.position == position
    assert "InChI=1S/" in error.remedy


@pytest.mark.parametrize(
    "smiles",
    [
        "CCO",
        "c1ccccc1",
        "C%10CCCCC%10",
        "C%(100)CC%(100)",
        "[13C@@H](F)(Cl)Br",
        "F/C=C\\F",
        "[Na+].[Cl-]",
    ],
)
def test_scanner_finds_no_fault_in_sound_smiles(smiles: str) -> None:
    scanner = SmilesScanner(smiles)
    assert scanner.find_fault() is None
    assert len(scanner.atoms) == Chem.MolFromSmiles(smiles).GetNumAtoms()


def write_block(smiles: str, version: str = "V2000") -> str:
    mol = Chem.MolFromSmiles(smiles)
    mol.SetProp("_Name", "a title")
    write = Chem.MolToMolBlock if version == "V2000" else Chem.MolToV3KMolBlock
    return str(write(mol))


@pytest.mark.parametrize("version", ["V2000", "V3000"])
@pytest.mark.parametrize("smiles", ["CCO", "C", "C[C@H](N)C(=O)O", "CC(=O)[O-].[Na+]", "C/C=C\\C"])
def test_mol_block_is_read(smiles: str, version: str) -> None:
    mol = Chem.MolFromSmiles(smiles)
    Chem.rdDepictor.Compute2DCoords(mol)
    mol.SetProp("_Name", "a title")
    write = Chem.MolToMolBlock if version == "V2000" else Chem.MolToV3KMolBlock
    molecule = parse_molecule(write(mol))
    assert molecule.smiles == parse_molecule(smiles).smiles
    assert (molecule.format, molecule.name) == ("mol block", "a title")


@pytest.mark.parametrize("version", ["V2000", "V3000"])
def test_damage_of_copying_is_repaired(version: str) -> None:
    block = write_block("CC(=O)O", version)
    lines = block.split("\n")
    for damaged in (
        block.replace("\n", "\r\n"),
        block.replace("\n", "\r"),
        "\n".join(lines[2:]),
        "\n".join(lines[3:]),
        "\n".join(lines[3:]).strip(),
        block.rstrip("\n"),
        block + "\n> <ID>\n1\n\n$$$$\n" + block,
    ):
        assert parse_molecule(damaged).smiles == "CC(=O)O"


def test_broken_mol_block_names_the_line() -> None:
    lines = write_block("CC(=O)O").split("\n")
    start = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]

    def damage(number: int, old: str, new: str) -> MoleculeError:
        assert old in lines[number]
        changed = [*lines[:number], lines[number].replace(old, new, 1), *lines[number + 1 :]]
        return refuse("\n".join(changed))

    error = damage(4, " C ", " Qq")
    assert "Line 5 names Qq" in error.message and error.position == start[4]
    error = damage(5, "0.0000", "zero  ")
    assert "Line 6 has no three coordinates" in error.message and error.position == start[5]
    error = damage(8, "  1  2", "  1  9")
    assert "Line 9 bonds atoms 1 and 9" in error.message and error.position == start[8]
    error = damage(3, "  4  3", "  4  9")
    assert "announces 4 atoms and 9 bonds" in error.message and error.position == start[11]
    error = damage(3, "  4  3", "  x  y")
    assert "Line 4 does not begin with" in error.message and error.position == start[3]


def test_cut_mol_blocks_are_refused() -> None:
    lines = write_block("CC(=O)O").split("\n")
    for end in range(4, len(lines) - 2):
        if len(lines[:end]) > 4:
            assert "announces" in refuse("\n".join(lines[:end])).message
    cut = write_block("CC(=O)O", "V3000").split("\n")[:8]
    assert "M  V30 END CTAB" in refuse("\n".join(cut)).message


def test_bad_valence_in_a_mol_block_names_the_atom() -> None:
    block = write_block("CC(=O)O").replace("  2  3  2  0", "  2  3  3  0")
    error = refuse(block)
    assert error.atom is not None
    assert f"atom {error.atom + 1}" in error.message
