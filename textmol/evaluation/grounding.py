"""How well an alignment points: at the atoms that a phrase means, and at the words for atoms.

The truth is weak and named: a phrase that names a class (``grounding_classes``) means all atoms
of the molecule that the class covers. Masks of more than half of the atoms are left out.

The main figures read the map off the phrase's own characters, as the fragment level of the page
does; those read off the words that hold it stand beside them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from textmol.evaluation.faithfulness import measure_order, measure_random_fragments
from textmol.evaluation.grounding_baselines import (
    Aligner,
    Reader,
    plain_baselines,
    randomise_weights,
)
from textmol.evaluation.grounding_cases import Case, Target, read_cases
from textmol.evaluation.grounding_classes import CLASSES, load_classes, read_spot_check
from textmol.evaluation.grounding_metrics import spearman
from textmol.evaluation.grounding_sheet import Sheet
from textmol.evaluation.intervals import bootstrap_interval
from textmol.text.phrases import TextSpan

Progress = Callable[[str, int, int | None], None]

FAITHFUL_CASES = 100  # pairs whose score is asked again and again
BASELINE_CASES = 300  # pairs that other readings and other weights are measured on
READINGS = {
    "main": "phrase: one column, read off the characters of each phrase that names the class",
    "words": "word: mean of the columns of the words that hold such a phrase",
    "words_for_atoms": "words for the atoms of the class: mean of their rows",
}


@dataclass
class _Sheets:
    """Maps of one aligner in each direction.

    Attributes:
        phrases: atoms for a phrase, from a column of the phrase's own characters.
        held: atoms for a phrase, the mean of the columns of the words that hold it.
        words: words for the atoms of a class, the mean of their rows.
        maps: the maps behind ``phrases``, to compare with those of other aligners.
    """

    phrases: Sheet = field(default_factory=Sheet)
    held: Sheet = field(default_factory=Sheet)
    words: Sheet = field(default_factory=Sheet)
    maps: list[np.ndarray] = field(default_factory=list)

    def summarise(self) -> dict[str, Any]:
        found = self.phrases.summarise()
        for name, sheet in (("words", self.held), ("words_for_atoms", self.words)):
            if sheet.values:
                found[name] = sheet.summarise()
        return found


def evaluate_grounding(
    pairs: Path,
    classes: Path | None = None,
    checkpoint: Path | None = None,
    *,
    limit: int | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Return the figures of a checkpoint's alignment and of the baselines, ready for JSON.

    Args:
        pairs: tab-separated file with the columns smiles and text.
        classes: file of phrase-and-SMARTS classes; None takes the one that comes with TextMol.
        checkpoint: folder of a two-tower checkpoint; None takes the bundled one.
        limit: the most pairs to measure, drawn at random; None measures all of them.
        seed: of what is drawn: pairs, random baselines, bootstrap.
        progress: called with the step, how many are done, and how many there are.

    Raises:
        DataError: where a file cannot be used.
        CheckpointError: where the checkpoint cannot be used.
    """
    from textmol.alignment import AttributionAligner  # imports torch: files are checked before
    from textmol.engine import TextMol
    from textmol.evaluation.grounding_attention import train_cross_attention

    began = time.perf_counter()
    everything = read_cases(pairs, load_classes(classes or CLASSES))
    cases = draw_cases(everything, limit, seed)
    encoder = TextMol.open_encoder(checkpoint)
    aligner = AttributionAligner.from_encoder(encoder)
    others: dict[str, Reader] = {
        "gradient × input": aligner.with_reading("gradient"),
        "similarity": aligner.with_reading("similarity"),
        "untrained weights": aligner.with_weights(lambda part: randomise_weights(part, 0)),
    }
    attention = train_cross_attention(aligner, everything, seed=seed, report=progress)
    if attention is not None:
        others["plain cross-attention"] = attention
    found = measure_grounding(aligner, cases, others, seed=seed, progress=progress)
    found["pairs"] = len(cases)
    check = read_spot_check(classes or CLASSES)
    if check is not None:
        found["spot_check"] = check
    found["checkpoint"] = encoder.checkpoint.identity
    found["seconds"] = round(time.perf_counter() - began, 2)
    return found


def measure_grounding(
    aligner: Aligner,
    cases: Sequence[Case],
    others: Mapping[str, Reader] | None = None,
    *,
    untrained: str = "untrained weights",
    seed: int = 0,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Return the figures of an aligner, of the baselines and of their faithfulness.

    Args:
        aligner: what is measured.
        cases: pairs with their targets.
        others: further aligners to measure beside the plain baselines, by name.
        untrained: which of ``others`` has the architecture but not what was learned.
        seed: of the random baselines and of the bootstrap.
        progress: called with the step, how many are done, and how many there are.

    Returns:
        "macro" of the atoms for a phrase read off its own characters and the same by "classes",
        "words" of those that the words show, "words_for_atoms" of the other direction, and
        "reading", which says so; "baselines" with the "macro" of each, plain ones on all pairs and
        ``others`` on "baseline_pairs" of them, where "on_the_same_pairs" is what is measured;
        "deletion_auc", "insertion_auc", "comprehensiveness" and "sufficiency" of the map's
        ranking of atoms, and "faithfulness" with those of every ranking;
        "randomisation", how the map resembles the untrained one.
    """
    report = progress or (lambda *_: None)
    named: dict[str, Reader] = {**plain_baselines(seed), **(others or {})}
    some = draw_cases(cases, BASELINE_CASES, seed)
    own = _observe(aligner, cases, "Maps read", report)
    same = own if len(some) == len(cases) else _observe(aligner, some, "Sample read", report)
    sheets = {
        name: _observe(one, some if name in (others or {}) else cases, f"Baseline: {name}", report)
        for name, one in named.items()
    }
    baselines = {name: sheet.summarise() for name, sheet in sheets.items()}
    baselines["another phrase"] = _read_wrong_phrases(aligner, some).summarise()
    baselines["shuffled text"] = _read_shuffled(aligner, some, seed).summarise()
    found: dict[str, Any] = {"reading": READINGS, **own.summarise()}
    found["classes"] = own.phrases.list_classes()
    found["baselines"] = baselines
    found["baseline_pairs"] = len(some)
    found["on_the_same_pairs"] = same.summarise().get("macro", {})
    orders = {"map": aligner, **named}
    faithful = _measure_faithfulness(
        aligner, orders, draw_cases(cases, FAITHFUL_CASES, seed), seed, report
    )
    found.update({key: value for key, value in faithful["map"].items() if key != "interval95"})
    found["faithfulness"] = faithful
    if untrained in sheets:
        pairs = zip(same.maps, sheets[untrained].maps, strict=True)
        found["randomisation"] = {
            "mean_absolute_spearman": round(
                float(np.mean([abs(spearman(one, other)) for one, other in pairs])), 4
            )
        }
    return found


def draw_cases(cases: Sequence[Case], limit: int | None, seed: int) -> tuple[Case, ...]:
    """Return at most ``limit`` of the cases, drawn at random and kept in their order."""
    if limit is None or limit >= len(cases):
        return tuple(cases)
    places = np.random.default_rng(seed).choice(len(cases), limit, replace=False)
    return tuple(cases[place] for place in np.sort(places))


def _observe(aligner: Reader, cases: Sequence[Case], step: str, report: Progress) -> _Sheets:
    """Return the measured maps of every target in both directions."""
    sheets = _Sheets()
    for done, case in enumerate(cases):
        alignment = aligner.align(case.smiles, case.text)
        spans = [_span(case.text, span) for target in case.targets for span in target.mentions]
        columns = iter(aligner.align(case.smiles, case.text, spans).matrix.T)
        for target in case.targets:
            held = hold_words(alignment.words, target)
            alone = np.mean([next(columns) for _ in target.mentions], axis=0)
            sheets.phrases.add(target.name, case.molecule, alone, target.mask)
            sheets.maps.append(alone)
            if not held.any():
                continue
            shown = alignment.matrix[:, held].mean(1)
            sheets.held.add(target.name, case.molecule, shown, target.mask)
            if held.mean() <= 0.5:
                rows = alignment.matrix[target.mask].mean(0)
                sheets.words.add(target.name, case.molecule, rows, held)
        report(step, done + 1, len(cases))
    return sheets


def hold_words(words: Sequence[TextSpan], target: Target) -> np.ndarray:
    """Return (words,) bool, true where a word holds part of a phrase that names the target."""
    return np.asarray(
        [any(word.overlaps(*mention) for mention in target.mentions) for word in words], bool
    )


def _span(text: str, mention: tuple[int, int]) -> TextSpan:
    return TextSpan(text[slice(*mention)], *mention)


def _read_wrong_phrases(aligner: Aligner, cases: Sequence[Case]) -> Sheet:
    """Measure maps of phrases against atoms of other targets: specific ones earn at most chance.

    The two share no atoms.
    """
    sheet = Sheet()
    for case in cases:
        if len(case.targets) < 2:
            continue
        spans = [[_span(case.text, one) for one in target.mentions] for target in case.targets]
        maps = [aligner.align(case.smiles, case.text, one).matrix.mean(1) for one in spans]
        for target in case.targets:
            for other, scores in zip(case.targets, maps, strict=True):
                if not (target.mask & other.mask).any():
                    sheet.add(target.name, case.molecule, scores, target.mask)
    return sheet


def _read_shuffled(aligner: Aligner, cases: Sequence[Case], seed: int) -> Sheet:
    """Measure maps of as many random words of another molecule's text, which lacks the class."""
    sheet, draw = Sheet(), np.random.default_rng(seed)
    for case in cases:
        for target in case.targets:
            strangers = [
                other
                for other in (cases[place] for place in draw.integers(len(cases), size=20))
                if all(target.name != one.name for one in other.targets)
            ]
            if not strangers:
                continue
            alignment = aligner.align(case.smiles, strangers[0].text)
            number = min(2, len(alignment.words))
            if number:
                words = draw.choice(len(alignment.words), number, replace=False)
                scores = alignment.matrix[:, words].mean(1)
                sheet.add(target.name, case.molecule, scores, target.mask)
    return sheet


def _measure_faithfulness(
    aligner: Aligner,
    orders: Mapping[str, Reader],
    cases: Sequence[Case],
    seed: int,
    report: Progress,
) -> dict[str, Any]:
    """Return the mean figures of every ranking of atoms on the score of ``aligner``."""
    random_fragments = "random connected fragments"
    found: dict[str, list[dict[str, float]]] = {name: [] for name in (*orders, random_fragments)}
    draw = np.random.default_rng(seed)
    molecules = []
    for done, case in enumerate(cases):
        fragments = measure_random_fragments(aligner, case.smiles, case.text, seed)
        if fragments is None:
            continue
        molecules.append(case.molecule)
        found[random_fragments].append(fragments)
        for name, one in orders.items():
            values = one.align(case.smiles, case.text).atoms
            # Ties are broken by chance and not by how the SMILES is written.
            order = np.lexsort((draw.random(len(values)), -values))
            figures = measure_order(aligner, case.smiles, case.text, order.tolist())
            if figures is not None:
                found[name].append(figures)
        report("Atoms taken away", done + 1, len(cases))
    return {name: _summarise_figures(rows, molecules) for name, rows in found.items() if rows}


def _summarise_figures(
    rows: Sequence[dict[str, float]], molecules: Sequence[str]
) -> dict[str, Any]:
    values = {key: np.asarray([row[key] for row in rows]) for key in rows[0]}
    means: dict[str, Any] = {key: round(float(one.mean()), 4) for key, one in values.items()}
    means["interval95"] = {
        key: [round(limit, 4) for limit in bootstrap_interval(one, molecules)]
        for key, one in values.items()
    }
    return means
