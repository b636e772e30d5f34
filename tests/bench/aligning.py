"""From a molecule and a description to the map that the page draws, against encoding the two."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from statistics import median

from tests.bench.figures import Figure
from textmol import TextMol
from textmol.aligning import LEVELS
from textmol.molecules import parse_molecule
from textmol.text.phrases import read_words

ATOMS, WORDS = 60, 60
LIMIT = 3.0
WARM_UP = 2
# A tail with another atom in each place makes another molecule of 60 atoms: none is remembered
# from before.
SIGNS = (("O", "N"), ("S", "P"), ("[Se]", "[SiH2]"))
_HEAD = "COc1cc(/C=C/C(=O)N[C@@H](CC(=O)O)C(=O)OC2CCC3(C)C(CCC4C3CCC3(C)C4CCC3=O)C2)cc(Cl)c1O"
_TEXT = (
    "The molecule is a steroid ester of an aspartic acid whose amino group carries a cinnamoyl "
    "group: the phenyl ring of it has a hydroxy group, a methoxy group and a chloro group. It is a "
    "ketone, a carboxylic acid and a secondary carboxamide, and it has a role as an inhibitor of "
    "an enzyme and as a metabolite. Two alkyl chains are bound to it as an ether and as an amine."
)


def measure_alignment() -> list[Figure]:
    """Return a figure for each level: a first map of a pair over encoding both sides of it."""
    text = make_text()
    figures = []
    for level, signs in zip(LEVELS, SIGNS, strict=True):
        molecules = list_molecules(signs)
        maps, bare = [], []
        engine = TextMol.open()
        # Two molecules in turn: one that was encoded has been read, and its map comes sooner.
        for turn, (one, other) in enumerate(zip(molecules[::2], molecules[1::2], strict=True)):
            encoded = _time(partial(_encode, engine, one, text))
            aligned = _time(partial(engine.align, other, text, level=level))
            if turn >= WARM_UP:
                maps.append(aligned)
                bare.append(encoded)
        ratio = median(maps) / median(bare)
        figures.append(
            Figure(
                f"map, {level} level / encoding the pair",
                ratio,
                LIMIT,
                "x",
                f"{1000 * median(maps):.0f} ms / {1000 * median(bare):.0f} ms, medians of "
                f"{len(maps)} molecules of {ATOMS} atoms with {WORDS} words",
            )
        )
    return figures


def list_molecules(signs: tuple[str, str], number: int = 24) -> list[str]:
    """Return different molecules of ``ATOMS`` atoms each, two for each place of a sign."""
    tail = ATOMS - parse_molecule(_HEAD).mol.GetNumAtoms()
    return [
        f"{_HEAD}{'C' * place}{sign}{'C' * (tail - 1 - place)}"
        for place in range(1, number // 2 + 1)
        for sign in signs
    ]


def make_text() -> str:
    """Return a description of ``WORDS`` words."""
    words = read_words(_TEXT)
    return _TEXT[: words[WORDS - 1].end]


def _encode(engine: TextMol, smiles: str, text: str) -> None:
    engine.encode_molecules([smiles])
    engine.encode_descriptions([text])


def _time(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started
