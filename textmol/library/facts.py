"""What a library holds and where it comes from, for people to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textmol.library import folder as files

if TYPE_CHECKING:
    from textmol.library.library import Library


def tell_facts(library: Library) -> dict[str, Any]:
    """Return the facts of a library by what they are called."""
    card, listed = library.card, [library.folder / name for name in files.FILES]
    vectors = card.get("vectors")
    return {
        "identity": library.identity,
        "molecules": library.size,
        "with names": library.count_named(),
        "names": library.count_names(),
        "counts of groups and elements": "yes" if library.has_counts else "no",
        "fingerprints": _tell_file(library, files.FINGERPRINTS),
        "map": _tell_file(library, files.MAP),
        "in the benchmark pool": library.count_pool(),
        "rows left out": card.get("rejected", 0),
        "bytes": sum(path.stat().st_size for path in listed if path.is_file()),
        "vectors": "none" if vectors is None else f"{vectors['dimensions']} dimensions, int8",
        "checkpoint": library.checkpoint or "none",
        "backend": "faiss flat",
        "sources": {source["file"]: _describe(source) for source in card["sources"]},
    }


def _tell_file(library: Library, name: str) -> str:
    return "yes" if (library.folder / name).is_file() else "no"


def _describe(source: dict[str, Any]) -> str:
    licence = source.get("licence")
    return f"sha256 {source['sha256']}" + (f", {licence}" if licence else "")
