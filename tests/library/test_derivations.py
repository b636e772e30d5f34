"""What a name in a description leaves of a library."""

from __future__ import annotations

import numpy as np

from textmol import TextMol
from textmol.library.derivations import OTHER_STEREO, Derivations, claim_derived
from textmol.molecules import parse_molecule

NAMED = {"acetic acid": "CC(=O)O", "L-alanine": "C[C@H](N)C(=O)O"}
ACETATE = "QTBSBXVTEAMEQO-UHFFFAOYSA-M"


def find(name: str) -> list[str]:
    """Return the molecule of a name."""
    return [NAMED[name]] if name in NAMED else []


def test_each_statement_leaves_its_molecules() -> None:
    derivations = Derivations(find)
    text = "It is a conjugate base of an acetic acid. It is a tautomer of an L-alanine."
    base, tautomer = derivations.derive(text)
    assert base.words == "conjugate base of an acetic acid"
    assert base.complete
    assert base.keys == {ACETATE}
    assert [one.smiles for one in base.molecules] == ["CC(=O)[O-]"]
    assert not tautomer.complete
    assert len(tautomer.molecules) >= len(tautomer.keys) > 2
    assert derivations.derive(text) is derivations.derive(text)
    assert derivations.derive("an acid") == ()


def test_names_that_nobody_has_are_read() -> None:
    derivations = Derivations(lambda name: [])
    (left,) = derivations.derive("It is a conjugate base of a 14-hydroxymyristic acid.")
    assert [one.smiles for one in left.molecules] == ["O=C([O-])CCCCCCCCCCCCCO"]
    text = "The molecule is a phenol that is phenol substituted by a methoxy group at position 2."
    (left,) = derivations.derive(text)
    assert [one.smiles for one in left.molecules] == ["COc1ccccc1O"]


def test_other_stereo_is_half_a_contradiction() -> None:
    (left,) = Derivations(lambda name: []).derive("a conjugate base of L-lactic acid")
    keys = {
        "C[C@H](O)C(=O)[O-]": 0.0,
        "C[C@@H](O)C(=O)[O-]": OTHER_STEREO,
        "CC(O)C(=O)[O-]": OTHER_STEREO,
        "C[C@H](O)C(=O)O": 1.0,
        "CCC(=O)[O-]": 1.0,
    }
    for smiles, missed in keys.items():
        assert left.miss(parse_molecule(smiles).inchikey) == missed
    (loose,) = Derivations(lambda name: []).derive("a tautomer of L-lactic acid")
    assert not loose.complete
    assert loose.miss("") == 0.0


def test_all_others_contradict_what_a_name_leaves(engine: TextMol) -> None:
    library = engine.library
    text = "a conjugate base of pyruvic acid"
    (derivation,) = library.derive(text)
    contradicting = dict(library.contradict(text))[derivation.words]
    left = library.records(np.flatnonzero(contradicting == 0))
    assert {record.inchikey for record in left} == derivation.keys
    assert {record.smiles for record in left} == {"CC(=O)C(=O)[O-]"}


def test_molecules_without_names_are_not_looked_up(engine: TextMol) -> None:
    text = "a conjugate base of warfarin"
    known = engine.library.record(engine.library.find_name("warfarin")[0])
    other = engine.library.without_names([known.inchikey])
    assert other.find_name("warfarin") == []
    assert other.derive(text) == ()
    assert other.find_name("aspirin") == engine.library.find_name("aspirin") != []
    assert engine.library.derive(text)
    assert other.identity == engine.library.identity


def test_names_in_a_text_are_claims() -> None:
    text = "It is an anion. It is a conjugate base of an acetic acid. It is a tautomer of acetone."
    derived = Derivations(find).derive(text)
    (holds,) = claim_derived(text, derived, ACETATE)
    assert (holds.text, holds.verdict) == ("conjugate base of an acetic acid", "verified")
    assert text[holds.start : holds.end] == holds.text
    (fails,) = claim_derived(text, derived, parse_molecule("C[NH3+]").inchikey)
    assert fails.verdict == "contradicted"


def test_another_stereoisomer_is_no_claim() -> None:
    text = "It is an enantiomer of L-alanine."
    derived = Derivations(find).derive(text)
    keys = [parse_molecule(smiles).inchikey for smiles in ("C[C@@H](N)C(=O)O", "CC(N)C(=O)O")]
    assert [len(list(claim_derived(text, derived, key))) for key in keys] == [1, 0]
