"""Facts about functional groups, rings, skeletons and elements, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rdkit import Chem

from textmol.language import HALOGEN_STEMS, MULTIPLES, NUMBERS, pluralise
from textmol.molecules.groups import Group, groups_by_name
from textmol.training.sentences import SPELT, Fact

KIND_WEIGHTS = {"group": 2.0, "ring": 3.0, "skeleton": 5.0, "element": 4.0}
BROAD_WEIGHT, COMMON_WEIGHT = 0.1, 1.0
# Half of all small molecules have these, so that naming one alone says little.
BROAD = frozenset(
    {
        "oxygen atom",
        "nitrogen atom",
        "ring",
        "carbonyl group",
        "methyl group",
        "heterocycle",
        "aromatic ring",
        "oxygen heterocycle",
        "nitrogen heterocycle",
    }
)
# These come with something more telling, or in a quarter of all small molecules.
COMMON = frozenset(
    {
        "hydroxy group",
        "alcohol",
        "secondary alcohol",
        "primary alcohol",
        "1,2-diol",
        "benzene ring",
        "amine",
        "amide",
        "secondary amide",
        "ether",
        "cyclic ether",
        "acetal",
        "alkene",
        "heteroaromatic ring",
        "tetrahydropyran ring",
        "phosphate group",
        "phenethyl group",
        "sulfur atom",
        "phosphorus atom",
        "halogen atom",
        "metal atom",
    }
)
# A name that ends so is one of a part: "indole ring"; others name the molecule: "a nitrile".
PART_ENDINGS = (
    "group",
    "ring",
    "residue",
    "chain",
    "bond",
    "skeleton",
    "ion",
    "core",
    "centre",
    "system",
    "backbone",
    "cycle",
    "polyene",
    "head",
    "diene",
    "carbonyl",
    "carboxylate",
    "adenine",
    "guanine",
    "cytosine",
    "uracil",
    "thymine",
    "coenzyme A",
)
COUNTABLE = (
    "group",
    "ring",
    "atom",
    "acid",
    "ester",
    "amine",
    "amide",
    "alcohol",
    "bond",
    "ether",
    "residue",
    "unit",
    "ketone",
    "aldehyde",
    "alkene",
    "nitrile",
    "epoxide",
    "linkage",
)
MOST_SUGARS = 4  # a larger saccharide is rarely called after its number


def list_group_facts(mol: Chem.Mol, groups: Mapping[str, int]) -> Iterator[Fact]:
    """Yield the facts that follow from ``groups``, the count of each named group in ``mol``."""
    table = groups_by_name()
    for name, count in groups.items():
        group = table[name]
        yield _state_presence(group)
        if group.counting != "once" and 2 <= count <= SPELT:
            yield from _state_count(group, count)
    yield from _list_numbered_classes(groups)
    yield from _list_sugar_classes(mol, groups)


def _state_presence(group: Group) -> Fact:
    names_part = group.kind == "element" or group.name.endswith(PART_ENDINGS)
    return Fact(
        group.name,
        _weigh(group),
        nouns=group.classes if names_part else (group.name, *group.classes),
        adjectives=group.adjectives,
        features=(group.name, *group.words),
    )


def _state_count(group: Group, count: int) -> Iterator[Fact]:
    words = [
        word
        for word in (group.name, *group.words)
        if word.endswith(COUNTABLE) and " of " not in word
    ]
    numbers = (NUMBERS[count], str(count))
    if words:
        texts = tuple(
            f"{number} {pluralise(word)}"
            for word in words
            for number in numbers[: 1 if word[0].isdigit() else 2]
        )
        yield Fact(group.name, min(_weigh(group), 2.0), features=texts)


def _weigh(group: Group) -> float:
    if group.name in BROAD:
        return BROAD_WEIGHT
    return COMMON_WEIGHT if group.name in COMMON else KIND_WEIGHTS[group.kind]


def _list_numbered_classes(groups: Mapping[str, int]) -> Iterator[Fact]:
    """Yield classes that are named after a number: diols, tricarboxylic acids ..."""
    acids = groups.get("carboxylic acid", 0)
    if 1 <= acids < len(MULTIPLES) and "carboxylate" not in groups:
        yield Fact("carboxylic acid", 2.0, nouns=(f"{MULTIPLES[acids]}carboxylic acid",))
    alcohols = groups.get("hydroxy group", 0)
    if alcohols in {2, 3, 4} and groups.get("alcohol") == alcohols:
        yield Fact("hydroxy group", 2.0, nouns=({2: "diol", 3: "triol", 4: "tetrol"}[alcohols],))
    if groups.get("phenol", 0) >= 2:
        yield Fact("phenol", 2.0, nouns=("polyphenol",))
    if 1 < (nitro := groups.get("nitro group", 0)) < len(MULTIPLES):
        yield Fact("nitro group", 3.0, nouns=(f"{MULTIPLES[nitro]}nitro compound",))
    for stem in HALOGEN_STEMS:
        if 1 < (count := groups.get(f"{stem}o group", 0)) < len(MULTIPLES):
            whole = MULTIPLES[count] + stem
            nouns, adjectives = (f"{whole}o compound",), (f"{whole}inated",)
            yield Fact(f"{stem}o group", 2.0, nouns=nouns, adjectives=adjectives)


def _list_sugar_classes(mol: Chem.Mol, groups: Mapping[str, int]) -> Iterator[Fact]:
    """Yield the class of a plain sugar: rings that are all sugars, one bond between each two."""
    units = groups.get("pyranose sugar ring", 0) + groups.get("furanose sugar ring", 0)
    elements = {atom.GetAtomicNum() for atom in mol.GetAtoms()} - {1}
    carbons = sum(atom.GetAtomicNum() == 6 for atom in mol.GetAtoms())
    if (
        1 <= units <= MOST_SUGARS
        and units == mol.GetRingInfo().NumRings()
        and elements == {6, 8}
        and 5 * units <= carbons <= 6 * units
        and groups.get("glycoside", 0) == units - 1
        and "carbonyl group" not in groups
    ):
        nouns = (f"{MULTIPLES[units]}saccharide", "sugar", "carbohydrate")
        yield Fact("saccharide", 4.0, nouns=nouns)
