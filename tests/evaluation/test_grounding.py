"""The protocol on aligners whose figures are known: an oracle, a flat map and a liar."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from rdkit import Chem

from textmol.alignment import AtomMap
from textmol.errors import DataError
from textmol.evaluation.faithfulness import grow_fragment, measure_order, measure_random_fragments
from textmol.evaluation.grounding import (
    draw_cases,
    evaluate_grounding,
    hold_words,
    measure_grounding,
)
from textmol.evaluation.grounding_baselines import PlainAligner, plain_baselines, weigh_uniform
from textmol.evaluation.grounding_cases import Case, find_case
from textmol.evaluation.grounding_classes import cover_atoms, default_classes, find_mentions
from textmol.evaluation.grounding_metrics import METRICS
from textmol.evaluation.grounding_sheet import Sheet
from textmol.molecules import parse_molecule
from textmol.text.phrases import TextSpan, read_words

PAIRS = (
    ("CCCCCCC(=O)O", "The molecule is a long acid with one carboxy group."),
    ("OCCCCCCC#N", "The molecule is a nitrile and an alcohol, found in plants."),
    ("ClCCCCCCCC=O", "The molecule is an aldehyde and an organochlorine compound by trade."),
    ("CCCCCCCCS", "The molecule is a thiol that smells of garlic and of nothing else."),
)


def _cases() -> tuple[Case, ...]:
    found = [find_case(smiles, text, default_classes()) for smiles, text in PAIRS]
    return tuple(case for case in found if case is not None)


class _Oracle:
    """Points at what the classes say (``sign`` 1) or away from it; its score counts such atoms."""

    def __init__(self, sign: float = 1.0) -> None:
        self.sign = sign

    def _cover(self, smiles: str, text: str) -> tuple[np.ndarray, list[tuple[int, int]]]:
        mol = parse_molecule(smiles).mol
        patterns = {one.name: one.patterns for one in default_classes()}
        mentions = find_mentions(text, default_classes())
        masks = [cover_atoms(mol, patterns[mention.name]) for mention in mentions]
        table = np.asarray(masks, float).reshape(len(masks), mol.GetNumAtoms())
        return table, [(mention.start, mention.end) for mention in mentions]

    def align(self, smiles: str, text: str, spans: Sequence[TextSpan] | None = None) -> AtomMap:
        words = read_words(text) if spans is None else tuple(spans)
        table, places = self._cover(smiles, text)
        matrix = np.zeros((table.shape[1], len(words)), np.float32)
        for row, place in zip(table, places, strict=True):
            for column, word in enumerate(words):
                if word.overlaps(*place):
                    matrix[:, column] += self.sign * row
        atoms = self.sign * table.sum(0)
        return AtomMap(matrix, words, atoms, float(self.score(smiles, text)[0]))

    def score(self, smiles: str, text: str, removed: np.ndarray | None = None) -> np.ndarray:
        table = self._cover(smiles, text)[0]
        stays = np.ones((1, table.shape[1])) if removed is None else 1.0 - removed
        return np.asarray(stays @ (table.sum(0) > 0), np.float64)


def test_an_oracle_earns_everything_and_beats_every_baseline() -> None:
    flat = PlainAligner(weigh_uniform)
    found = measure_grounding(_Oracle(), _cases(), {"untrained weights": flat})
    for part in (found, found["words"], found["words_for_atoms"]):
        assert [part["macro"][metric] for metric in METRICS] == [1, 1, 1, 1]
    assert found["macro"]["classes"] == len(found["classes"]) == 6
    assert all(set(METRICS) < set(one) for one in found["classes"].values())
    assert found["macro"]["interval95"]["auroc"] == [1, 1]
    for name, baseline in found["baselines"].items():
        assert baseline["macro"]["pointing_game"] < 1, name
    assert found["baselines"]["another phrase"]["macro"]["pointing_game"] < 0.3
    deletion = {name: one["deletion_auc"] for name, one in found["faithfulness"].items()}
    assert min(deletion, key=lambda name: deletion[name]) == "map"
    assert found["insertion_auc"] == found["faithfulness"]["map"]["insertion_auc"]
    assert found["randomisation"]["mean_absolute_spearman"] == 0
    json.dumps(found, allow_nan=False)


def test_every_baseline_of_the_protocol_is_there() -> None:
    found = measure_grounding(_Oracle(), _cases())["baselines"]
    assert {"random", "uniform", "degree", "heteroatom prior", "another phrase",
            "shuffled text"} <= set(found)  # fmt: skip
    uniform = found["uniform"]["macro"]
    assert uniform["pointing_game"] == uniform["chance"]
    assert uniform["auroc"] == 0.5


def test_a_liar_earns_nothing() -> None:
    found = measure_grounding(_Oracle(-1), _cases())
    assert found["macro"]["auroc"] == 0
    assert found["macro"]["pointing_game"] == 0


def test_the_same_seed_gives_the_same_report() -> None:
    one, other = (measure_grounding(_Oracle(), _cases()[:2]) for _ in range(2))
    assert one == other


def test_words_hold_any_part_of_a_phrase() -> None:
    case = find_case("OCCCC", "a 4-hydroxybutane alcohol", default_classes())
    assert case is not None
    assert hold_words(read_words(case.text), case.targets[0]).tolist() == [False, True, True]


def test_random_maps_are_the_same_for_the_same_pair() -> None:
    one, other = (plain_baselines(3)["random"].align(*PAIRS[0]).matrix for _ in range(2))
    np.testing.assert_array_equal(one, other)
    assert not np.array_equal(one, plain_baselines(4)["random"].align(*PAIRS[0]).matrix)


def test_removing_what_counts_first_lowers_the_score_soonest() -> None:
    smiles, text = PAIRS[0]
    best = measure_order(_Oracle(), smiles, text, [6, 7, 8, 0, 1, 2, 3, 4, 5])
    worst = measure_order(_Oracle(), smiles, text, [0, 1, 2, 3, 4, 5, 6, 7, 8])
    chance = measure_random_fragments(_Oracle(), smiles, text)
    assert best is not None and worst is not None and chance is not None
    assert best["deletion_auc"] < chance["deletion_auc"] < worst["deletion_auc"]
    assert best["insertion_auc"] > chance["insertion_auc"] > worst["insertion_auc"]
    assert best["comprehensiveness"] > worst["comprehensiveness"]
    assert best["sufficiency"] < worst["sufficiency"]


def test_a_score_that_does_not_fall_is_not_measured() -> None:
    assert measure_order(_Oracle(), "CCCC", "nothing at all", [0, 1, 2, 3]) is None


@pytest.mark.parametrize("smiles", ["CC(=O)Oc1ccccc1C(=O)O", "[Na+].[Cl-].CCO", "C"])
def test_grown_fragments_have_their_size_and_hold_together(smiles: str) -> None:
    mol = Chem.MolFromSmiles(smiles)
    draw = np.random.default_rng(0)
    parts = len(Chem.GetMolFrags(mol))
    for size in range(mol.GetNumAtoms() + 1):
        atoms = grow_fragment(mol, size, draw).tolist()
        assert len(set(atoms)) == len(atoms) == size
        if size:
            written = Chem.MolFragmentToSmiles(mol, atoms)
            assert written.count(".") < parts


def test_a_sheet_is_the_mean_over_classes_and_its_interval_holds_it() -> None:
    sheet, mask = Sheet(), np.array([True, False, False])
    for molecule in range(6):
        good = np.array([1.0, 0, 0]) if molecule % 2 else np.array([0, 1.0, 0])
        sheet.add("half", str(molecule), good, mask)
    sheet.add("all", "0", np.array([1.0, 0, 0]), mask)
    found = sheet.summarise()
    assert sheet.list_classes()["half"] == pytest.approx(
        {"pointing_game": 0.5, "auroc": 0.75 - 1 / 8, "average_precision": 0.5 + 1 / 6,
         "iou": 0.5, "chance": 1 / 3, "maps": 6},
        abs=1e-3,
    )  # fmt: skip
    assert found["macro"]["pointing_game"] == 0.75
    low, high = found["macro"]["interval95"]["pointing_game"]
    assert low <= 0.75 <= high < 1.01 and low < high
    assert (found["macro"]["maps"], found["macro"]["molecules"]) == (7, 6)


def test_an_empty_sheet_says_nothing() -> None:
    assert Sheet().summarise() == Sheet().list_classes() == {}


def test_a_file_of_pairs_is_measured_with_the_bundled_checkpoint(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.tsv"
    lines = ["smiles\ttext", *("\t".join(pair) for pair in PAIRS), "CCC\tan alkane"]
    pairs.write_text("\n".join(lines), encoding="utf-8")
    steps: set[str] = set()
    found = evaluate_grounding(pairs, limit=2, progress=lambda step, *_: steps.add(step))
    assert found["pairs"] == 2
    assert "@" in found["checkpoint"]
    assert found["macro"]["auroc"] > 0.8
    assert found["reading"]["main"].startswith("phrase")
    trained = {"gradient × input", "similarity", "untrained weights", "plain cross-attention"}
    assert trained <= set(found["baselines"])
    assert found["spot_check"] == {"pairs": 100, "wrong": 2, "error_rate": 0.02}
    assert "Maps read" in steps
    json.dumps(found, allow_nan=False)


def test_a_sample_is_drawn_by_its_seed_and_kept_in_order() -> None:
    cases = _cases()
    assert draw_cases(cases, None, 0) == draw_cases(cases, 9, 0) == cases
    drawn = [draw_cases(cases, 2, seed) for seed in range(8)]
    assert drawn[0] == draw_cases(cases, 2, 0)
    assert len(set(map(str, drawn))) > 1
    for some in drawn:
        places = [cases.index(case) for case in some]
        assert places == sorted(set(places)) and len(places) == 2


def test_other_models_are_measured_on_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textmol.evaluation.grounding.BASELINE_CASES", 2)
    flat = PlainAligner(weigh_uniform)
    found = measure_grounding(_Oracle(), _cases(), {"untrained weights": flat})
    assert found["baseline_pairs"] == 2
    baselines = found["baselines"]
    assert baselines["untrained weights"]["macro"]["molecules"] == 2
    assert baselines["uniform"]["macro"]["molecules"] == found["macro"]["molecules"] == 4
    assert found["on_the_same_pairs"]["molecules"] == 2


def test_files_that_cannot_be_used_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        evaluate_grounding(tmp_path / "none.tsv")
