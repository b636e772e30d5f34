"""The lexicon: every entry fits the molecule it names, and the tricky ones nothing else."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from rdkit import Chem

from textmol.molecules import rules
from textmol.molecules.rules import Subject
from textmol.training.facts import lexicon
from textmol.training.facts.lexicon import Entry, find_entries, load_lexicon

EXAMPLES = Path(__file__).with_name("examples.tsv")
# Molecules that look alike and do not belong.
STRANGERS = {
    "steroid": ("oleanolic acid", "chrysene", "limonene"),
    "penicillin": ("cefaclor", "alanine"),
    "cephalosporin": ("amoxicillin",),
    "beta blocker": ("adrenaline", "lidocaine"),
    "saturated fatty acid": ("oleic acid", "glucose"),
    "unsaturated fatty acid": ("stearic acid",),
    "omega-3 fatty acid": ("oleic acid", "stearic acid"),
    "triglyceride": ("glycerol", "oleic acid"),
    "flavonol": ("apigenin", "naringenin"),
    "flavone": ("quercetin", "coumarin"),
    "isoflavone": ("apigenin",),
    "coumarin": ("apigenin",),
    "azo dye": ("nitrobenzene", "hydrazine"),
    "anthraquinone": ("juglone",),
    "benzodiazepine": ("caffeine",),
    "barbiturate": ("caffeine", "uracil"),
    "amphetamine": ("phenylalanine", "dopamine"),
    "sulfa drug": ("taurine",),
    "statin": ("prostaglandin E2",),
    "hexose": ("ribose", "sucrose"),
    "dicarboxylic acid": ("citric acid", "acetic acid"),
    "zwitterion": ("nitrobenzene", "sodium chloride", "alanine"),
    "dication": ("acetate", "sodium ion"),
    "acyclic compound": ("benzene",),
    "hydrocarbon": ("ethanol", "sodium ion"),
    "polycyclic aromatic hydrocarbon": ("benzene", "indole"),
    "fruity ester": ("aspirin", "triolein"),
    "aromatic aldehyde": ("decanal",),
    "local anaesthetic": ("caffeine",),
    "organic salt": ("sodium chloride", "acetic acid"),
    "very small molecule": ("caffeine",),
    "radical": ("ethanol", "ammonia"),
    "metal complex": ("sodium ion",),
}


@cache
def read_examples() -> dict[str, str]:
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


@cache
def read_subject(name: str) -> Subject:
    mol = Chem.MolFromSmiles(read_examples()[name])
    assert mol is not None, name
    return Subject(mol)


def test_the_lexicon_is_large_and_every_entry_has_words() -> None:
    entries = load_lexicon()
    assert len(entries) >= 400
    for entry in entries:
        assert len(entry.nouns) + len(entry.phrases) >= 2, entry.name
        for words in (*entry.nouns, *entry.phrases):
            assert words == words.strip() and "  " not in words and words, entry.name
    assert Counter(entry.name for entry in entries).most_common(1)[0][1] == 1


@pytest.mark.parametrize("entry", load_lexicon(), ids=lambda entry: entry.name)
def test_every_entry_fits_its_example(entry: Entry) -> None:
    assert read_subject(entry.example).meets(entry.rule)


def test_what_a_molecule_fits_is_listed_in_order() -> None:
    entries = load_lexicon()
    for place in range(0, len(entries), 40):
        found = find_entries(read_subject(entries[place].example))
        assert place in found
        assert list(found) == sorted(set(found))


@pytest.mark.parametrize(
    ("entry", "molecule"),
    [(entry, molecule) for entry, molecules in STRANGERS.items() for molecule in molecules],
)
def test_entries_do_not_fit_strangers(entry: str, molecule: str) -> None:
    rule = next(one.rule for one in load_lexicon() if one.name == entry)
    assert not read_subject(molecule).meets(rule)


def test_the_screen_rules_out_no_match() -> None:
    """What fingerprints, elements and ring counts rule out RDKit does not match either."""
    load_lexicon()
    for smiles in list(read_examples().values())[::6]:
        subject = Subject(Chem.MolFromSmiles(smiles))
        for query in rules._QUERIES.values():
            if not subject._may_hold(query):
                assert not subject.mol.HasSubstructMatch(query.pattern), (smiles, query.smarts)


@pytest.mark.parametrize(
    ("smiles", "saturated"),
    [("CCO", True), ("CC(=O)O", True), ("C=C", False), ("c1ccccc1", False), ("CC#N", False)],
)
def test_saturation_looks_past_oxygen(smiles: str, saturated: bool) -> None:
    assert lexicon.is_saturated(Chem.MolFromSmiles(smiles)) is saturated


@pytest.mark.parametrize("line", ["a\tb\tc\t@no_such_group", "a\tb\tc\tC(", "a\tb\tc\tXx:3"])
def test_a_bad_rule_is_named(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "lexicon_bad.tsv"
    table.write_text(f"{line}\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "TABLES", (table,))
    with pytest.raises(ValueError, match=r"lexicon_bad\.tsv has a line that cannot be read"):
        load_lexicon.__wrapped__()
