"""What RDKit finds in one molecule, each thing looked up once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from rdkit import Chem
from rdkit.Chem import rdCIPLabeler

from textmol.molecules.claims.nouns import list_rules
from textmol.molecules.identity import compute_inchikey
from textmol.molecules.properties import compute_properties
from textmol.molecules.requirements import PROPERTIES, Condition
from textmol.molecules.rules import Rule, Subject
from textmol.molecules.traits import BOUND_HYDROGEN, Traits

# Cages with many equivalent branches would keep the labelling busy for minutes.
MAX_CIP_STEPS = 100_000
LABELS = ("R", "S", "E", "Z")


class Evidence:
    """A sanitised molecule that conditions and rules are checked on."""

    def __init__(self, mol: Chem.Mol) -> None:
        """Take a sanitised molecule; everything is looked up when it is first asked for."""
        self.mol = mol
        self.traits = Traits(mol)
        self.subject = Subject(mol, self.traits)

    def meets(self, what: Rule | Iterable[Condition]) -> bool:
        """Return whether the molecule meets a rule, or every one of several conditions."""
        if isinstance(what, Rule):
            return self.subject.meets(what)
        return all(self._lies(condition) for condition in what)

    def has_labels(self, text: str) -> bool | None:
        """Return whether there are as many centres or double bonds of each label as in a text.

        "1R,2S" asks for one R and one S. None where the molecule has fewer labels of that sort
        than are asked for, so that nothing is known.
        """
        wanted, sort = read_labels(text)
        if sum(self.labels[label] for label in sort) < wanted.total():
            return None
        return all(self.labels[label] >= number for label, number in wanted.items())

    @cached_property
    def inchikey(self) -> str:
        """Return the standard InChIKey, "" where there is none."""
        return compute_inchikey(self.mol)

    @cached_property
    def labels(self) -> Counter[str]:
        """Return how many centres are R and S and how many double bonds are E and Z."""
        labelled = Chem.Mol(self.mol)
        try:
            rdCIPLabeler.AssignCIPLabels(labelled, maxRecursiveIterations=MAX_CIP_STEPS)
        except RuntimeError:  # too symmetric to label in reasonable time
            return Counter()
        parts = [*labelled.GetAtoms(), *labelled.GetBonds()]
        return Counter(part.GetProp("_CIPCode") for part in parts if part.HasProp("_CIPCode"))

    @cached_property
    def _properties(self) -> Mapping[str, float]:
        found = compute_properties(self.mol)
        return {name: float(getattr(found, name)) for name in PROPERTIES}

    def _measure(self, name: str) -> float:
        if name == "charge":  # asked for often, and the other properties take a millisecond
            return self.subject.charge
        if name == BOUND_HYDROGEN:
            return self.traits["H"] - self.subject.charge
        return self._properties[name] if name in PROPERTIES else self.traits[name]

    def _lies(self, condition: Condition) -> bool:
        value = sum(map(self._measure, condition.measures))
        low, high = condition.low, condition.high
        return (low is None or value >= low) and (high is None or value <= high)


def read_labels(text: str) -> tuple[Counter[str], str]:
    """Return how often a text such as "1R,2S" has each label, and the labels of that sort."""
    wanted = Counter(re.findall(r"[RSEZ]", text))
    return wanted, "EZ" if wanted.keys() & {"E", "Z"} else "RS"


def count_facts(mol: Chem.Mol) -> dict[str, int]:
    """Return what a molecule meets of all that statements are checked on, by its text.

    Rules that can be counted have their number, others 1; labels of stereo are named R, S, E and
    Z. What does not hold is left out.
    """
    evidence = Evidence(mol)
    counts = {
        rule.text: rule.counted(evidence.subject) if rule.counted else int(evidence.meets(rule))
        for rule in list_rules()
    }
    return {name: count for name, count in (counts | evidence.labels).items() if count}
