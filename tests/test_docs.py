"""The code in the guides runs, and what it is said to print is what it prints."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from textmol import TextMol

# A block of Python, and what it prints where that is told in the next block.
BLOCK = re.compile(r"^```python\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?", re.DOTALL | re.MULTILINE)
FENCED = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def test_the_python_guide_runs(
    engine: TextMol,
    root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("textmol.TextMol.open", lambda: engine)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    blocks = BLOCK.findall((root / "docs/python.md").read_text(encoding="utf-8"))
    assert len(blocks) > 5
    for code, told in blocks:
        exec(code, names)
        printed = capsys.readouterr().out
        assert not told or printed == told
    assert {path.name for path in tmp_path.iterdir()} == {
        f"hits.{form}" for form in ("csv", "sdf", "smi", "json")
    }


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs"])
def test_links_lead_somewhere(root: Path, name: str) -> None:
    path = root / name
    for page in sorted(path.glob("*.md")) if path.is_dir() else [path]:
        for link in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
            assert (page.parent / link).exists(), (page.name, link)
