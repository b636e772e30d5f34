"""Imports run one way; what is slow or foreign to a layer stays out of it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py"))]
MODULES = sorted((ROOT / "textmol").rglob("*.py"))

# A part may use those on the lines above its own; parts on one line do not know each other.
LAYERS = (
    {"errors", "language", "once", "viewer"},
    {"molecules", "text"},
    {"reading"},
    {"models", "checkpoints", "library"},
    {"encoder", "results"},
    {"scoring", "alignment"},
    {"searching"},
    {"aligning", "writing"},
    {"engine"},
    {"tray", "jobs"},
    {"exports", "figures", "alignment_figure", "evaluation"},
    {"training"},
    {"cli"},
    {"__init__", "__main__"},
)


def imports(path: Path, *, at_load: bool = False) -> Iterator[str]:
    """Yield the modules a file imports, those under TYPE_CHECKING left out.

    With ``at_load`` only what is imported when the file itself is: not inside functions.
    """
    pending: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} uses a relative import"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            pending += node.orelse
        elif not (at_load and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)):
            pending += ast.iter_child_nodes(node)


def room(path: Path) -> str:
    """Return the part of the package a file belongs to: ``library``, ``engine``, ``errors``."""
    parts = path.relative_to(ROOT / "textmol").with_suffix("").parts
    return parts[0]


def level(name: str) -> int:
    """Return the number of the layer of a part."""
    return next(number for number, layer in enumerate(LAYERS) if name in layer)


def brings(path: Path, *packages: str, at_load: bool = False) -> bool:
    """Return whether a file imports one of the packages or something in them."""
    return any(
        name == package or name.startswith(f"{package}.")
        for name in imports(path, at_load=at_load)
        for package in packages
    )


def names_of(paths: Iterable[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def test_there_is_something_to_read() -> None:
    assert len(PAGES) > 1
    assert {room(path) for path in MODULES} >= {"errors", "molecules", "text", "models", "library"}


def test_the_package_never_imports_streamlit() -> None:
    assert names_of(path for path in MODULES if brings(path, "streamlit")) == []


def test_pages_leave_models_and_chemistry_to_the_package() -> None:
    foreign = ("torch", "torch_geometric", "transformers", "rdkit", "faiss")
    assert names_of(path for path in PAGES if brings(path, *foreign)) == []


def test_pages_use_only_what_serves() -> None:
    foreign = ("textmol.training", "textmol.evaluation", "textmol.cli")
    assert names_of(path for path in PAGES if brings(path, *foreign)) == []


def test_serving_does_not_know_training() -> None:
    serving = [path for path in MODULES if room(path) not in {"training", "cli"}]
    assert names_of(path for path in serving if brings(path, "textmol.training")) == []


def test_imports_run_down_the_layers() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in MODULES
        for name in imports(path)
        if name.startswith("textmol.") and not may_use(room(path), name.split(".")[1])
    ]
    assert wrong == []


def may_use(own: str, other: str) -> bool:
    """Return whether one part of the package may import another."""
    return other in {own, "__version__"} or level(other) < level(own)


def test_rdkit_lives_in_molecules() -> None:
    # What prepares data and what judges answers may look at structures in its own way.
    apart = {"molecules", "training", "evaluation"}
    others = [path for path in MODULES if room(path) not in apart]
    assert names_of(path for path in others if brings(path, "rdkit")) == []


def test_torch_geometric_comes_with_graph_layers_alone() -> None:
    layers = [ROOT / "textmol" / "models" / name for name in ("graph.py", "molecule.py")]
    assert names_of(path for path in MODULES if brings(path, "torch_geometric")) == names_of(layers)
    # Towers load them when a structure comes, not before.
    names = [f"textmol.models.{path.stem}" for path in layers]
    loading = [path for path in MODULES if brings(path, *names, at_load=True)]
    assert names_of(path for path in loading if path not in layers) == []


def modules_after(code: str) -> set[str]:
    """Return the top-level names loaded in a fresh process after some code."""
    report = "\nimport sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", code + report], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


HEAVY = {"torch", "transformers", "rdkit", "numpy", "faiss", "pyarrow", "streamlit"}


def test_importing_the_package_costs_nothing() -> None:
    assert not modules_after("import textmol") & HEAVY


def test_help_needs_nothing_heavy() -> None:
    assert not modules_after("from textmol.cli import build_parser; build_parser()") & HEAVY


def test_reading_a_structure_needs_no_model() -> None:
    loaded = modules_after("from textmol import parse_molecule; parse_molecule('CCO')")
    assert "rdkit" in loaded
    assert not loaded & {"torch", "transformers", "faiss", "streamlit"}


def test_opening_a_library_needs_no_torch() -> None:
    code = (
        "from pathlib import Path; from textmol import Library\n"
        "assert Library.open(Path('assets/library')).size > 0"
    )
    assert not modules_after(code) & {"torch", "transformers", "streamlit"}


def test_a_text_search_leaves_torch_geometric_alone() -> None:
    code = (
        "from textmol import TextMol\n"
        "assert TextMol.open().search('a steroid with two hydroxy groups').hits"
    )
    loaded = modules_after(code)
    assert "torch" in loaded
    assert not loaded & {"torch_geometric", "streamlit", "altair", "plotly"}


def test_training_on_prepared_data_needs_no_chemistry() -> None:
    loaded = modules_after("import textmol.training.loop")
    assert "torch" in loaded
    assert not loaded & {"rdkit", "streamlit", "pyarrow", "faiss"}


def test_every_public_name_is_there() -> None:
    import textmol

    assert len(textmol.__all__) <= 12
    assert all(getattr(textmol, name) is not None for name in textmol.__all__)
    assert set(textmol.__all__) <= set(dir(textmol))
    with pytest.raises(AttributeError, match="nonsense"):
        textmol.nonsense  # noqa: B018
