from __future__ import annotations

import pickle

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


@pytest.mark.parametrize("kind", [TextMolError, QueryError, DataError])
def test_errors_travel_between_processes(kind: type[TextMolError]) -> None:
    copy = pickle.loads(pickle.dumps(kind("The file is empty.", "Choose another.")))
    assert type(copy) is kind
    assert (copy.message, copy.remedy) == ("The file is empty.", "Choose another.")


def test_molecule_error_keeps_its_place_between_processes() -> None:
    error = MoleculeError("Ring 1 is open.", "Close it.", text="C1CC", position=1, atom=0)
    copy = pickle.loads(pickle.dumps(error))
    assert str(copy) == str(error)
    assert (copy.text, copy.position, copy.atom) == ("C1CC", 1, 0)
