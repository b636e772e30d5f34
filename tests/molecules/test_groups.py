from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdkit import Chem

from textmol.molecules.groups import find_groups, groups_by_name, load_groups, match_groups

EXAMPLES_FILE = Path(__file__).parents[1] / "data" / "groups.tsv"


def read_examples() -> list[tuple[str, list[tuple[int, str]], list[str]]]:
    """Return (group, [(count, molecule that has it)], [molecules that lack it]) a row."""
    rows = []
    for line in EXAMPLES_FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "name\t")):
            continue
        name, has, lacks = line.split("\t")
        positives = []
        for example in has.split():
            found = re.fullmatch(r"(?:(\d+)x)?(.+)", example)
            assert found is not None
            positives.append((int(found[1] or 1), found[2]))
        rows.append((name, positives, lacks.split()))
    return rows


EXAMPLES = read_examples()


def read_molecule(smiles: str) -> Chem.Mol:
    mol = Chem.MolFromSmiles(smiles)
    assert mol is not None, smiles
    return mol


@pytest.mark.parametrize(("name", "has", "lacks"), EXAMPLES, ids=[row[0] for row in EXAMPLES])
def test_group_is_found_where_it_is_and_nowhere_else(
    name: str, has: list[tuple[int, str]], lacks: list[str]
) -> None:
    assert has and lacks, "every group needs molecules on both sides"
    for count, smiles in has:
        assert find_groups(read_molecule(smiles), [name]) == {name: count}, smiles
    for smiles in lacks:
        assert find_groups(read_molecule(smiles), [name]) == {}, smiles


def test_every_group_has_examples_and_a_unique_name() -> None:
    names = [group.name for group in load_groups()]
    assert len(names) == len(set(names)) >= 150
    assert names == [name for name, _, _ in EXAMPLES]


def test_cells_hold_what_their_column_promises() -> None:
    for group in load_groups():
        assert group.kind in {"group", "ring", "skeleton", "element"}, group
        assert group.counting in {"each", "apart", "once"}, group
        assert group.smarts, group
        assert group.phrases[0] == group.name
        assert all(phrase == phrase.strip() for phrase in group.phrases), group


def test_search_of_all_groups_agrees_with_searches_one_by_one() -> None:
    aspirin = read_molecule("CC(=O)Oc1ccccc1C(=O)O")
    found = find_groups(aspirin)
    assert found["carboxylic acid"] == found["acetate ester"] == found["benzene ring"] == 1
    assert "hydroxy group" not in found
    assert found == {
        name: count
        for group in load_groups()
        for name, count in find_groups(aspirin, [group.name]).items()
    }


def test_matches_are_atoms_of_the_molecule() -> None:
    assert match_groups(read_molecule("CCC#N"), ["nitrile"]) == {"nitrile": [(2, 3)]}


def test_unconnected_parts_are_all_searched() -> None:
    sodium_acetate = read_molecule("CC(=O)[O-].[Na+]")
    assert find_groups(sodium_acetate, ["carboxylate", "sodium atom", "metal atom"]) == {
        "carboxylate": 1,
        "sodium atom": 1,
        "metal atom": 1,
    }


def test_mirror_images_are_told_apart() -> None:
    glucose = read_molecule("OC[C@H]1O[C@@H](O)[C@H](O)[C@@H](O)[C@@H]1O")
    mirror = read_molecule("OC[C@@H]1O[C@H](O)[C@@H](O)[C@H](O)[C@H]1O")
    assert "glucose ring" in find_groups(glucose)
    assert "glucose ring" not in find_groups(mirror)


def test_molecule_without_atoms_has_no_group() -> None:
    assert find_groups(Chem.MolFromSmiles("")) == {}


def test_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError, match="unobtainium"):
        find_groups(read_molecule("C"), ["unobtainium"])
    assert "nitrile" in groups_by_name()


def test_isomers_are_counted_alike_but_for_what_configurations_decide() -> None:
    glucose, galactose = (
        read_molecule("OC[C@H]1O[C@@H](O)[C@H](O)[C@@H](O)[C@@H]1O"),
        read_molecule("O[C@@H]1[C@H](O)[C@@H](O)[C@H](O)O[C@@H]1CO"),
    )
    for mol in (glucose, galactose, glucose):
        assert find_groups(mol) == {name: len(found) for name, found in match_groups(mol).items()}
    assert "glucose ring" in find_groups(glucose)
    assert "galactose ring" in find_groups(galactose)
