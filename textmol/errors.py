"""Exceptions of TextMol: each carries one sentence for a chemist and one remedy."""

from __future__ import annotations


class TextMolError(Exception):
    """Bad input or a damaged file, told in a sentence a chemist can act on.

    ``message`` says what was read and what is wrong, ``remedy`` says what to do;
    ``str(error)`` joins them.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}" if self.remedy else self.message


class MoleculeError(TextMolError):
    """A structure that cannot be read.

    ``text`` is what was read, ``position`` the 0-based character and ``atom`` the 0-based
    atom index where reading failed, each None where it is not known.
    """

    def __init__(
        self,
        message: str,
        remedy: str = "",
        *,
        text: str = "",
        position: int | None = None,
        atom: int | None = None,
    ) -> None:
        super().__init__(message, remedy)
        self.text = text
        self.position = position
        self.atom = atom

    def __reduce__(self) -> tuple[object, ...]:
        """Return what rebuilds the error, so that a worker process can hand it over."""
        fields = {"text": self.text, "position": self.position, "atom": self.atom}
        return (type(self), (self.message, self.remedy), fields)


class QueryError(TextMolError):
    """A query that cannot be searched: empty, an unusable SMARTS, an impossible filter."""


class LibraryError(TextMolError):
    """A library folder that is missing, incomplete or damaged."""


class CheckpointError(TextMolError):
    """A checkpoint folder that is missing, incomplete or damaged."""


class DataError(TextMolError):
    """A file of molecules or descriptions that cannot be read."""
