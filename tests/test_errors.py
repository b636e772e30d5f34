from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import pytest

from textmol.errors import (
    CheckpointError,
    DataError,
    LibraryError,
    MoleculeError,
    QueryError,
    TextMolError,
)

KINDS = [MoleculeError, QueryError, LibraryError, CheckpointError, DataError]


@pytest.mark.parametrize("kind", [TextMolError, *KINDS])
def test_message_and_remedy_are_joined(kind: type[TextMolError]) -> None:
    error = kind("The file is empty.", "Choose another.")
    assert (error.message, error.remedy) == ("The file is empty.", "Choose another.")
    assert str(error) == "The file is empty. Choose another."


@pytest.mark.parametrize("kind", [TextMolError, *KINDS])
def test_no_remedy_leaves_no_trailing_space(kind: type[TextMolError]) -> None:
    assert str(kind("The file is empty.")) == "The file is empty."


@pytest.mark.parametrize("kind", KINDS)
def test_one_except_catches_all(kind: type[TextMolError]) -> None:
    assert issubclass(kind, TextMolError)
    with pytest.raises(TextMolError):
        raise kind("No.")


def test_molecule_error_carries_the_place() -> None:
    error = MoleculeError("Ring 1 is open.", "Close it.", text="C1CC", position=1, atom=0)
    assert (error.text, error.position, error.atom) == ("C1CC", 1, 0)
    bare = MoleculeError("No.")
    assert (bare.text, bare.position, bare.atom) == ("", None, None)


PLACE: dict[str, Any] = {"text": "C1CC", "position": 1, "atom": 0}


def fail(kind: type[TextMolError]) -> None:
    raise kind("It is empty.", "Choose another.", **(PLACE if kind is MoleculeError else {}))


def test_errors_come_whole_out_of_another_process() -> None:
    kinds = [TextMolError, *KINDS]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        errors = [job.exception() for job in [pool.submit(fail, kind) for kind in kinds]]
    assert [type(error) for error in errors] == kinds
    for error in errors:
        assert isinstance(error, TextMolError)
        assert (error.message, error.remedy) == ("It is empty.", "Choose another.")
        if isinstance(error, MoleculeError):
            assert vars(error).items() >= PLACE.items()
