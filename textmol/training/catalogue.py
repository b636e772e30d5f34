"""The public data sets that can be fetched: addresses, sizes, hashes and licences."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from textmol.errors import DataError

CATALOGUE = Path(__file__).parent / "datasets.toml"


@dataclass(frozen=True)
class RemoteFile:
    """A file of a data set.

    Attributes:
        name: what it is called once fetched.
        url: public address.
        bytes: exact size where a source states it; checked.
        sha256: where a source states it; checked.
        about: rounded size that a source shows, such as "13.3 MB"; not checked.
    """

    name: str
    url: str
    bytes: int | None = None
    sha256: str | None = None
    about: str | None = None


@dataclass(frozen=True)
class Dataset:
    """Files that belong together, with their home page and licence."""

    name: str
    title: str
    home: str
    licence: str
    files: tuple[RemoteFile, ...]


def list_datasets(path: Path = CATALOGUE) -> list[Dataset]:
    """Return the data sets of the catalogue, in its order."""
    with path.open("rb") as file:
        entries = tomllib.load(file)["dataset"]
    return [
        Dataset(
            name=entry["name"],
            title=entry["title"],
            home=entry["home"],
            licence=entry["licence"],
            files=tuple(RemoteFile(**file) for file in entry["file"]),
        )
        for entry in entries
    ]


def find_dataset(name: str, path: Path = CATALOGUE) -> Dataset:
    """Return the data set of a name; raises DataError where there is none."""
    known = {dataset.name: dataset for dataset in list_datasets(path)}
    if name not in known:
        raise DataError(f"There is no data set {name}.", f"Known ones: {', '.join(known)}.")
    return known[name]
