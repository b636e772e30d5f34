"""The viewer is put in place whole and verified, or not at all."""

from __future__ import annotations

import base64
import hashlib
import io
import tarfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from textmol import viewer
from textmol.viewer import VIEWER, ViewerError


def _pack(files: dict[str, bytes]) -> bytes:
    package = io.BytesIO()
    with tarfile.open(fileobj=package, mode="w:gz") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return package.getvalue()


def _sum(data: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()


WHOLE = _pack({name: name.encode() for name in VIEWER.files})


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes], None]]:
    """Return a function that sets what a registry on this machine hands out."""
    content = b""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not content or self.path != f"/3dmol/-/3dmol-{VIEWER.version}.tgz":
                self.send_error(404)
                return
            self.send_response(200)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            return

    def hand_out(data: bytes) -> None:
        nonlocal content
        content = data

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        monkeypatch.setenv("NPM_CONFIG_REGISTRY", f"http://127.0.0.1:{server.server_port}/")
        yield hand_out
        server.shutdown()
        thread.join()


def test_the_files_are_put_in_place(tmp_path: Path, registry: Callable[[bytes], None]) -> None:
    registry(WHOLE)
    package = replace(VIEWER, integrity=_sum(WHOLE))
    viewer.fetch_package(package, tmp_path / "static")
    written = {path.name: path.read_bytes() for path in (tmp_path / "static").iterdir()}
    assert written == {name: inside.encode() for inside, name in VIEWER.files.items()}


def test_another_package_is_refused(tmp_path: Path, registry: Callable[[bytes], None]) -> None:
    registry(WHOLE)
    with pytest.raises(ViewerError, match="not the package"):
        viewer.fetch_package(VIEWER, tmp_path)
    assert not list(tmp_path.iterdir())


def test_without_the_package_set_up_goes_on(
    tmp_path: Path,
    registry: Callable[[bytes], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(ViewerError, match="cannot be fetched"):
        viewer.fetch_package(VIEWER, tmp_path)
    monkeypatch.setattr(viewer, "has_viewer", lambda: False)
    assert viewer.main() == 0
    assert "without its 3D view" in capsys.readouterr().err


def test_a_viewer_that_was_changed_is_fetched_again(tmp_path: Path) -> None:
    assert not viewer.has_viewer(tmp_path)
    (tmp_path / "3Dmol-min.js").write_text("something else")
    assert not viewer.has_viewer(tmp_path)
