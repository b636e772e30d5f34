"""Terms of descriptions, and models that are told of a molecule without having read of it."""

from __future__ import annotations

import numpy as np
import torch

from textmol.models.batches import CountBatch
from textmol.training.writing.terms import TermTraining, learn_terms, list_terms


def test_terms_are_classes_roles_and_parts_of_sentences() -> None:
    text = (
        "The molecule is a hydroxybenzoic acid that is benzoic acid carrying a hydroxy group at "
        "position 2. It has a role as an antiinfective agent and a plant metabolite. It is a "
        "conjugate acid of a salicylate."
    )
    found = list_terms(text)
    assert {
        "hydroxybenzoic acid",
        "carrying a hydroxy group",
        "at position 2",
        "role: antiinfective agent",
        "role: plant metabolite",
        "conjugate acid of a salicylate",
    } <= found


def test_a_term_that_follows_from_the_structure_is_told_to_molecules_that_were_not_read() -> None:
    """Molecules with column 1 are acids, those with column 2 bases; each has noise besides."""
    number, rng = 60, np.random.default_rng(0)
    noise = rng.integers(10, 200, (number, 3))
    said = {row: {"acid" if row % 2 else "base"} for row in range(number - 6)}

    def take(rows: np.ndarray) -> CountBatch:
        columns = np.concatenate([1 + rows[:, None] % 2, noise[rows]], 1)
        return CountBatch(
            torch.from_numpy(columns.ravel()),
            torch.arange(0, columns.size, 4),
            torch.ones(columns.size),
            torch.zeros(len(rows), 1),
        )

    constants = TermTraining(
        hidden=16, epochs=40, batch=12, drop_entries=0.1, dropout=0.1, learning_rate=2e-2
    )
    learned = learn_terms(said, take, number, constants=constants)
    again = learn_terms(said, take, number, constants=constants)
    assert learned.told == again.told
    first = [told[0][0] if told else "" for told in learned.told]
    right = [word == ("acid" if row % 2 else "base") for row, word in enumerate(first)]
    assert np.mean(right) > 0.9
