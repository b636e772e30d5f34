"""Facts about rings and about the configuration of centres and double bonds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rdkit import Chem
from rdkit.Chem import rdCIPLabeler

from textmol.language import CYCLES, NUMBERS
from textmol.training.sentences import SPELT, Fact

# Cages with many equivalent branches would keep the labelling busy for minutes.
MAX_CIP_STEPS = 100_000


def list_shape_facts(mol: Chem.Mol) -> Iterator[Fact]:
    """Yield facts about the rings and the defined stereochemistry of ``mol``."""
    yield from _list_ring_facts(mol.GetRingInfo())
    labelled = Chem.Mol(mol)
    try:
        rdCIPLabeler.AssignCIPLabels(labelled, maxRecursiveIterations=MAX_CIP_STEPS)
    except RuntimeError:  # too symmetric to label in reasonable time
        return
    yield from _list_centre_facts(labelled)
    yield from _list_double_bond_facts(labelled)


def _list_ring_facts(rings: Chem.RingInfo) -> Iterator[Fact]:
    count = rings.NumRings()
    if not count:
        yield Fact("ring", 1.0, adjectives=("acyclic", "open-chain"), attributes=("no rings",))
        return
    if count <= SPELT:
        plural = "rings" if count > 1 else "ring"
        yield Fact("ring", 1.0, features=(f"{NUMBERS[count]} {plural}", f"{count} {plural}"))
    if count < len(CYCLES) and _hang_together(rings.AtomRings()):
        yield Fact("ring", 1.5, (f"{CYCLES[count]} compound",), (CYCLES[count],))


def _hang_together(rings: tuple[tuple[int, ...], ...]) -> bool:
    """Return whether all rings are joined through shared atoms."""
    reached, waiting = set(rings[0]), [set(ring) for ring in rings[1:]]
    while waiting:
        joined = [ring for ring in waiting if ring & reached]
        if not joined:
            return False
        waiting = [ring for ring in waiting if not ring & reached]
        reached.update(*joined)
    return True


def _list_centre_facts(labelled: Chem.Mol) -> Iterator[Fact]:
    labels = [
        atom.GetProp("_CIPCode")
        for atom in labelled.GetAtoms()
        if atom.HasProp("_CIPCode") and atom.GetProp("_CIPCode") in {"R", "S"}
    ]
    count = len(labels)
    if not 1 <= count <= SPELT:
        return
    number, centres = NUMBERS[count], "stereocentre" if count == 1 else "stereocentres"
    features = [f"{number} defined {centres}", f"{count} defined {centres}"]
    if len(set(labels)) == 1:
        features += [f"{number} {labels[0]}-configured {centres}"] * 2
        if count > 1:
            features += [f"{count} stereocentres, all {labels[0]}"] * 2
    adjectives = ("chiral",) if count == 1 else ()
    yield Fact("stereocentres", 1.0, adjectives=adjectives, features=tuple(features))


def _list_double_bond_facts(labelled: Chem.Mol) -> Iterator[Fact]:
    labels = Counter(
        bond.GetProp("_CIPCode") for bond in labelled.GetBonds() if bond.HasProp("_CIPCode")
    )
    for label in ("E", "Z"):
        count = labels[label]
        if count == 1:
            texts = (f"{label} double bond", f"{label}-configured double bond")
            yield Fact("double bonds", 1.0, features=texts)
        elif 2 <= count <= SPELT:
            texts = (f"{NUMBERS[count]} {label} double bonds", f"{count} {label} double bonds")
            yield Fact("double bonds", 1.0, features=texts)
