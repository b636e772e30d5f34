"""Fetching from a server on this machine: whole, in pieces, wrong, refused, and gone."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from textmol.errors import DataError
from textmol.training.catalogue import Dataset, RemoteFile, find_dataset, list_datasets
from textmol.training.fetch import SOURCE, fetch_dataset, fetch_file

CONTENT = bytes(range(256)) * 1000
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@dataclass
class Shelf:
    """What the server holds and how it behaves; tests change it."""

    content: bytes = CONTENT
    etag: str = '"one"'
    resumes: bool = True
    status: int = 200
    kind: str = "text/plain"
    breaks_after: int | None = None  # bytes of a body
    asked: list[str | None] = field(default_factory=list)  # the Range of each request
    url: str = ""


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    state = Shelf()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            state.asked.append(wanted)
            if state.status != 200:
                self.send_error(state.status)
                return
            start = int(re.findall(r"\d+", wanted)[0]) if wanted and state.resumes else 0
            size = len(state.content)
            if start >= size:
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{size}")
                self.end_headers()
                return
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{size - 1}/{size}")
            self.send_header("Content-Length", str(size - start))
            self.send_header("ETag", state.etag)
            self.send_header("Content-Type", state.kind)
            self.end_headers()
            self.wfile.write(state.content[start : start + (state.breaks_after or size)])

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}/table.txt"
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


def break_off(shelf: Shelf, file: RemoteFile, folder: Path, after: int = 100_000) -> None:
    """Fetch until the server hangs up."""
    shelf.breaks_after = after
    with pytest.raises(DataError, match="run the command again"):
        fetch_file(file, folder)
    shelf.breaks_after = None


def test_a_data_set_arrives_whole_with_progress_and_its_source(
    shelf: Shelf, tmp_path: Path
) -> None:
    file = RemoteFile("table.txt", shelf.url, len(CONTENT), SHA256)
    told: list[tuple[str, int, int | None]] = []
    dataset = Dataset("small", "a title", "a home", "a licence", (file,))
    paths = fetch_dataset(dataset, tmp_path, progress=lambda *step: told.append(step))
    assert paths == [tmp_path / "small" / "table.txt"]
    assert paths[0].read_bytes() == CONTENT
    assert told[-1] == ("table.txt, bytes", len(CONTENT), len(CONTENT))
    record = json.loads((tmp_path / "small" / SOURCE).read_text())["table.txt"]
    assert record == {
        "url": shelf.url,
        "etag": '"one"',
        "bytes": len(CONTENT),
        "sha256": SHA256,
    }
    assert {path.name for path in paths[0].parent.iterdir()} == {"table.txt", SOURCE}


def test_what_is_there_is_not_fetched_again(shelf: Shelf, tmp_path: Path) -> None:
    file = RemoteFile("table.txt", shelf.url)
    assert fetch_file(file, tmp_path) == fetch_file(file, tmp_path)
    assert len(shelf.asked) == 1


def test_an_interrupted_fetch_goes_on(shelf: Shelf, tmp_path: Path) -> None:
    file = RemoteFile("table.txt", shelf.url, sha256=SHA256)
    break_off(shelf, file, tmp_path)
    assert not (tmp_path / "table.txt").exists()
    assert fetch_file(file, tmp_path).read_bytes() == CONTENT
    assert shelf.asked == [None, "bytes=100000-"]


def test_a_part_that_is_whole_is_recognised(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "table.txt.part").write_bytes(CONTENT)
    assert fetch_file(RemoteFile("table.txt", shelf.url), tmp_path).read_bytes() == CONTENT


@pytest.mark.parametrize("size", [len(CONTENT) + 5, len(CONTENT) - 5])
def test_a_part_of_something_else_is_thrown_away(shelf: Shelf, tmp_path: Path, size: int) -> None:
    (tmp_path / "table.txt.part").write_bytes(b"x" * size)
    assert fetch_file(RemoteFile("table.txt", shelf.url), tmp_path).read_bytes() == CONTENT


def test_a_new_version_is_not_joined_to_an_old_part(shelf: Shelf, tmp_path: Path) -> None:
    file = RemoteFile("table.txt", shelf.url)
    break_off(shelf, file, tmp_path)
    shelf.content, shelf.etag = CONTENT[::-1], '"two"'
    assert fetch_file(file, tmp_path).read_bytes() == CONTENT[::-1]


def test_a_server_that_ignores_range_sends_it_from_the_start(
    shelf: Shelf, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = RemoteFile("table.txt", shelf.url, sha256=SHA256)
    break_off(shelf, file, tmp_path)
    shelf.resumes = False
    with caplog.at_level("INFO", "textmol"):
        assert fetch_file(file, tmp_path).read_bytes() == CONTENT
    assert caplog.messages == [
        "table.txt: the server does not resume, so it is sent from the start."
    ]


@pytest.mark.parametrize(
    ("expected", "told"),
    [({"sha256": "0" * 64}, "sha256"), ({"bytes": 7}, "size in bytes")],
)
def test_another_file_is_not_put_in_place(
    shelf: Shelf, tmp_path: Path, expected: dict, told: str
) -> None:
    with pytest.raises(DataError, match=told):
        fetch_file(RemoteFile("table.txt", shelf.url, **expected), tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_recorded_hash_binds_later_fetches(shelf: Shelf, tmp_path: Path) -> None:
    file = RemoteFile("table.txt", shelf.url)
    target = fetch_file(file, tmp_path)
    target.write_bytes(b"changed by hand")
    with pytest.raises(DataError, match=r"table\.txt is not the file that was expected"):
        fetch_file(file, tmp_path)
    target.unlink()
    shelf.content = CONTENT[::-1]
    with pytest.raises(DataError, match="its source has changed"):
        fetch_file(file, tmp_path)
    assert not target.exists()


def test_a_refusal_is_told(shelf: Shelf, tmp_path: Path) -> None:
    shelf.status = 404
    with pytest.raises(DataError, match=r"answers 404 .* may have moved"):
        fetch_file(RemoteFile("table.txt", shelf.url), tmp_path)


def test_a_web_page_is_not_taken_for_the_file(shelf: Shelf, tmp_path: Path) -> None:
    shelf.kind = "text/html; charset=utf-8"
    with pytest.raises(DataError, match=r"a web page instead of table\.txt"):
        fetch_file(RemoteFile("table.txt", shelf.url), tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_server_that_is_not_there_is_told(shelf: Shelf, tmp_path: Path) -> None:
    file = RemoteFile("table.txt", "http://127.0.0.1:9/table.txt")
    with pytest.raises(DataError, match=r"Could not fetch table\.txt from 127\.0\.0\.1:9"):
        fetch_file(file, tmp_path)


def test_an_unreadable_record_is_told(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / SOURCE).write_text("{")
    with pytest.raises(DataError, match="cannot be read"):
        fetch_file(RemoteFile("table.txt", shelf.url), tmp_path)


def test_the_catalogue_is_complete_and_unambiguous() -> None:
    datasets = list_datasets()
    assert [dataset.name for dataset in datasets] == [
        "chebi-20",
        "chebi-20-named",
        "pcdes",
        "lpm-24",
    ]
    for dataset in datasets:
        names = [file.name for file in dataset.files]
        assert len(set(names)) == len(names)
        assert dataset.licence and dataset.home.startswith("https://")
        for file in dataset.files:
            assert file.url.startswith("https://")
            assert file.sha256 is None or re.fullmatch(r"[0-9a-f]{64}", file.sha256)
    with pytest.raises(DataError, match="chebi-20"):
        find_dataset("nonsense")
