"""The grammar of SMILES: what ends is read by RDKit, and what RDKit writes is allowed."""

from __future__ import annotations

import random

import pytest
from rdkit import Chem

from textmol.engine import LIBRARY, WRITERS
from textmol.library import Library
from textmol.molecules.identity import quiet_rdkit
from textmol.writing.folder import TOKENS
from textmol.writing.grammar.draft import Draft
from textmol.writing.grammar.smiles import extend, may_end
from textmol.writing.tokens import Tokens

MANY, LONGEST = 400, 60


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return Tokens.from_json((WRITERS / "generator" / TOKENS).read_text("utf-8"))


@pytest.fixture(scope="module")
def pieces(tokens: Tokens) -> list[str]:
    first, last = tokens.structure_range
    return [tokens.write_structure([token]) for token in range(first, last)]


def write(smiles: str) -> Draft | None:
    """Return the draft of a SMILES sign by sign, None where one was refused."""
    draft: Draft | None = Draft()
    for sign in smiles:
        if draft is not None:
            draft = extend(draft, sign)
    return draft


def ends(smiles: str) -> bool:
    draft = write(smiles)
    return draft is not None and may_end(draft)


def test_what_rdkit_writes_is_allowed_piece_by_piece(tokens: Tokens) -> None:
    every = [smiles for smiles in Library.open(LIBRARY).read_smiles() if "*" not in smiles]
    for smiles in random.Random(0).sample(every, MANY):
        draft: Draft | None = Draft()
        for token in tokens.read_structure(smiles):
            assert draft is not None
            draft = extend(draft, tokens.write_structure([token]))
        assert draft is not None and may_end(draft), smiles


@pytest.mark.parametrize("seed", range(40))
def test_any_walk_that_ends_is_read(pieces: list[str], seed: int) -> None:
    chance, draft, smiles = random.Random(seed), Draft(), ""
    for _ in range(LONGEST):
        if may_end(draft):
            with quiet_rdkit():
                assert Chem.MolFromSmiles(smiles) is not None, smiles
        # Half of the steps take short pieces: those close what is open.
        short = chance.random() < 0.5
        tried = chance.sample(pieces, 200) + [one for one in pieces if len(one) == 1]
        longer = None
        for piece in tried:
            if short and len(piece) > 2:
                continue
            if (longer := extend(draft, piece)) is not None:
                draft, smiles = longer, smiles + piece
                break
        if longer is None:
            return


@pytest.mark.parametrize(
    "smiles",
    [
        "CC(=O)Oc1ccccc1C(=O)O",
        "c1ccc2[nH]ccc2c1",
        "Cn1cnc2c1c(=O)n(C)c(=O)n2C",
        "C[N+](C)(C)CC(=O)[O-]",
        "[Na+].[Cl-]",
        "O=c1cccc1",
        "c1ccccc1-c1ccccc1",
        "F/C=C/Cl",
        "C[C@H](N)C(=O)O",
        "CS(C)(=O)=O",
        "C%11CC%11",
        "[13CH3]Br",
        "N#CC=1CC=1",
        "c1ccc2c(c1)-c1ccccc1C2",
        "[O-][n+]1ccccc1",
    ],
)
def test_molecules_may_end(smiles: str) -> None:
    assert ends(smiles)


@pytest.mark.parametrize(
    ("smiles", "why"),
    [
        ("", "nothing"),
        ("C1CC", "an open ring"),
        ("C(C", "an open branch"),
        ("C(", "an empty branch"),
        ("C=", "a bond to nothing"),
        ("C[NH", "open brackets"),
        ("CC.", "an empty part"),
        ("c1cccc1", "no Kekulé form"),
        ("c1ccccc1-c", "an aromatic atom in no ring"),
        ("n1cccc1", "a hydrogen that is missing"),
        ("C[C@H]O", "a stereocentre of three neighbours"),
        ("C[N+]", "a cation that is a radical"),
    ],
)
def test_what_is_no_molecule_may_not_end(smiles: str, why: str) -> None:
    assert not ends(smiles), why


@pytest.mark.parametrize(
    "smiles",
    [
        "CC(C)(C)(C)C",
        "F=C",
        "C=O=C",
        "C11",
        "C1C1",
        "C12CC12",
        "C()C",
        "C==C",
        "C(=)C",
        "C(==C",
        "C(C)=(C)",
        "C(C(C)=)C",
        "[Cl-]C",
        "[Xy]",
        "[CH5]",
        "C#N1",
        "O(C)(C)C",
        "C)C",
        "c1c(=O)(C)cccc1",
    ],
)
def test_what_can_lead_nowhere_is_refused_at_once(smiles: str) -> None:
    assert write(smiles) is None


def test_a_draft_is_left_as_it_was() -> None:
    draft = write("CC(=O)c1cccc")
    assert draft is not None
    assert extend(draft, "c1O") is not None
    assert extend(draft, "c1O") is not None
    assert extend(draft, "c1(C)(C)C") is None
    longer = extend(draft, "c1")
    assert longer is not None and may_end(longer)
