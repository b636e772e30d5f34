"""Fetch the viewer of 3D structures, 3Dmol.js, once, so that the app never asks the internet.

``python -m textmol.viewer`` ends with status 0 even where it cannot be fetched: everything
but the 3D view works without it, and the page says so.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import sys
import tarfile
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

REGISTRY = "https://registry.npmjs.org"
STATIC = Path(__file__).resolve().parent.parent / "static"
PATIENCE = 60.0  # seconds without a byte


@dataclass(frozen=True)
class Package:
    """A package of npm's registry, and what is taken out of it.

    Attributes:
        name: in the registry.
        version: the one and only that is taken.
        integrity: as the registry states it (``npm view NAME@VERSION dist.integrity``).
        files: names to write by their paths inside the package.
    """

    name: str
    version: str
    integrity: str
    files: Mapping[str, str]


VIEWER = Package(
    name="3dmol",
    version="2.5.5",
    integrity="sha512-kqNHouGqq3YfW58174tdERvm0XYTmP0tavQKOqIw1ouc"
    "2OJ7epkXEFrtEkVXV0clBZT2Ze2xHRC/qxX0u0qCdw==",
    files={
        "package/build/3Dmol-min.js": "3Dmol-min.js",
        "package/LICENSE": "3Dmol-LICENSE.txt",
    },
)
SHA256 = "f7cc78921ae72e7623e89cdd111434f58c2efddd2ffda1cd212644b406fb8016"  # of 3Dmol-min.js


class ViewerError(Exception):
    """A package could not be fetched; the message is a sentence."""


def has_viewer(folder: Path = STATIC) -> bool:
    """Return whether the viewer is in a folder, byte for byte."""
    path = folder / "3Dmol-min.js"
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == SHA256


def fetch_package(package: Package, folder: Path) -> None:
    """Put the files of a package into a folder.

    It comes from npm's registry, or from the mirror that npm's own variable NPM_CONFIG_REGISTRY
    names, and is checked against the registry's sum before it is opened.

    Raises:
        ViewerError: where it cannot be fetched, or is not what it should be.
    """
    data = _download(package)
    found = "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()
    if found != package.integrity:
        raise ViewerError("What was fetched is not the package that TextMol expects.")
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
        for inside, name in package.files.items():
            file = archive.extractfile(inside)
            if file is None:
                raise ViewerError(f"The package lacks {inside}.")
            part = folder / f"{name}.part"
            part.write_bytes(file.read())
            part.replace(folder / name)


def _download(package: Package) -> bytes:
    registry = os.environ.get("NPM_CONFIG_REGISTRY") or REGISTRY
    name, version = package.name, package.version
    address = f"{registry.rstrip('/')}/{name}/-/{name}-{version}.tgz"
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return bytes(answer.read())
    except (urllib.error.URLError, OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise ViewerError(f"{address} cannot be fetched ({reason}).") from error


def main() -> int:
    """Fetch the viewer where it is missing; return 0 in any case."""
    if has_viewer():
        return 0
    what = f"3Dmol.js {VIEWER.version}, 4 MB, once"
    print(f"Fetching the viewer of 3D structures ({what})", file=sys.stderr)
    try:
        fetch_package(VIEWER, STATIC)
    except ViewerError as error:
        print(f"{error} The app runs without its 3D view.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
