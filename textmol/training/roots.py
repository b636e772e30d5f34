"""Parents of chemical names, learnt from names and structures: "pyridin" is C5H5N.

A name with one piece that is not known, beside the formula of its molecule, tells the formula of
that piece. What several names agree on, or a name that is nothing else, goes into ``roots.tsv``
(``textmol.molecules.claims.names``).
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from rdkit import Chem

from textmol.evaluation.tables import read_columns
from textmol.molecules.claims.formula import ELEMENTS, Formula, add, write_formula
from textmol.molecules.claims.names import ROOTS, NameReader, State, clean_name
from textmol.molecules.claims.relations import list_same
from textmol.molecules.identity import quiet_rdkit

ROUNDS = 3
SHORTEST, LONG = 4, 7  # letters
AGREEING = 0.8  # share of the names that tell of a piece
# What is cut off a guess, and whether it makes the piece the stem of an acid.
_CHAIN = re.compile(r"\w+a(?:di|tri|tetr|pent|hex|hept|oct)")  # "icosapent" is also a drug
_CUT = (("ic acid", True), ("ate", True), ("ic", True), ("", False), ("e", False), ("yl", False))


class RootFinder(NameReader):
    """Reads names with one piece that is not known."""

    def _go_on(self, text: str, place: int, state: State) -> State | None:
        found = super()._go_on(text, place, state)
        if found or state.unknown or state.parent or state.times != 1 or place == len(text):
            return found
        run = re.compile(r"[a-z]{4,}(?: acid)?").match(text, place)
        if run is None:
            return None
        for ending, is_acid in _CUT:
            if not run[0].endswith(ending) or (not ending and run[0].endswith(" acid")):
                continue
            root = run[0][: len(run[0]) - len(ending)]
            if len(root) < SHORTEST or " " in root:
                continue
            after = replace(state, parent=True, unknown=root + "^" * is_acid)
            skipped = len(run[0]) if is_acid else len(root)
            if found := self._go_on(text, place + skipped, after):
                return found
        return None


def learn_roots(named: Iterable[tuple[str, Formula]]) -> dict[str, Formula]:
    """Return the formulas of pieces that names and the formulas of their molecules tell."""
    pairs, roots = list(named), dict[str, Formula]()
    for _ in range(ROUNDS):
        told: dict[str, list[tuple[Formula, str]]] = defaultdict(list)
        finder = RootFinder(roots)
        for name, formula in pairs:
            state = finder.read(name)
            if state and state.unknown:
                told[state.unknown].append((add(formula, state.formula, -1), clean_name(name)))
        new = {root: agreed for root, found in told.items() if (agreed := _agree(root, found))}
        roots |= new
        if not new:
            break
    return roots


def _agree(root: str, told: list[tuple[Formula, str]]) -> Formula | None:
    """Return the formula that names agree on.

    One name suffices where it is nothing else, or where the piece is too long to be a misreading.
    """
    (formula, number), *_ = Counter(formula for formula, _ in told).most_common()
    names = {name for other, name in told if other == formula}
    stem = root.removesuffix("^")
    alone = any(name in (stem, stem + "e", stem + "ate", stem + "ic acid") for name in names)
    long = len(told) == 1 and len(stem) >= LONG and not stem.endswith("yl")
    if number < AGREEING * len(told) or not (len(names) > 1 or alone or long):
        return None
    carbon, hydrogen, nitrogen, _, _, phosphorus = formula[:6]
    if _CHAIN.fullmatch(stem):
        return None
    most = 2 * carbon + nitrogen + phosphorus + 6  # hydrogens, with some for oxygen acids
    return formula if min(formula) >= 0 and any(formula) and hydrogen <= most else None


def compute_formula(smiles: str) -> Formula | None:
    """Return the formula of a molecule, None where it has other elements."""
    with quiet_rdkit():
        mol = Chem.MolFromSmiles(smiles)
    counts = Counter(atom.GetSymbol() for atom in mol.GetAtoms())
    counts["H"] += sum(atom.GetTotalNumHs() for atom in mol.GetAtoms())
    counts["H"] -= Chem.GetFormalCharge(mol)
    known = counts.keys() <= set(ELEMENTS)
    return tuple(counts[element] for element in ELEMENTS) if known else None


def list_named(names: Path, pairs: Path) -> Iterator[tuple[str, Formula]]:
    """Yield the names of molecules, and what training texts call their conjugates, once each.

    Molecules of the development split are left out.
    """
    texts = read_columns(pairs, ["smiles", "text", "split"])
    rows = list(
        zip(*(texts[name] for name in ("inchikey", "smiles", "text", "split")), strict=True)
    )
    dev = {key for key, _, _, split in rows if split == "dev"}
    table = read_columns(names, ["smiles", "name"])
    named = [
        (name, smiles)
        for key, smiles, name in zip(table["inchikey"], table["smiles"], table["name"], strict=True)
        if key not in dev
    ]
    named += [
        (name, smiles)
        for key, smiles, text, _ in rows
        if key not in dev
        for relation in list_same(text)
        for name in relation.names
    ]
    formulas = {smiles: compute_formula(smiles) for smiles in {smiles for _, smiles in named}}
    for name, smiles in sorted(set(named)):
        if formula := formulas[smiles]:
            yield name, formula


def write_roots(roots: dict[str, Formula], path: Path = ROOTS) -> None:
    """Write the table of parents."""
    told = (
        "# Parents of chemical names and their formulas, learnt from names and structures by",
        "# textmol.training.roots. One that ends in ^ is the stem of an acid.",
    )
    lines = (f"{root}\t{write_formula(formula)}" for root, formula in sorted(roots.items()))
    path.write_text("\n".join((*told, *lines)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_roots(learn_roots(list_named(Path(sys.argv[1]), Path(sys.argv[2]))))
