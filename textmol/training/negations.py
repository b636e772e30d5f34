"""What a short query may say that a molecule lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textmol.language import ELEMENT_NAMES

if TYPE_CHECKING:
    from textmol.training.shorts import Traits

ELEMENTS = ("O", "N", "S", "P", "Cl", "F", "Br", "I", "Si", "B")


@dataclass(frozen=True)
class Negation:
    """Something absent: ``groups`` of the named table that the molecule must not have.

    ``words`` fit after "no", ``adjectives`` before a noun. ``kind`` is "element", "group" (words
    take an article) or "plain".
    """

    kind: str
    groups: tuple[str, ...]
    words: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    saturated: bool = False

    def holds(self, traits: Traits) -> bool:
        """Return whether the molecule lacks all of it."""
        if self.saturated and not traits.saturated:
            return False
        return not any(name in traits.groups for name in self.groups)


def _lack(groups: str, words: str, adjectives: str = "", kind: str = "group") -> Negation:
    return Negation(
        kind, tuple(groups.split("|")), tuple(words.split("|")),
        tuple(part for part in adjectives.split("|") if part),
    )  # fmt: skip


NEGATIONS = (
    *(
        Negation("element", (f"{name} atom",), (name,), (f"{name}-free",))
        for name in map(ELEMENT_NAMES.__getitem__, ELEMENTS)
    ),
    Negation("element", ("metal atom",), ("metal", "metal ion"), ("metal-free",)),
    Negation("plain", ("halogen atom",), ("halogen", "halogens", "halogen atoms"),
             ("halogen-free", "non-halogenated")),
    Negation("plain", ("ring",), ("rings", "ring", "cycle"), ("acyclic", "open-chain")),
    Negation("plain", ("aromatic ring",), ("aromatic ring", "aromatic rings"), ("non-aromatic",)),
    Negation("plain", ("alkene", "alkyne", "imine", "azo group"),
             ("double bonds", "double bond", "unsaturation"), ("saturated",), saturated=True),
    _lack("alkene|alkyne", "C=C bond|alkene|carbon-carbon double bond"),
    _lack("hydroxy group", "hydroxy group|hydroxyl|hydroxyl group|OH group|OH",
          "non-hydroxylated|unhydroxylated"),
    _lack("phenol|phenolate", "phenol|phenolic OH|phenol group"),
    _lack("carboxylic acid|carboxylate", "carboxylic acid|carboxy group|acid group|COOH"),
    _lack("ester", "ester|ester group"),
    _lack("amide", "amide|amide bond|amide group"),
    _lack("ketone", "ketone|keto group|ketone group"),
    _lack("aldehyde", "aldehyde|aldehyde group"),
    _lack("carbonyl group", "carbonyl|carbonyl group|C=O"),
    _lack("ether", "ether|ether group"),
    _lack("methoxy group", "methoxy group|methoxy|OMe group"),
    _lack("amine", "amine|amino group|amine group"),
    _lack("nitro group", "nitro group|nitro", "non-nitrated"),
    _lack("nitrile", "nitrile|cyano group"),
    _lack("benzene ring", "benzene ring|benzene"),
    _lack("heterocycle", "heterocycle|heterocyclic ring", "carbocyclic"),
    _lack("pyranose sugar ring|furanose sugar ring", "sugar|sugar ring", "non-glycosylated"),
    _lack("phosphate group", "phosphate|phosphate group", "unphosphorylated"),
    _lack("sulfate ester", "sulfate|sulfate group", "unsulfated"),
    _lack("sulfonamide", "sulfonamide|sulfonamide group"),
    _lack("chloro group", "chloro group|chloro substituent", "non-chlorinated"),
    _lack("fluoro group", "fluoro group|fluoro substituent", "non-fluorinated"),
    _lack("epoxide", "epoxide|epoxide ring"),
    _lack("lactone", "lactone|lactone ring"),
    _lack("thiol", "thiol|SH group"),
    _lack("methyl group", "methyl group|methyl"),
    _lack("long alkyl chain", "long chain|long alkyl chain"),
    _lack("peptide bond", "peptide bond"),
    _lack("macrocycle", "large ring|macrocycle"),
)  # fmt: skip
