"""Building a library folder: chemistry, names, fingerprints, and vectors in a step of their own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from textmol.errors import DataError, LibraryError, MoleculeError
from textmol.library import folder as files
from textmol.library.counts import tabulate_counts, write_counts
from textmol.library.index import quantise, restore
from textmol.library.layout import lay_out, write_map
from textmol.library.library import Library
from textmol.library.names import choose_name, index_names
from textmol.library.records import Reject
from textmol.library.statements import tabulate_facts
from textmol.library.workers import map_rows
from textmol.molecules.claims.evidence import count_facts
from textmol.molecules.parse import parse_molecule
from textmol.molecules.properties import Properties, compute_properties
from textmol.molecules.similarity import find_morgan_bits
from textmol.molecules.substructure import compute_pattern
from textmol.molecules.traits import count_traits
from textmol.reading.files import read_rows
from textmol.reading.rows import SourceRow

Encode = Callable[[list[str]], np.ndarray]
Progress = Callable[[str, int, int | None], None]

_BATCH = 256


@dataclass(frozen=True)
class _Entry:
    """A molecule on its way into the library; ``names`` are pairs of kind and name."""

    row: SourceRow
    smiles: str
    inchikey: str
    properties: Properties
    pattern: bytes
    counts: dict[str, int]
    bits: dict[str, int]
    facts: dict[str, int]
    names: list[tuple[str, str]]


def build_library(
    source: Path,
    out: Path,
    *,
    names: Path | None = None,
    encode: Encode | None = None,
    identity: str = "",
    label: str | None = None,
    licence: str = "",
    workers: int = 1,
    progress: Progress | None = None,
) -> Library:
    """Build a library folder from a file of molecules and return it, opened.

    Rows that cannot be read, and repetitions of a molecule with the same CID, are left out and
    listed in ``rejects.tsv`` (see ``read_rejects``); they never stop the build. An older library
    in ``out`` is replaced once the new one is complete.

    Args:
        source: TSV, CSV, SMI or SDF, gzipped or not; names and CIDs are taken where they are.
        out: folder to make.
        names: table of further names: smiles, name; inchikey and kind ("title" or "iupac") if
            known. Matched by InChIKey, by SMILES where there is none.
        encode: turns a list of n SMILES into (n, d) float32 unit rows; without it the library
            has no vectors until ``attach_vectors``.
        identity: identity of the checkpoint that ``encode`` belongs to.
        label: name of the library; by default that of the source file.
        licence: licence of the source, for the card.
        workers: processes that compute properties.
        progress: called with the step, how many are done, and how many there are (None where
            that is not known).

    Raises:
        DataError: where a file cannot be read at all, or holds no molecule that can be.
        LibraryError: where ``out`` holds other files, or the vectors cannot be used.
    """
    source, out = Path(source), Path(out)
    _check_out(out)
    report = progress or (lambda *_: None)
    entries, rejects = _read_molecules(source, workers, report)
    if not entries:
        first = f" The first reason: {rejects[0].reason}" if rejects else ""
        raise DataError(
            f'No molecule could be read from "{source.name}" ({len(rejects)} rows).{first}',
            "Check that the column of structures holds SMILES.",
        )
    if names is not None:
        _add_names(entries, read_rows(Path(names)))
    sources = [source] if names is None else [source, Path(names)]
    card = _start_card(label or source.name.split(".")[0], sources, licence)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".library-", dir=out.parent) as temporary:
        made = Path(temporary) / "made"
        made.mkdir()
        _write_folder(made, entries, rejects, card)
        if encode is not None:
            attach_vectors(made, encode, identity, progress=progress)
        if out.exists():
            os.replace(out, Path(temporary) / "old")
        os.replace(made, out)
    return Library.open(out)


def attach_vectors(
    folder: Path,
    encode: Encode,
    checkpoint_identity: str,
    *,
    progress: Progress | None = None,
) -> Library:
    """Encode every molecule of a library, store the vectors, and return the library, opened.

    Vectors that were there are replaced, and the map is laid out anew. ``encode`` turns a list
    of n SMILES into (n, d) float32 unit rows and is called in batches.

    Raises:
        LibraryError: where the folder is no library, or the encoder returns rows of another
            number or shape, or values that are not finite.
    """
    folder = Path(folder)
    library = Library.open(folder)
    vectors = _encode_all(library.read_smiles(), encode, progress or (lambda *_: None))
    card = dict(library.card)
    card["vectors"] = {
        "checkpoint": checkpoint_identity,
        "dimensions": vectors.shape[1],
        "stored_as": "int8, each row stretched to its largest value; directions count",
    }
    new = folder / f"{files.VECTORS}.new"
    with new.open("wb") as file:
        np.save(file, vectors, allow_pickle=False)
    os.replace(new, folder / files.VECTORS)
    write_map(lay_out(restore(vectors), progress=progress), folder)
    files.write_json(card, folder / files.CARD)
    files.write_manifest(folder)
    return Library.open(folder)


def read_rejects(folder: Path) -> list[Reject]:
    """Return the rows that were left out when the library in ``folder`` was built.

    Raises:
        LibraryError: where the list cannot be read.
    """
    try:
        text = (Path(folder) / files.REJECTS).read_text(encoding="utf-8")
        rows = [line.split("\t") for line in text.splitlines()[1:]]
        return [Reject(int(number), read, reason) for number, read, reason in rows]
    except (OSError, ValueError) as error:
        raise LibraryError(
            f'The list of rows left out in "{folder}" cannot be read.', "Build the library again."
        ) from error


def _start_card(label: str, sources: Sequence[Path], licence: str) -> dict[str, Any]:
    return {
        "name": label,
        "what": "Molecules with identifiers, names, computed properties and vectors.",
        "sources": [
            {"file": path.name, "sha256": files.hash_file(path), "licence": licence}
            for path in sources
        ],
        "made_with": {"rdkit": version("rdkit")},
        "vectors": None,
    }


def _check_out(out: Path) -> None:
    if not out.exists():
        return
    strangers = [path.name for path in out.iterdir() if path.name not in files.FILES]
    if strangers:
        raise LibraryError(
            f'"{out}" holds other files, such as "{min(strangers)}".',
            "Name a new folder, or one that holds a library and nothing else.",
        )


def _read_molecules(
    source: Path, workers: int, report: Progress
) -> tuple[list[_Entry], list[Reject]]:
    entries: list[_Entry] = []
    rejects: list[Reject] = []
    seen: dict[tuple[str, int | None], _Entry] = {}
    for done, found in enumerate(map_rows(_compute, read_rows(source), workers), 1):
        report("properties", done, None)
        if isinstance(found, Reject):
            rejects.append(found)
            continue
        first = seen.setdefault((found.smiles, found.row.cid), found)
        if first is found:
            entries.append(found)
        else:
            first.names.extend(found.names)
            reason = f"The same molecule as row {first.row.number}."
            rejects.append(Reject(found.row.number, found.row.shown, reason))
    return entries, rejects


def _compute(row: SourceRow) -> _Entry | Reject:
    try:
        molecule = parse_molecule(row.structure)
        properties = compute_properties(molecule.mol)
    except (MoleculeError, RuntimeError, ValueError) as error:
        # RDKit raises the last two for structures it has accepted and then fails on.
        return Reject(row.number, row.shown, str(error))
    # The title of a MOL block has been judged with the fields of its record.
    name = row.name or (molecule.name if molecule.format == "smiles" else "") or ""
    return _Entry(
        row=row,
        smiles=molecule.smiles,
        inchikey=molecule.inchikey,
        properties=properties,
        pattern=compute_pattern(molecule.mol).tobytes(),
        counts=count_traits(molecule.mol),
        facts=count_facts(molecule.mol),
        bits=find_morgan_bits(molecule.mol),
        names=[(row.kind or "title", name)] if name else [],
    )


def _add_names(entries: list[_Entry], rows: Iterable[SourceRow]) -> None:
    places: dict[str, list[_Entry]] = {}
    for entry in entries:
        for key in {entry.inchikey or entry.smiles, entry.smiles, entry.row.structure}:
            places.setdefault(key, []).append(entry)
    for row in rows:
        if row.name:
            for entry in places.get(row.inchikey or row.structure, ()):
                entry.names.append((row.kind or "title", row.name))


def _write_folder(
    folder: Path, entries: list[_Entry], rejects: list[Reject], card: dict[str, Any]
) -> None:
    molecules = _tabulate(entries)
    rows = [row for row, entry in enumerate(entries) for _ in entry.names]
    index = index_names(rows, [name for entry in entries for _, name in entry.names])
    files.write_table(molecules, folder / files.MOLECULES)
    files.write_table(index, folder / files.NAMES)
    patterns = np.frombuffer(b"".join(entry.pattern for entry in entries), np.uint8)
    files.write_patterns(patterns.reshape(len(entries), -1), folder / files.SCREEN)
    write_counts(tabulate_counts(entry.counts for entry in entries), folder / files.COUNTS)
    write_counts(tabulate_counts(entry.bits for entry in entries), folder / files.FINGERPRINTS)
    write_counts(tabulate_facts(entry.facts for entry in entries), folder / files.STATEMENTS)
    _write_rejects(rejects, folder / files.REJECTS)
    counts = {
        "molecules": len(entries),
        "named": len(entries) - molecules["name"].null_count,
        "names": len(index),
        "rejected": len(rejects),
    }
    files.write_json(card | counts, folder / files.CARD)
    files.write_manifest(folder)


def _tabulate(entries: list[_Entry]) -> pa.Table:
    columns: dict[str, list[Any]] = {
        "cid": [entry.row.cid for entry in entries],
        "inchikey": [entry.inchikey for entry in entries],
        "smiles": [entry.smiles for entry in entries],
        "name": [_choose(entry.names) for entry in entries],
        "pool": [entry.row.pool for entry in entries],
    }
    for field in files.SCHEMA.names:
        if field not in columns:
            columns[field] = [getattr(entry.properties, field) for entry in entries]
    for field, places in files.DECIMALS.items():
        columns[field] = [round(value, places) for value in columns[field]]
    return pa.table(columns, schema=files.SCHEMA)


def _choose(names: Sequence[tuple[str, str]]) -> str | None:
    systematic = [name for kind, name in names if kind == "iupac"]
    return choose_name([name for kind, name in names if kind != "iupac"], systematic)


def _write_rejects(rejects: list[Reject], path: Path) -> None:
    lines = ["row\tread\treason"]
    for reject in sorted(rejects, key=lambda reject: reject.number):
        lines.append("\t".join((str(reject.number), reject.text, " ".join(reject.reason.split()))))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _encode_all(smiles: list[str], encode: Encode, report: Progress) -> np.ndarray:
    """Return (n, d) int8 vectors of n SMILES."""
    batches: list[np.ndarray] = []
    for start in range(0, len(smiles), _BATCH):
        batch = smiles[start : start + _BATCH]
        vectors = np.asarray(encode(batch), np.float32)
        same = not batches or vectors.shape[1:] == batches[0].shape[1:]
        if vectors.ndim != 2 or len(vectors) != len(batch) or not same:
            raise LibraryError(
                f"The encoder returned an array of shape {vectors.shape} for {len(batch)} "
                "molecules.",
                "It has to return one vector of the same length for each molecule.",
            )
        if not np.isfinite(vectors).all():
            place = start + int(np.flatnonzero(~np.isfinite(vectors).all(axis=1))[0])
            raise LibraryError(
                f'The encoder returned a vector that is not finite for "{smiles[place][:80]}".',
                "Check the checkpoint, or leave that molecule out.",
            )
        batches.append(quantise(vectors))
        report("vectors", start + len(batch), len(smiles))
    return np.concatenate(batches)
