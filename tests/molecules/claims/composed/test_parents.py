"""Parents with groups at places, put together as names."""

from __future__ import annotations

import pytest
from rdkit import Chem

from textmol.molecules.claims.composed.parents import list_parents
from textmol.molecules.nomenclature import fits_several, read_structure

SPELT = {
    "phenol substituted by a methoxy group at position 2": "COc1ccccc1O",
    "phenol substituted at positions 2 and 4 by chloro groups": "Oc1ccc(Cl)cc1Cl",
    "phenol which is substituted at positions 2 and 4 by chloro and methyl groups respectively": (
        "Cc1ccc(O)c(Cl)c1"
    ),
    "benzoic acid carrying hydroxy groups at positions 3, 4 and 5": "O=C(O)c1cc(O)c(O)c(O)c1",
    "a toluene carrying a methyl group and a nitro group at positions 2 and 4": (
        "Cc1ccc([N+](=O)[O-])cc1C"
    ),
    "butan-2-one bearing two methyl substituents at position 3": "CC(=O)C(C)(C)C",
    "acetophenone substituted by a hydroxy group at position 4'": "CC(=O)c1ccc(O)cc1",
    "aniline in which a hydrogen attached to the nitrogen is replaced by an acetyl group": (
        "CC(=O)Nc1ccccc1"
    ),
    "phenol in which the phenolic hydrogen has been replaced by an acetyl group": "CC(=O)Oc1ccccc1",
    "quercetin in which the hydroxy hydrogen at position 3 is replaced by a methyl group": (
        "COc1c(-c2ccc(O)c(O)c2)oc2cc(O)cc(O)c2c1=O"
    ),
    "methane in which one of the hydrogens has been replaced by a phenyl group": "Cc1ccccc1",
    "propanoic acid substituted by a 4-chlorophenyl group at position 2 (the R-enantiomer)": (
        "C[C@@H](C(=O)O)c1ccc(Cl)cc1"
    ),
}
UNTOLD = (
    "phenol substituted by a methoxy group",
    "phenol substituted by two chloro groups",
    "toluene in which a methyl hydrogen is replaced by a chloro group",
    "ferulic acid in which the phenolic hydrogen is replaced by a methyl group",
    "phenol substituted by a methoxy group at position 2 and fused to a benzene ring",
    "phenol with a pleasant smell",
    "phenol",
    "quercetin substituted by a beta-D-glucosyl residue at position 3",
)


@pytest.mark.parametrize("begin", ["organic compound that is ", ""])
@pytest.mark.parametrize(("what", "smiles"), SPELT.items())
def test_groups_and_places_make_a_name(begin: str, what: str, smiles: str) -> None:
    text = f"The molecule is {'an ' if begin else ''}{begin}{what}. It has a role as a metabolite."
    spellings = list(list_parents(text))
    read = [found for one in spellings for name in one.names if (found := read_structure(name))]
    assert read[0] == Chem.CanonSmiles(smiles)
    assert all(one.words in text for one in spellings)


def test_a_class_may_stand_for_its_parent() -> None:
    text = (
        "The molecule is a member of the class of isoquinolines carrying two methoxy substituents "
        "at positions 6 and 7."
    )
    (spelling,) = list_parents(text)
    assert read_structure(spelling.names[0]) == Chem.CanonSmiles("COc1cc2ccncc2cc1OC")


@pytest.mark.parametrize("what", UNTOLD)
def test_what_is_not_told_makes_no_name(what: str) -> None:
    names = [
        name
        for spelling in list_parents(f"The molecule is an acid that is {what}.")
        for name in spelling.names
    ]
    assert [name for name in names if read_structure(name) and not fits_several(name)] == []


def test_a_description_of_another_kind_spells_nothing() -> None:
    assert list(list_parents("sweet-smelling ester")) == []
    assert list(list_parents("")) == []
