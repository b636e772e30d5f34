"""Fetching public data: resumable, verified, and put in place whole or not at all."""

from __future__ import annotations

import hashlib
import http.client
import json
import logging
import os
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from textmol import __version__
from textmol.errors import DataError
from textmol.training.catalogue import Dataset, RemoteFile

SOURCE = "SOURCE.json"  # beside the files: address, size and sha256 of each as fetched
CHUNK = 1 << 16  # bytes
PATIENCE = 60.0  # seconds without a byte before a server counts as gone
GO_ON = "What has come is kept: run the command again to go on."

Progress = Callable[[str, int, int | None], None]
log = logging.getLogger(__name__)


def fetch_dataset(dataset: Dataset, out: Path, *, progress: Progress | None = None) -> list[Path]:
    """Fetch the files of a data set into the folder ``out`` / its name and return their paths.

    A file that is there already and is what the catalogue or ``SOURCE.json`` says is left alone;
    a part of one (``NAME.part``) is gone on from where the server can.

    Args:
        dataset: of the catalogue.
        out: data folder; made where it is missing.
        progress: told the file, how many bytes are there, and of how many where that is known.

    Raises:
        DataError: where a server cannot be reached, refuses, or sends something else.
    """
    folder = out / dataset.name
    folder.mkdir(parents=True, exist_ok=True)
    return [fetch_file(file, folder, progress=progress) for file in dataset.files]


def fetch_file(file: RemoteFile, folder: Path, *, progress: Progress | None = None) -> Path:
    """Fetch one file into ``folder`` and return its path; raises DataError."""
    target, part = folder / file.name, folder / f"{file.name}.part"
    known = _expect(file, folder)
    if target.exists() and known:
        _check(target, known, "Remove it to fetch it again.")
        return target
    report = progress or (lambda *_: None)
    etag = _load(file, part, report)
    try:
        facts = _check(part, known, "Fetch it again; if it persists, its source has changed.")
    except DataError:
        part.unlink()  # going on from it would never mend it
        _mark(part).unlink(missing_ok=True)
        raise
    os.replace(part, target)
    _mark(part).unlink(missing_ok=True)
    _record(folder, file.name, {"url": file.url, "etag": etag, **facts})
    return target


def _expect(file: RemoteFile, folder: Path) -> dict[str, Any]:
    """Return size and sha256 that the file must have, as far as they are known."""
    stated = {"bytes": file.bytes, "sha256": file.sha256}
    before = _read_record(folder).get(file.name, {})
    # Another address is another file: what was recorded for the former does not bind it.
    recorded = before if before.get("url") == file.url else {}
    known = {key: stated[key] or recorded.get(key) for key in stated}
    return {key: value for key, value in known.items() if value}


def _load(file: RemoteFile, part: Path, report: Progress) -> str | None:
    """Bring ``part`` to its full length and return the server's mark of this version."""
    start = part.stat().st_size if part.exists() else 0
    try:
        with _open(file.url, start) as answer:
            if answer.headers.get_content_type() == "text/html":
                raise DataError(
                    f"{urlsplit(file.url).netloc} sends a web page instead of {file.name}.",
                    f"Look at {file.url} in a browser: a log-in may stand before it.",
                )
            etag = answer.headers.get("ETag")
            resumed = answer.status == 206 and start > 0
            if resumed and not _goes_on(answer, start, part, etag):
                part.unlink()
                return _load(file, part, report)
            if start and not resumed:
                log.info("%s: the server does not resume, so it is sent from the start.", file.name)
                start = 0
            _mark(part).write_text(etag or "", encoding="utf-8")
            _receive(answer, part, start, file.name, report)
    except urllib.error.HTTPError as error:
        if error.code == 416 and start:  # nothing lies beyond what is there already
            if _total(error.headers.get("Content-Range")) == start:
                return error.headers.get("ETag")
            part.unlink()
            return _load(file, part, report)
        raise DataError(
            f"{urlsplit(file.url).netloc} answers {error.code} ({error.reason}) for {file.url}.",
            "The file may have moved: look for it at the home page that `data list` names.",
        ) from error
    except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
        reason = getattr(error, "reason", None) or error
        raise DataError(
            f"Could not fetch {file.name} from {urlsplit(file.url).netloc}: {reason}.", GO_ON
        ) from error
    return etag


def _open(url: str, start: int) -> http.client.HTTPResponse:
    headers = {"User-Agent": f"textmol/{__version__}", "Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    request = urllib.request.Request(url, headers=headers)
    answer: http.client.HTTPResponse = urllib.request.urlopen(request, timeout=PATIENCE)
    return answer


def _goes_on(answer: http.client.HTTPResponse, start: int, part: Path, etag: str | None) -> bool:
    """Return whether the answer continues ``part``: at its end, and of the same version."""
    place = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range") or "")
    before = _mark(part).read_text(encoding="utf-8") if _mark(part).exists() else ""
    return place is not None and int(place[1]) == start and before == (etag or "")


def _receive(
    answer: http.client.HTTPResponse, part: Path, start: int, name: str, report: Progress
) -> None:
    length = answer.headers.get("Content-Length")
    total = start + int(length) if length else None
    done = start
    with part.open("ab" if start else "wb") as sink:
        while chunk := answer.read(CHUNK):
            sink.write(chunk)
            done += len(chunk)
            report(f"{name}, bytes", done, total)
    if total is not None and done != total:
        raise ConnectionError(f"the connection ended after {done:,} of {total:,} bytes")


def _total(content_range: str | None) -> int | None:
    found = re.fullmatch(r"bytes \*/(\d+)", content_range or "")
    return int(found[1]) if found else None


def _check(path: Path, known: dict[str, Any], remedy: str) -> dict[str, Any]:
    """Return size and sha256 of a file; raises DataError where they are not the known ones."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    found = {"bytes": path.stat().st_size, "sha256": sha256}
    for key, words in (("bytes", "size in bytes"), ("sha256", "sha256")):
        if key in known and known[key] != found[key]:
            raise DataError(
                f"{path.name.removesuffix('.part')} is not the file that was expected: its {words} "
                f"is {found[key]} and should be {known[key]}.",
                remedy,
            )
    return found


def _mark(part: Path) -> Path:
    """Return the path of the note that says of which version ``part`` is a part."""
    return part.with_suffix(".part-etag")


def _read_record(folder: Path) -> dict[str, Any]:
    path = folder / SOURCE
    if not path.exists():
        return {}
    try:
        record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise DataError(f"{path} cannot be read: {error}.", "Remove it and fetch again.") from error
    return record


def _record(folder: Path, name: str, facts: dict[str, Any]) -> None:
    record = {**_read_record(folder), name: facts}
    whole = folder / f"{SOURCE}.part"
    whole.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    os.replace(whole, folder / SOURCE)
