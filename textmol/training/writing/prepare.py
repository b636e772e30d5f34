"""What captioner and generator learn from, computed once: neither RDKit nor a tower trains.

The folder ``writing`` inside the prepared one holds JSON and plain ``.npy`` arrays:

- ``molecules.json``: InChIKey, SMILES, other ways of writing it, relatives and terms of each
  molecule; ``descriptors.npy`` its counts of groups; ``near.npy`` the references nearest to it by
  its retrieval vector
- ``terms.json`` and ``terms.safetensors``: the words of the terms and the model that tells them
- ``texts.json``: molecule, style, split and words of each text; ``text_vectors.npy`` and
  ``text_near.npy`` the same of the text
- ``references.json``: InChIKey, SMILES and name of the molecules that may be copied from
- ``tokens.json``: the tokens; ``facts.json``: what all this was made of
"""

from __future__ import annotations

import json
import multiprocessing
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.torch import save_file

from textmol.encoder import Encoder
from textmol.errors import MoleculeError
from textmol.library import Library
from textmol.models.batches import CountBatch, join_counts, read_counts
from textmol.molecules.relatives import find_relatives
from textmol.training.origin import hash_files
from textmol.training.sources import DEV_SOURCE, Text, list_files, read_sources
from textmol.training.writing.manner import tell_plainly
from textmol.training.writing.terms import TermTraining, learn_terms, list_terms
from textmol.writing.folder import TERMS
from textmol.writing.prompts import PLAIN, all_signs
from textmol.writing.references import References
from textmol.writing.terms import Told
from textmol.writing.tokens import learn_tokens

FOLDER, FACTS, TERM_WEIGHTS = "writing", "facts.json", "terms.safetensors"
CHUNK = 64
WORDS, PIECES = 7000, 1500  # of texts and of SMILES
SPELLINGS = 4  # SMILES of a molecule that trains, beside the canonical one
STYLES = {
    DEV_SOURCE: "chebi",
    "chebi20-train": "chebi",
    "pcdes-test": "pcdes",
    "pubchem324k-test": "pubchem",
    "pubchem324k-val": "pubchem",
    "gitmol": "gitmol",
}
KINDS = ("title", "iupac", "labels")
TOLD = "told"  # of another source, in ChEBI's manner


def prepare_writing(
    data: Path, out: Path, checkpoint: Path, library: Path, *, workers: int = 2, seed: int = 0
) -> None:
    """Write ``out/writing`` from the data folder, a retrieval checkpoint and its library.

    Molecules of the library without a description or a name teach by what their structure says.
    What belongs to dev is marked, and is no reference.
    """
    sources = read_sources(data)
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    held_out = {text.key for text in sources.texts if text.split == "dev"}
    texts = [text for text in sources.texts if find_style(text)]
    worded = {text.key for text in texts if text.kind != "labels"}
    texts = [text for text in texts if text.key in worded]
    titles = {text.key: text.text for text in texts if text.kind == "title"}
    encoder = Encoder.open(checkpoint)
    references = References(Library.open(library), worded - held_out)
    keys = sorted(worded.union(sources.described))
    jobs = [(key, sources.structures[key], key not in held_out) for key in keys]
    rows = [row for row in _read_all(jobs, checkpoint, references, workers, seed) if row]
    place = {row["key"]: number for number, row in enumerate(rows)}
    sentences = [Text(row["key"], "facts", "", "train", row["sentence"]) for row in rows]
    kept = [text for text in (*texts, *sentences) if text.key in place and text.text]
    styled = [_style(text, titles.get(text.key, "")) for text in kept]
    _write_texts(folder, styled, place, encoder, references)
    _write_molecules(folder, rows, references, _write_terms(folder, styled, place, rows, seed))
    train = [text.text for _, text in styled if text.split == "train"]
    structures = [row["smiles"] for row in rows if row["key"] not in held_out]
    tokens = learn_tokens(all_signs(), train, structures, words=WORDS, pieces=PIECES)
    (folder / "tokens.json").write_text(tokens.to_json(), encoding="utf-8")
    facts = {
        "sha256": hash_files(data, list_files(data)),
        "checkpoint": encoder.checkpoint.identity,
        "library": references.library,
        "terms": asdict(TermTraining()),
        "seed": seed,
    }
    _write_json(folder / FACTS, facts)


def find_style(text: Text) -> str | None:
    """Return the manner that a text is written in, None for one that is not learned from."""
    if text.kind in KINDS or text.kind == "facts":
        return text.kind
    return STYLES.get(text.source)


def _style(text: Text, title: str) -> tuple[str, Text]:
    """Return the style of a text, and what of it is learned from."""
    style = find_style(text) or ""
    told = tell_plainly(text.text, title) if style in ("pcdes", "pubchem", "gitmol") else None
    return (TOLD, replace(text, text=told)) if told else (style, text)


def _write_terms(
    folder: Path,
    texts: list[tuple[str, Text]],
    place: dict[str, int],
    rows: list[dict[str, Any]],
    seed: int,
) -> list[Told]:
    """Write the model of terms; return what each molecule is told."""
    said: dict[int, set[str]] = defaultdict(set)
    for style, text in texts:
        if text.split == "train" and style in (PLAIN, TOLD):
            said[place[text.key]] |= list_terms(text.text)
    learned = learn_terms(
        said,
        lambda some: join_counts([rows[row]["batch"] for row in some.tolist()]),
        len(rows),
        constants=TermTraining(),
        seed=seed,
    )
    model = learned.terms.model
    save_file(model.state_dict(), folder / TERM_WEIGHTS)
    content = {"sizes": asdict(model.sizes), "words": learned.terms.words}
    _write_json(folder / TERMS, content)
    return learned.told


def _read_all(
    jobs: Sequence[tuple[str, str, bool]],
    checkpoint: Path,
    references: References,
    workers: int,
    seed: int,
) -> Iterator[dict[str, Any] | None]:
    chunks = [jobs[start : start + CHUNK] for start in range(0, len(jobs), CHUNK)]
    read = partial(_read_chunk, names=references.names_by_skeleton, seed=seed)
    context = multiprocessing.get_context("fork")
    with context.Pool(workers, _open, (checkpoint,)) as pool:
        for number, rows in enumerate(pool.imap(read, chunks)):
            if number % 40 == 0:
                print(f"{number * CHUNK} of {len(jobs)} molecules", flush=True)
            yield from (row and {**row, "batch": _restore(row["batch"])} for row in rows)


def _restore(arrays: Sequence[np.ndarray]) -> CountBatch:
    import torch

    return CountBatch(*map(torch.from_numpy, arrays))


_encoder: Encoder | None = None


def _open(checkpoint: Path) -> None:
    global _encoder
    import torch

    torch.set_num_threads(1)
    _encoder = Encoder.open(checkpoint)


def _read_chunk(
    jobs: Sequence[tuple[str, str, bool]], names: Any, seed: int
) -> list[dict[str, Any] | None]:
    from textmol.molecules import parse_molecule
    from textmol.molecules.groups import find_groups
    from textmol.molecules.spellings import spell_anew
    from textmol.training.facts import structure_facts
    from textmol.training.sentences import phrase

    assert _encoder is not None
    rows: list[dict[str, Any] | None] = []
    for key, smiles, trains in jobs:
        try:
            molecule = parse_molecule(smiles)
        except MoleculeError:
            rows.append(None)
            continue
        mol, batch = molecule.mol, _encoder.read_molecules([molecule])
        sentence, spellings = "", []
        if trains:
            sentence = phrase(structure_facts(mol, find_groups(mol)), random.Random(f"{seed}{key}"))
            spellings = spell_anew(mol, SPELLINGS, seed)
        rows.append(
            {
                "key": key,
                "smiles": smiles,
                "spellings": spellings,
                "relatives": find_relatives(mol, key, names),
                "sentence": sentence,
                "vector": _encoder.encode_batch(batch)[0],
                # Arrays are copied to the parent; each tensor would keep a file open in it.
                "batch": [tensor.numpy() for tensor in vars(read_counts(batch)).values()],
            }
        )
    return rows


def _write_molecules(
    folder: Path, rows: list[dict[str, Any]], references: References, told: list[Told]
) -> None:
    vectors = np.stack([row["vector"] for row in rows])
    descriptors = np.concatenate([row["batch"].descriptors.numpy() for row in rows])
    np.save(folder / "descriptors.npy", descriptors.astype(np.float16))
    np.save(folder / "near.npy", references.find_near(vectors, [row["key"] for row in rows]))
    content = [
        {"terms": terms} | {name: row[name] for name in ("key", "smiles", "spellings", "relatives")}
        for row, terms in zip(rows, told, strict=True)
    ]
    _write_json(folder / "molecules.json", content)
    _write_json(folder / "references.json", references.describe())


def _write_texts(
    folder: Path,
    texts: list[tuple[str, Text]],
    place: dict[str, int],
    encoder: Encoder,
    references: References,
) -> None:
    vectors = encoder.encode_descriptions([text.text for _, text in texts])
    near = references.find_near(vectors, [text.key for _, text in texts])
    base = encoder.take_base(vectors)
    np.save(folder / "text_vectors.npy", base.astype(np.float16))
    np.save(folder / "text_near.npy", near)
    content = [
        {
            "molecule": place[text.key],
            "style": style,
            "split": text.split,
            "text": text.text,
        }
        for style, text in texts
    ]
    _write_json(folder / "texts.json", content)


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")
