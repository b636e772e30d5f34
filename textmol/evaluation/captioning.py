"""How good captions are: figures against descriptions, statements that hold, and round trips."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
from rdkit import Chem

from textmol.engine import TextMol
from textmol.evaluation.captioning_metrics import (
    MOST_PIECES,
    PACKAGES,
    Tokenise,
    measure_captions,
    open_tokeniser,
)
from textmol.evaluation.copying import copy_captions, read_examples
from textmol.evaluation.needed import check_packages
from textmol.evaluation.pairs import Pairs, describe_pairs, open_unnamed, read_pairs
from textmol.evaluation.published import read_published
from textmol.evaluation.round_trip import encode_known, find_places, summarise_places
from textmol.evaluation.rounding import round_figures
from textmol.molecules.claims import VERIFIED, Claim, check_claims
from textmol.molecules.claims.evidence import Evidence
from textmol.molecules.identity import quiet_rdkit
from textmol.writing.captioner import Captioner

Progress = Callable[[str, int, int | None], None]

BATCH = 16


@dataclass(frozen=True)
class _Case:
    """What every set of captions is measured against.

    Attributes:
        pairs: the n molecules and their descriptions.
        evidence: (n,) what RDKit finds in each molecule.
        vectors: (n, dim) the molecules.
        rows: (n,) their rows in the library.
    """

    engine: TextMol
    tokenise: Tokenise
    pairs: Pairs
    evidence: list[Evidence]
    vectors: np.ndarray
    rows: list[list[int]]


def evaluate_captioning(
    pairs: Path,
    vocabulary: Path | None = None,
    checkpoint: Path | None = None,
    *,
    examples: Path | None = None,
    limit: int | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Return the figures of a captioner and of copying, ready for JSON.

    Args:
        pairs: tab-separated file with the columns smiles and text.
        vocabulary: SciBERT's word-pieces; None takes those of the local hub cache.
        checkpoint: folder of a captioner; None takes the bundled one.
        examples: tab-separated file with smiles and text to copy captions from; None leaves the
            copying baseline out.
        limit: the most pairs to measure, drawn at random; None measures all of them.
        seed: of what is drawn.
        progress: called with the step, how many are done, and how many there are.

    Returns:
        The figures of the first caption over all rows, a molecule without a caption
        counting as an empty one; "captioned_only", the same figures without those molecules;
        "factuality" and "round_trip" over all rows; the same of the "descriptions" themselves
        and of "copying"; and what was measured with what, beside what others "published".

    Raises:
        DataError: where a file cannot be used or what measuring needs is not installed.
        CheckpointError: where the checkpoint cannot be used.
    """
    began = time.perf_counter()
    report = progress or (lambda *_: None)
    check_packages(PACKAGES)
    rows = read_pairs(pairs, limit, seed)
    tokenise = open_tokeniser(vocabulary)
    known = read_examples(examples, rows.smiles) if examples else None
    engine = open_unnamed(rows)
    captioner = (
        Captioner(checkpoint, engine.encoder, engine.library) if checkpoint else engine.captioner
    )
    captions, failed = _write_captions(captioner, rows.smiles, report)
    case = _open_case(engine, tokenise, rows, report)
    found: dict[str, Any] = _measure(case, captions)
    found["captioned_only"] = _measure_captioned(case, captions)
    found["rows"], found["failed"] = len(rows.smiles), failed
    found["descriptions"] = _check_texts(case, rows.texts)
    if known is not None:
        report("Captions copied", 0, None)
        found["copying"] = {
            "from": f"the nearest of {len(known.smiles)} described molecules, Morgan counts",
            **_measure(case, copy_captions(known, rows.smiles)),
        }
    return {
        **found,
        **describe_pairs(pairs, rows, limit, seed),
        "tokens": f"SciBERT word-pieces, the first {MOST_PIECES} of a text",
        "checkpoint": captioner.checkpoint.identity,
        "retrieval_checkpoint": engine.checkpoint.identity,
        "library": engine.library.identity,
        "published": read_published("captioning"),
        "seconds": round(time.perf_counter() - began, 2),
    }


def _write_captions(
    captioner: Captioner, smiles: Sequence[str], report: Progress
) -> tuple[list[str], int]:
    """Return the first caption of each molecule, "" where there is none, and how many have none."""
    captions: list[str] = []
    for start in range(0, len(smiles), BATCH):
        for one in captioner.caption(smiles[start : start + BATCH], candidates=1):
            captions.append(one.candidates[0].text if one.candidates else "")
        report("Captions written", len(captions), len(smiles))
    return captions, captions.count("")


def _open_case(engine: TextMol, tokenise: Tokenise, pairs: Pairs, report: Progress) -> _Case:
    evidence = []
    for done, smiles in enumerate(pairs.smiles, 1):
        with quiet_rdkit():
            evidence.append(Evidence(Chem.MolFromSmiles(smiles)))
        report("Molecules looked at", done, len(pairs.smiles))
    vectors, rows = encode_known(engine, pairs.smiles)
    return _Case(engine, tokenise, pairs, evidence, vectors, rows)


def _measure(case: _Case, captions: Sequence[str]) -> dict[str, Any]:
    return {
        **round_figures(measure_captions(case.pairs.texts, captions, case.tokenise)),
        **_check_texts(case, captions),
    }


def _measure_captioned(case: _Case, captions: Sequence[str]) -> dict[str, Any]:
    """Return the figures over the rows that have a caption, and how many these are."""
    places = [place for place, caption in enumerate(captions) if caption]
    if not places:
        return {"rows": 0}
    texts, kept = ([rows[place] for place in places] for rows in (case.pairs.texts, captions))
    return {"rows": len(places), **round_figures(measure_captions(texts, kept, case.tokenise))}


def _check_texts(case: _Case, texts: Sequence[str]) -> dict[str, Any]:
    """Return how factual texts are and where their molecules come back."""
    claims = [check_claims(text, one) for text, one in zip(texts, case.evidence, strict=True)]
    places = find_places(case.engine, texts, case.vectors, case.rows, case.evidence)
    return {
        "factuality": round_figures({**summarise_claims(claims), **_check_names(case, texts)}),
        "round_trip": round_figures(summarise_places(places, case.engine.library.size)),
    }


def _check_names(case: _Case, texts: Sequence[str]) -> dict[str, Any]:
    """Return for how many statements the names in them leave the molecule, stereo left aside.

    ``names_true`` is None where no name leaves few molecules.
    """
    verdicts = [
        left.miss(one.inchikey) < 1
        for text, one in zip(texts, case.evidence, strict=True)
        for left in case.engine.library.derive(text)
        if left.complete
    ]
    return {"names_true": fmean(verdicts) if verdicts else None, "names": len(verdicts)}


def summarise_claims(claims: Sequence[Sequence[Claim]]) -> dict[str, Any]:
    """Return the share of statements that hold, how many there are, and per text.

    ``share_true`` is None where there is no statement.
    """
    verdicts = [claim.verdict == VERIFIED for of_text in claims for claim in of_text]
    return {
        "share_true": fmean(verdicts) if verdicts else None,
        "statements": len(verdicts),
        "per_caption": len(verdicts) / len(claims),
        "captions_without": fmean(not of_text for of_text in claims),
    }
