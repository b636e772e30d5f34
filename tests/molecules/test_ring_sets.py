"""Molecules with very many rings of one length."""

from __future__ import annotations

import numpy as np

from textmol.molecules import parse_molecule
from textmol.molecules.features import featurise, known_groups


def test_a_macrocycle_of_para_linked_rings_keeps_one_way_round() -> None:
    cage = parse_molecule("C%10" + "C1CCC(CC1)" * 12 + "C%10")
    assert cage.mol.GetRingInfo().NumRings() == 13
    assert np.isfinite(featurise(cage.mol, known_groups()).descriptors).all()
    few = parse_molecule("C%10" + "C1CCC(CC1)" * 4 + "C%10")
    assert few.mol.GetRingInfo().NumRings() == 20  # as RDKit has it
