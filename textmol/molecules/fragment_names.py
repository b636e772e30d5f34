"""Which named groups cut a molecule into fragments, which name its rings, and what names them."""

from __future__ import annotations

from functools import cache

from textmol.molecules.groups import groups_by_name, load_groups

SHORTEST_TERM = 3  # characters


def _list(names: str) -> tuple[str, ...]:
    return tuple(names.split("|"))


# Ring names that say what hangs on the ring, cover only part of it, or fit every ring.
NO_RING_NAMES = frozenset(
    _list(
        "catechol|resorcinol|hydroquinone|pyrogallol|guaiacol|benzoic acid|salicylic acid|aniline|"
        "azobenzene|biphenyl|diphenylmethane|triphenylmethane|stilbene|chlorobenzene|fluorobenzene|"
        "bromobenzene|iodobenzene|toluene|aromatic ring|para-disubstituted benzene ring|"
        "meta-disubstituted benzene ring|ortho-disubstituted benzene ring|ring|heterocycle|"
        "nitrogen heterocycle|oxygen heterocycle|sulfur heterocycle|heteroaromatic ring|"
        "phenyl group|three-membered ring|four-membered ring|seven-membered ring|"
        "polycyclic aromatic hydrocarbon system"
    )
)
RING_SKELETONS = _list(
    "steroid skeleton|penam skeleton|cephem skeleton|carbapenem skeleton|morphinan skeleton|"
    "ergoline skeleton|tropane skeleton|quinuclidine ring|porphyrin ring|corrin ring|"
    "phthalocyanine ring|norbornane skeleton|adamantane skeleton|tetracycline skeleton|"
    "pentacyclic triterpenoid skeleton|anthracycline skeleton|epoxide|lactone|lactam"
)
# The first of several that cover the same atoms wins: special before general.
FUNCTIONAL_GROUPS = _list(
    "carboxylic acid|carboxylate|lactone|ester|thioester|acid anhydride|acyl halide|lactam|imide|"
    "hydroxamic acid|hydrazide|amide|aldehyde|ketone|ketene|carbonyl group|hydroxy group|"
    "phenolate|methoxy group|ethoxy group|epoxide|hydroperoxide|peroxide|carbonate ester|ether|"
    "dimethylamino group|trimethylammonium group|quaternary ammonium group|ammonium group|"
    "primary amine|secondary amine|tertiary amine|amine|nitrile|isocyanide|"
    "thiocyanate|isocyanate|isothiocyanate|carbodiimide|cyanamide|azide|azo group|diazo group|"
    "diazonium group|triazene|nitrate ester|nitro group|nitrosamine|nitroso group|hydroxylamine|"
    "N-oxide|nitrone|oxime|amidine|biguanide|guanidine|hydrazone|semicarbazone|"
    "thiosemicarbazone|hydrazine|imine|urea|thiourea|carbamate|thiol|disulfide|polysulfide|"
    "thioether|sulfonylurea|sulfamide|sulfamate|sulfonamide|sulfonic acid|sulfonate ester|"
    "sulfate ester|sulfonyl halide|sulfonate|sulfinic acid|sulfone|sulfoxide|thioamide|"
    "dithiocarbamate|thiocarbonyl group|sulfonium group|triphosphate|diphosphate|thiophosphate|"
    "phosphoramidate|phosphate group|phosphonate|phosphinic acid|phosphine oxide|phosphine|"
    "phosphonium group|phosphite ester|boronic acid|boronate ester|trimethylsilyl group|"
    "silyl ether|selenide|allene|alkene|alkyne|tert-butyl group|isopropyl group|"
    "trifluoromethoxy group|trifluoromethyl group|difluoromethyl group|trichloromethyl group|"
    "fluoro group|chloro group|bromo group|iodo group|chloride ion|bromide ion|"
    "iodide ion"
)
# Groups whose name says that their carbons belong to them.
WITH_CARBONS = frozenset(
    _list(
        "methoxy group|ethoxy group|dimethylamino group|trimethylammonium group|tert-butyl group|"
        "isopropyl group|trimethylsilyl group"
    )
)


@cache
def ring_names() -> tuple[str, ...]:
    """Return the groups that may name a ring or a ring system, in the order of the table."""
    return tuple(
        name
        for name, group in groups_by_name().items()
        if (group.kind == "ring" and name not in NO_RING_NAMES) or name in RING_SKELETONS
    )


@cache
def structure_terms() -> frozenset[str]:
    """Return the phrases that name functional groups, rings and skeletons."""
    return frozenset(
        phrase
        for group in load_groups()
        for phrase in (group.name, *group.words, *group.classes)
        if len(phrase) >= SHORTEST_TERM
    )
